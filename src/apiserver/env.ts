import type { JsonObject } from '../model/json.ts';
import { envNameProblems } from './names.ts';
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

function validateValueFrom(pass: Pass, entry: JsonObject, path: Path): void {
  const valueFrom = child(entry, 'valueFrom');
  if (valueFrom === undefined) return;
  const place = path.at('valueFrom');
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
