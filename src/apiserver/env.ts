import type { JsonObject } from '../model/index.ts';
import { validateFieldRef, validateKeyRef, validateResourceFieldRef } from './env-sources.ts';
import { dnsSubdomainProblems, envNameProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, isSet, objects, text } from './values.ts';

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

export function validateEnv(pass: Pass, container: JsonObject, path: Path): void {
  for (const [index, entry] of objects(container, 'env').entries()) {
    const place = path.at('env').at(index);
    const name = text(entry, 'name');
    if (name === '')
      pass.cause('other', 'FieldValueRequired', place.at('name'), 'must be set', { lost: pass.loss(entry, 'name') });
    else {
      const relaxed = !envNameProblems(name, false).length || isRelaxed(pass);
      for (const problem of envNameProblems(name, relaxed)) {
        pass.cause('other', 'FieldValueInvalid', place.at('name'), `'${name}' ${problem}`);
      }
    }
    validateValueFrom(pass, entry, place);
  }
}

function validateValueFrom(pass: Pass, entry: JsonObject, path: Path): void {
  const valueFrom = child(entry, 'valueFrom');
  if (valueFrom === undefined) return;
  const place = path.at('valueFrom');
  const fieldRef = child(valueFrom, 'fieldRef');
  if (fieldRef !== undefined) validateFieldRef(pass, fieldRef, 'env', place.at('fieldRef'));
  const resourceFieldRef = child(valueFrom, 'resourceFieldRef');
  if (resourceFieldRef !== undefined) {
    validateResourceFieldRef(pass, resourceFieldRef, 'env', place.at('resourceFieldRef'));
  }
  for (const name of ['configMapKeyRef', 'secretKeyRef']) {
    const ref = child(valueFrom, name);
    if (ref !== undefined) validateKeyRef(pass, ref, place.at(name));
  }
  const count = sources.filter((name) => isSet(valueFrom, name)).length;
  if (count === 0) {
    pass.cause('other', 'FieldValueInvalid', place, 'must name a source', { lost: pass.anyLoss(valueFrom) });
  } else if (text(entry, 'value') !== '')
    pass.cause('other', 'FieldValueInvalid', place, 'may not be set beside a value');
  else if (count > 1) pass.cause('other', 'FieldValueInvalid', place, 'may name one source only');
}

/** A library goes by the old rules unless it is asked not to. */
function isRelaxed(pass: Pass): boolean {
  return !pass.asItStands && pass.server.atLeast(32);
}

export function validateEnvFrom(pass: Pass, container: JsonObject, path: Path): void {
  // The server forgets to say which of the entries it means.
  const fields = path.at('envFrom');
  for (const [index, entry] of objects(container, 'envFrom').entries()) {
    const place = fields.at(index);
    validatePrefix(pass, text(entry, 'prefix'), place.at('prefix'));
    const named = ['configMapRef', 'secretRef'].filter((name) => isSet(entry, name));
    for (const name of named) validateSource(pass, child(entry, name), place.at(name));
    const pointer = place.pointer();
    if (named.length === 0) {
      const lost = pass.anyLoss(entry);
      pass.cause('other', 'FieldValueInvalid', fields, 'must name a source', { lost, pointer });
    } else if (named.length > 1) {
      pass.cause('other', 'FieldValueInvalid', fields, 'may name one source only', { pointer });
    }
  }
}

/** A prefix follows the rules of the names it begins. */
function validatePrefix(pass: Pass, prefix: string, path: Path): void {
  if (prefix === '') return;
  for (const problem of envNameProblems(prefix, isRelaxed(pass))) {
    pass.cause('other', 'FieldValueInvalid', path, `'${prefix}' ${problem}`);
  }
}

function validateSource(pass: Pass, source: JsonObject | undefined, path: Path): void {
  if (source === undefined) return;
  const name = text(source, 'name');
  if (name === '') {
    pass.cause('other', 'FieldValueRequired', path.at('name'), 'must be set', { lost: pass.loss(source, 'name') });
    return;
  }
  // A hyphen at the end is let pass: the name is judged as if something followed.
  for (const problem of dnsSubdomainProblems(name.replace(/.-$/, 'a'))) {
    pass.cause('other', 'FieldValueInvalid', path.at('name'), `'${name}' ${problem}`);
  }
}
