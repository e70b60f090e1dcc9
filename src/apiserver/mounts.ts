import type { JsonObject } from '../model/json.ts';
import type { Surroundings } from './container.ts';
import { dnsLabelProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, flag, isSet, objects, text } from './values.ts';

/** Names of the volumes; returns those that mounts can refer to. What the sources of volumes hold is not looked at. */
export function validateVolumes(pass: Pass, spec: JsonObject, path: Path): Set<string> {
  const names = new Set<string>();
  for (const [index, volume] of objects(spec, 'volumes').entries()) {
    const name = text(volume, 'name');
    const place = path.at('volumes').at(index).at('name');
    const problems = name === '' ? [] : dnsLabelProblems(name);
    if (name === '')
      pass.cause('other', 'FieldValueRequired', place, 'must be set', { lost: pass.loss(volume, 'name') });
    for (const problem of problems) pass.cause('other', 'FieldValueInvalid', place, `'${name}' ${problem}`);
    if (names.has(name)) pass.cause('other', 'FieldValueDuplicate', place, `another volume is called '${name}'`);
    if (name !== '' && problems.length === 0) names.add(name);
  }
  return names;
}

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
  const pointer = place.at(name).pointer();
  if (subPath.startsWith('/'))
    pass.cause('other', 'FieldValueInvalid', fields.at(name), 'must be a relative path', { pointer });
  if (subPath.split('/').includes('..'))
    pass.cause('other', 'FieldValueInvalid', fields.at(name), "must not contain '..'", { pointer });
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
