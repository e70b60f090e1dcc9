import { labelValueProblems, qualifiedNameProblems } from '../inventory/index.ts';
import type { JsonObject } from '../model/index.ts';
import type { Kind } from './kinds.ts';
import { dnsLabelProblems, dnsSubdomainProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, objects, text } from './values.ts';

/** A CronJob's name leaves room for the suffix of its Jobs. */
const longestCronJobName = 52;

/** Name, namespace, labels, annotations and owners of the object itself. */
export function validateMetadata(pass: Pass, kind: Kind, object: JsonObject, path: Path): void {
  const metadata = child(object, 'metadata') ?? {};
  const name = text(metadata, 'name');
  const prefix = text(metadata, 'generateName');
  if (prefix !== '') {
    for (const problem of dnsSubdomainProblems(prefix.replace(/-$/, '')))
      invalid(pass, path.at('generateName'), prefix, problem);
  }
  if (name === '' && prefix === '') {
    pass.cause('other', 'FieldValueRequired', path.at('name'), 'an object needs a name', {
      lost: pass.loss(metadata, 'name'),
    });
  } else if (name !== '') {
    for (const problem of dnsSubdomainProblems(name)) {
      // From 1.37 on another mechanism checks these, whose causes come last.
      const last = kind.type === 'ReplicationController' && pass.server.atLeast(37);
      pass.cause('other', 'FieldValueInvalid', path.at('name'), `'${name}' ${problem}`, { last });
    }
  }
  const namespace = text(metadata, 'namespace');
  if (namespace !== '') {
    for (const problem of dnsLabelProblems(namespace)) invalid(pass, path.at('namespace'), namespace, problem);
  }
  validateLabels(pass, child(metadata, 'labels'), path.at('labels'));
  validateAnnotations(pass, child(metadata, 'annotations'), path.at('annotations'));
  validateOwners(pass, metadata, path.at('ownerReferences'));
  if (kind.type === 'CronJob' && name.length > longestCronJobName) {
    invalid(pass, path.at('name'), name, `must be no more than ${longestCronJobName} characters`);
  }
}

function invalid(pass: Pass, path: Path, value: string, problem: string): void {
  pass.cause('other', 'FieldValueInvalid', path, `'${value}' ${problem}`);
}

/** Keys and values of labels, or of a node selector; the server names the map, the pointer names the entry. */
export function validateLabels(pass: Pass, labels: JsonObject | undefined, path: Path, written = path): void {
  for (const key of Object.keys(labels ?? {})) {
    const problems = [...qualifiedNameProblems(key), ...labelValueProblems(text(labels, key))];
    const pointer = written.key(key).pointer();
    for (const problem of problems)
      pass.cause('other', 'FieldValueInvalid', path, `label ${key}: ${problem}`, { pointer });
  }
}

export function validateAnnotations(pass: Pass, annotations: JsonObject | undefined, path: Path, written = path): void {
  for (const key of Object.keys(annotations ?? {})) {
    const pointer = written.key(key).pointer();
    for (const problem of qualifiedNameProblems(key.toLowerCase())) {
      pass.cause('other', 'FieldValueInvalid', path, `annotation ${key}: ${problem}`, { pointer });
    }
  }
}

function validateOwners(pass: Pass, metadata: JsonObject, path: Path): void {
  for (const [index, owner] of objects(metadata, 'ownerReferences').entries()) {
    const place = path.at(index);
    for (const name of ['apiVersion', 'kind', 'name']) {
      if (text(owner, name) !== '') continue;
      pass.cause('other', 'FieldValueInvalid', path.at(name), 'must be set', { pointer: place.pointer() });
    }
    if (text(owner, 'uid') !== '') continue;
    if (pass.server.atLeast(37)) pass.cause('other', 'FieldValueRequired', place.at('uid'), 'must be set');
    else pass.cause('other', 'FieldValueInvalid', path.at('uid'), 'must be set', { pointer: place.pointer() });
  }
}
