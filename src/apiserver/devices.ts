import type { JsonObject } from '../model/index.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { objects, text } from './values.ts';

/** Block devices of a container. `volumes`: by name, whether it is a claim. What is mounted cannot be a device as well. */
export function validateDevices(
  pass: Pass,
  container: JsonObject,
  volumes: ReadonlyMap<string, boolean>,
  path: Path,
): void {
  const names = new Set<string>();
  const paths = new Set<string>();
  const mounted = placesByName(container, 'volumeMounts', 'mountPath');
  for (const [index, device] of objects(container, 'volumeDevices').entries()) {
    const place = path.at(index);
    const name = text(device, 'name');
    const at = place.at('name');
    if (name === '') required(pass, device, 'name', place);
    if (names.has(name)) pass.cause('other', 'FieldValueInvalid', at, `'${name}' is attached more than once`);
    const isClaim = volumes.get(name);
    if (isClaim === undefined) {
      pass.cause('other', 'FieldValueNotFound', at, `no volume is called '${name}'`, {
        lost: pass.loss(device, 'name'),
      });
    } else if (!isClaim) {
      pass.cause(
        'other',
        'FieldValueInvalid',
        at,
        'only a persistentVolumeClaim or an ephemeral volume can be a device',
      );
    }
    validateDevicePath(pass, device, paths, place);
    if (mounted.has(name)) pass.cause('other', 'FieldValueInvalid', at, `'${name}' is mounted as well`);
    const devicePath = text(device, 'devicePath');
    if ([...mounted.values()].includes(devicePath)) {
      pass.cause('other', 'FieldValueInvalid', place.at('devicePath'), `something is mounted at '${devicePath}'`);
    }
    if (name !== '') names.add(name);
  }
}

function validateDevicePath(pass: Pass, device: JsonObject, paths: Set<string>, place: Path): void {
  const devicePath = text(device, 'devicePath');
  const at = place.at('devicePath');
  if (devicePath === '') required(pass, device, 'devicePath', place);
  if (paths.has(devicePath)) pass.cause('other', 'FieldValueInvalid', at, `'${devicePath}' is taken already`);
  if (devicePath.split('/').includes('..')) pass.cause('other', 'FieldValueInvalid', at, "must not contain '..'");
  else paths.add(devicePath);
}

/** Where each name of a list ends up; of several entries the last one counts. */
export function placesByName(container: JsonObject, list: string, place: string): Map<string, string> {
  return new Map(objects(container, list).map((entry) => [text(entry, 'name'), text(entry, place)]));
}

function required(pass: Pass, owner: JsonObject, name: string, path: Path): void {
  pass.cause('other', 'FieldValueRequired', path.at(name), 'must be set', { lost: pass.loss(owner, name) });
}
