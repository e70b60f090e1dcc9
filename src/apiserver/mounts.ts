import type { JsonObject } from '../model/index.ts';
import type { Surroundings } from './container.ts';
import { placesByName } from './devices.ts';
import { subPathProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, flag, isSet, objects, text } from './values.ts';

export function validateMounts(pass: Pass, container: JsonObject, pod: Surroundings, path: Path): void {
  const paths = new Set<string>();
  const devices = placesByName(container, 'volumeDevices', 'devicePath');
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
    if (devices.has(name)) pass.cause('other', 'FieldValueInvalid', place.at('name'), `'${name}' is a device as well`);
    if ([...devices.values()].includes(mountPath)) {
      pass.cause('other', 'FieldValueInvalid', place.at('mountPath'), `a device is at '${mountPath}'`);
    }
    // For the rest the server forgets to say which of the mounts it means.
    validateSubPath(pass, mount, 'subPath', fields, place);
    if (text(mount, 'subPathExpr') !== '' && text(mount, 'subPath') !== '') {
      pass.cause('other', 'FieldValueInvalid', place.at('subPathExpr'), 'excludes subPath');
    }
    validateSubPath(pass, mount, 'subPathExpr', fields, place);
    validatePropagation(pass, container, mount, fields, place);
    validateRecursion(pass, mount, place.at('recursiveReadOnly'));
  }
}

const recursions = ['Disabled', 'Enabled', 'IfPossible'];

/** 1.30 servers take the field away by default. */
function validateRecursion(pass: Pass, mount: JsonObject, path: Path): void {
  if (!isSet(mount, 'recursiveReadOnly') || !pass.server.atLeast(pass.asItStands ? 30 : 31)) return;
  const recursion = text(mount, 'recursiveReadOnly');
  if (recursion === 'Disabled') return;
  if (!recursions.includes(recursion)) {
    const message = `'${recursion}' is not one of ${recursions.join(', ')}`;
    pass.cause('other', 'FieldValueNotSupported', path, message, { supported: recursions });
    return;
  }
  if (!flag(mount, 'readOnly')) pass.cause('other', 'FieldValueForbidden', path, 'needs readOnly: true');
  if (!['', 'None'].includes(text(mount, 'mountPropagation'))) {
    pass.cause('other', 'FieldValueForbidden', path, 'goes with mountPropagation None only');
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
