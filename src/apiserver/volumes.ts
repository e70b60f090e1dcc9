import type { JsonObject } from '../model/index.ts';
import { dnsLabelProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { isSet, objects, text } from './values.ts';
import { validateSource } from './volume-sources.ts';

/**
 * Volumes of a pod; returns the names that mounts can refer to, and whether each is a claim. A volume that is refused cannot be mounted either.
 * The volumes that a StatefulSet's claim templates make come first, as the server puts them, and hide those of the same name.
 */
export function validateVolumes(
  pass: Pass,
  spec: JsonObject,
  claimTemplates: readonly string[],
  path: Path,
): Map<string, boolean> {
  const names = new Map<string, boolean>(claimTemplates.map((name) => [name, true]));
  let position = claimTemplates.length;
  for (const [index, volume] of objects(spec, 'volumes').entries()) {
    if (claimTemplates.includes(text(volume, 'name'))) continue;
    const place = path.at('volumes').at(position);
    const before = pass.causes.length;
    validateSource(pass, volume, place);
    validateName(pass, volume, names, place);
    if (pass.causes.length === before) names.set(text(volume, 'name'), isClaim(volume));
    else if (position !== index) pass.move(before, place.pointer(), path.at('volumes').at(index).pointer());
    position += 1;
  }
  return names;
}

/** What can be had as a block device. */
function isClaim(volume: JsonObject): boolean {
  return isSet(volume, 'persistentVolumeClaim') || isSet(volume, 'ephemeral');
}

function validateName(pass: Pass, volume: JsonObject, names: ReadonlyMap<string, boolean>, path: Path): void {
  const name = text(volume, 'name');
  const place = path.at('name');
  if (name === '') {
    pass.cause('other', 'FieldValueRequired', place, 'must be set', { lost: pass.loss(volume, 'name') });
    return;
  }
  const problems = dnsLabelProblems(name);
  for (const problem of problems) pass.cause('other', 'FieldValueInvalid', place, `'${name}' ${problem}`);
  if (names.has(name)) pass.cause('other', 'FieldValueDuplicate', place, `another volume is called '${name}'`);
}
