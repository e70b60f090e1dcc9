import type { JsonObject } from '../model/index.ts';
import type { Surroundings } from './container.ts';
import { subPathProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, flag, isSet, objects, text } from './values.ts';

export function validateMounts(pass: Pass, container: JsonObject, pod: Surroundings, path: Path): void {
  const paths = new Set<string>();
  const fields = path.at('volumeMounts');
  for (const [index, mount] of objects(container, 'volumeMounts').entries()) {
    const place = fields.at(index);
    const name = text(mount, 'name');
    const lost = pass.loss(mount, 'name');
    if (name === '') pass.cause('other', 'FieldValueRequired', place.at('name'), 'must be set', { lost });
    if (!pod.volumes.has(name))
      pass.cause('other', 'FieldValueNotFound', place.at('name'), `no volume is called '${name}'`, { lost });
    const mountPath = text(mount, 'mountPath');
    if (mountPath === '') {
      pass.cause('other', 'FieldValueRequired', place.at('mountPath'), 'must be set', {
        lost: pass.loss(mount, 'mountPath'),
      });
    }
    if (paths.has(mountPath)) {
      pass.cause('other', 'FieldValueInvalid', place.at('mountPath'), `'${mountPath}' is mounted more than once`);
    }
    paths.add(mountPath);
    // For the rest the server forgets to say which of the mounts it means.
    validateSubPath(pass, mount, 'subPath', fields, place);
    if (text(mount, 'subPathExpr') !== '' && text(mount, 'subPath') !== '') {
      const pointer = place.at('subPathExpr').pointer();
      pass.cause('other', 'FieldValueInvalid', fields.at('subPathExpr'), 'excludes subPath', { pointer });
    }
    validateSubPath(pass, mount, 'subPathExpr', fields, place);
    validatePropagation(pass, container, mount, fields, place);
  }
}

function validateSubPath(pass: Pass, mount: JsonObject, name: string, fields: Path, place: Path): void {
  const subPath = text(mount, name);
  if (subPath === '') return;
  const pointer = place.at(name).pointer();
  for (const problem of subPathProblems(subPath)) {
    pass.cause('other', 'FieldValueInvalid', fields.at(name), problem, { pointer });
  }
}

const propagations = ['Bidirectional', 'HostToContainer', 'None'];

function validatePropagation(pass: Pass, container: JsonObject, mount: JsonObject, fields: Path, place: Path): void {
  if (!isSet(mount, 'mountPropagation')) return;
  const propagation = text(mount, 'mountPropagation');
  const at = fields.at('mountPropagation');
  const pointer = place.at('mountPropagation').pointer();
  if (!propagations.includes(propagation)) {
    const message = `'${propagation}' is not one of ${propagations.join(', ')}`;
    pass.cause('other', 'FieldValueNotSupported', at, message, { supported: propagations, pointer });
  }
  if (propagation === 'Bidirectional' && !flag(child(container, 'securityContext'), 'privileged')) {
    pass.cause('other', 'FieldValueForbidden', at, 'Bidirectional needs a privileged container', { pointer });
  }
}
