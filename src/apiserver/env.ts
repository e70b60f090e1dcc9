import type { JsonObject } from '../model/index.ts';
import { unsupported } from './handlers.ts';
import { configKeyProblems, envNameProblems } from './names.ts';
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
      const relaxed = !envNameProblems(name, false).length || pass.server.atLeast(32);
      for (const problem of envNameProblems(name, relaxed)) {
        pass.cause('other', 'FieldValueInvalid', place.at('name'), `'${name}' ${problem}`);
      }
    }
    validateValueFrom(pass, entry, place);
  }
}

/** What the downward API can give to an env entry; labels and annotations by key. */
const downward = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** Paths that Kubernetes can read and env cannot use. */
const readable = [
  'metadata.annotations',
  'metadata.labels',
  'spec.host',
  'spec.hostNetwork',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
];

function validateFieldRef(pass: Pass, fieldRef: JsonObject, path: Path): void {
  const fieldPath = text(fieldRef, 'fieldPath');
  const at = path.at('fieldPath');
  if (fieldPath === '') {
    pass.cause('other', 'FieldValueRequired', at, 'must be set', { lost: pass.loss(fieldRef, 'fieldPath') });
  } else if (/^metadata\.(labels|annotations)\['.*'\]$/s.test(fieldPath) || downward.includes(fieldPath)) return;
  else if (readable.includes(fieldPath)) unsupported(pass, 'other', at, fieldPath, downward);
  else pass.cause('other', 'FieldValueInvalid', at, `'${fieldPath}' cannot be read`);
}

function validateKeyRef(pass: Pass, ref: JsonObject, path: Path): void {
  const key = text(ref, 'key');
  if (key === '')
    pass.cause('other', 'FieldValueRequired', path.at('key'), 'must be set', { lost: pass.loss(ref, 'key') });
  else for (const problem of configKeyProblems(key)) pass.cause('other', 'FieldValueInvalid', path.at('key'), problem);
}

function validateValueFrom(pass: Pass, entry: JsonObject, path: Path): void {
  const valueFrom = child(entry, 'valueFrom');
  if (valueFrom === undefined) return;
  const place = path.at('valueFrom');
  const fieldRef = child(valueFrom, 'fieldRef');
  if (fieldRef !== undefined) validateFieldRef(pass, fieldRef, place.at('fieldRef'));
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

export function validateEnvFrom(pass: Pass, container: JsonObject, path: Path): void {
  for (const [index, entry] of objects(container, 'envFrom').entries()) {
    const place = path.at('envFrom').at(index);
    const count = ['configMapRef', 'secretRef'].filter((name) => isSet(entry, name)).length;
    if (count === 0) {
      pass.cause('other', 'FieldValueInvalid', place, 'must name a source', { lost: pass.anyLoss(entry) });
    } else if (count > 1) pass.cause('other', 'FieldValueInvalid', place, 'may name one source only');
  }
}
