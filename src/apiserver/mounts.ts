import type { JsonObject } from '../model/json.ts';
import type { Surroundings } from './container.ts';
import { dnsLabelProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { objects, text } from './values.ts';

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
  for (const [index, mount] of objects(container, 'volumeMounts').entries()) {
    const place = path.at('volumeMounts').at(index);
    const name = text(mount, 'name');
    if (name === '')
      pass.cause('other', 'FieldValueRequired', place.at('name'), 'must be set', { lost: pass.loss(mount, 'name') });
    const mountPath = text(mount, 'mountPath');
    if (mountPath === '') {
      const lost = pass.loss(mount, 'mountPath');
      pass.cause('other', 'FieldValueRequired', place.at('mountPath'), 'must be set', { lost });
    }
    if (!pod.volumes.has(name))
      pass.cause('other', 'FieldValueNotFound', place.at('name'), `no volume is called '${name}'`);
    if (paths.has(mountPath)) {
      pass.cause('other', 'FieldValueInvalid', place.at('mountPath'), `'${mountPath}' is mounted more than once`);
    }
    paths.add(mountPath);
  }
}
