import { canonicalText } from '../../inventory/index.ts';
import { type JsonObject, type JsonValue, listAt, objectAt, stringAt, valueAt } from '../../model/index.ts';
import { behaves } from '../release.ts';
import type { KruiseCause, Surroundings } from './cause.ts';
import { namespacesOverlap, selectorsOverlap } from './overlap.ts';

/** Clashes with the other sets that the webhook takes for able to select the same pods. Of several others the last one counts. */
export function conflictCauses(set: JsonObject, surroundings: Surroundings): KruiseCause[] {
  const name = stringAt(set, 'metadata', 'name');
  const others = surroundings.others.filter(
    (other) =>
      stringAt(other, 'metadata', 'name') !== name &&
      namespacesOverlap(set, other, surroundings) &&
      selectorsOverlap(valueAt(set, 'spec', 'selector'), valueAt(other, 'spec', 'selector')),
  );
  return [
    ...nameConflicts(set, others, 'initContainers'),
    ...nameConflicts(set, others, 'containers'),
    ...volumeConflicts(set, others),
    ...(behaves(surroundings.release, 'patchPodMetadata') ? annotationConflicts(set, others) : []),
  ];
}

const cause = (other: string, field: string, pointer: string, message: string): KruiseCause => ({
  check: 'conflict',
  reason: 'FieldValueInvalid',
  field,
  pointer,
  message,
  other,
});

/** The last set that has an item of each name, and the item. */
function byName(sets: readonly JsonObject[], list: string): Map<string, { set: string; item: JsonValue }> {
  const found = new Map<string, { set: string; item: JsonValue }>();
  for (const set of sets) {
    for (const item of listAt(set, 'spec', list)) {
      found.set(stringAt(item, 'name'), { set: stringAt(set, 'metadata', 'name'), item });
    }
  }
  return found;
}

function nameConflicts(set: JsonObject, others: readonly JsonObject[], list: string): KruiseCause[] {
  const taken = byName(others, list);
  return listAt(set, 'spec', list).flatMap((container, index) => {
    const name = stringAt(container, 'name');
    const other = taken.get(name);
    if (other === undefined) return [];
    // The webhook names spec.containers for init containers as well.
    return [
      cause(
        other.set,
        'spec.containers',
        `/spec/${list}/${index}/name`,
        `container ${name} is in SidecarSet ${other.set} too`,
      ),
    ];
  });
}

function volumeConflicts(set: JsonObject, others: readonly JsonObject[]): KruiseCause[] {
  const taken = byName(others, 'volumes');
  return listAt(set, 'spec', 'volumes').flatMap((volume, index) => {
    const name = stringAt(volume, 'name');
    const other = taken.get(name);
    if (other === undefined || canonicalText(other.item) === canonicalText(volume)) return [];
    return [
      cause(
        other.set,
        'spec.volumes',
        `/spec/volumes/${index}/name`,
        `volume ${name} is another one in SidecarSet ${other.set}`,
      ),
    ];
  });
}

interface Patched {
  key: string;
  policy: string;
  set: string;
  pointer: string;
}

/** Patches that keep what is there hurt nobody; of two others at least one must overwrite. */
function annotationConflicts(set: JsonObject, others: readonly JsonObject[]): KruiseCause[] {
  const taken = new Map(others.flatMap(patchedBy).map((patched) => [patched.key, patched]));
  return patchedBy(set).flatMap(({ key, policy, pointer }) => {
    const other = taken.get(key);
    if (other === undefined || (policy !== 'Overwrite' && other.policy !== 'Overwrite')) return [];
    const message = `annotation ${key} is patched by SidecarSet ${other.set} too`;
    return [cause(other.set, 'spec.patchPodMetadata', pointer, message)];
  });
}

function patchedBy(set: JsonObject): Patched[] {
  return listAt(set, 'spec', 'patchPodMetadata').flatMap((entry, index) => {
    const policy = stringAt(entry, 'patchPolicy');
    if (policy === 'Retain' || policy === '') return [];
    return Object.keys(objectAt(entry, 'annotations') ?? {}).map((key) => {
      return { key, policy, set: stringAt(set, 'metadata', 'name'), pointer: `/spec/patchPodMetadata/${index}` };
    });
  });
}
