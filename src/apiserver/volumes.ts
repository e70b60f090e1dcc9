import type { JsonObject } from '../model/index.ts';
import { dnsLabelProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, objects, text } from './values.ts';

/** What a source cannot do without. Everything else in volumes is not looked at. */
const essential: Readonly<Record<string, string>> = {
  hostPath: 'path',
  secret: 'secretName',
  persistentVolumeClaim: 'claimName',
  configMap: 'name',
};

/**
 * Volumes of a pod; returns the names that mounts can refer to. A volume that is refused cannot be mounted either.
 * The volumes that a StatefulSet's claim templates make come first, as the server puts them, and hide those of the same name.
 */
export function validateVolumes(
  pass: Pass,
  spec: JsonObject,
  claimTemplates: readonly string[],
  path: Path,
): Set<string> {
  const names = new Set<string>(claimTemplates);
  let position = claimTemplates.length;
  for (const [index, volume] of objects(spec, 'volumes').entries()) {
    if (claimTemplates.includes(text(volume, 'name'))) continue;
    const place = path.at('volumes').at(position);
    const before = pass.causes.length;
    validateSources(pass, volume, place);
    validateName(pass, volume, names, place);
    if (pass.causes.length === before) names.add(text(volume, 'name'));
    else if (position !== index) pass.move(before, place.pointer(), path.at('volumes').at(index).pointer());
    position += 1;
  }
  return names;
}

function validateSources(pass: Pass, volume: JsonObject, path: Path): void {
  for (const [source, name] of Object.entries(essential)) {
    const written = child(volume, source);
    if (written === undefined || text(written, name) !== '') continue;
    const lost = pass.loss(written, name);
    pass.cause('other', 'FieldValueRequired', path.at(source).at(name), 'must be set', { lost });
  }
  const ephemeral = child(volume, 'ephemeral');
  if (ephemeral === undefined || child(ephemeral, 'volumeClaimTemplate') !== undefined) return;
  pass.cause('other', 'FieldValueRequired', path.at('ephemeral').at('volumeClaimTemplate'), 'must be set', {
    lost: pass.anyLoss(ephemeral),
  });
}

function validateName(pass: Pass, volume: JsonObject, names: ReadonlySet<string>, path: Path): void {
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
