import type { Inventory } from '../../inventory/index.ts';
import {
  type FactList,
  isObject,
  type JsonObject,
  type JsonValue,
  join,
  listAt,
  type Manifest,
  objectAt,
  type Place,
  stringAt,
  type Workload,
} from '../../model/index.ts';
import { effectivePods } from '../inject/effective.ts';
import { launchKey, priorityName, readPriority } from '../inject/launch.ts';
import type { KruiseTarget } from '../release.ts';
import { isSidecarSet } from '../sidecar-set.ts';
import { matchingSets, takesPodsOf } from './matched.ts';

/** A container of a pod as it will be, and where it is written. */
interface Member {
  container: JsonObject;
  list: 'containers' | 'initContainers';
  set: string;
  place: Place;
}

/** The containers of a workload's pods after injection, as launch priority sees them. Nothing for a set alone. */
export function launches(workload: Workload, inventory: Inventory, target: KruiseTarget): FactList<'launches'> {
  if (isSidecarSet(workload.manifest) || !isMentioned(workload, inventory, target)) return [];
  const members = membersOf(workload, inventory, target);
  const isTouched = members.all.some(({ container }) => priorityEnv(container) >= 0) || members.isOrdered;
  if (!isTouched) return [];
  const regulars = members.all.filter(({ list }) => list === 'containers');
  const values = regulars.map(({ container }, index) => (members.isOrdered ? -index : statedPriority(container)));
  const differ = new Set(values).size > 1;
  const mayGrow = inventory
    .ofKind('apps.kruise.io/SidecarSet')
    .some((set) => takesPodsOf(set, workload, inventory, target) === 'unknown');
  const lowest = Math.min(...values);
  return members.all.map((member) => {
    const { container, list, set, place } = member;
    const env = priorityEnv(container);
    const value = list === 'containers' ? values[regulars.indexOf(member)] : undefined;
    const hook = objectAt(container, 'lifecycle', 'postStart');
    return {
      self: {
        name: stringAt(container, 'name'),
        list,
        set,
        written: env >= 0,
        value: stringAt(listAt(container, 'env')[env], 'value'),
        isInteger: env >= 0 && readPriority(listAt(container, 'env')[env]) !== undefined,
        isOrdered: members.isOrdered,
        regulars: regulars.length,
        differ,
        mayGrow,
        isAwaited: differ && value !== undefined && value > lowest,
        waits: objectAt(container, 'readinessProbe') !== undefined || hook !== undefined,
      },
      pointer: workload.podSpecPointer,
      places: {
        container: place,
        env: env < 0 ? undefined : { ...place, pointer: join(place.pointer, 'env', env) },
      },
    };
  });
}

/** Hardly any pod says anything about launch priority, and the others need not be simulated. */
function isMentioned(workload: Workload, inventory: Inventory, target: KruiseTarget): boolean {
  const says = (spec: JsonObject): boolean =>
    ['initContainers', 'containers'].some((list) =>
      listAt(spec, list).some((container) => isObject(container) && priorityEnv(container) >= 0),
    );
  if (says(workload.podSpec) || stringAt(workload.podMetadata, 'annotations', launchKey) !== '') return true;
  return matchingSets(workload, inventory, target).some((set) => {
    const patches = listAt(set.object, 'spec', 'patchPodMetadata');
    return (
      says(objectAt(set.object, 'spec') ?? {}) ||
      patches.some((patch) => stringAt(patch, 'annotations', launchKey) !== '')
    );
  });
}

function membersOf(
  workload: Workload,
  inventory: Inventory,
  target: KruiseTarget,
): { all: Member[]; isOrdered: boolean } {
  const [injection] = effectivePods(workload, inventory, target);
  if (injection !== undefined && injection.denied === undefined && injection.changed) {
    const sets = new Map(injection.provenance.map((part) => [part.pointer, part]));
    const at = { initContainers: 0, containers: 0 };
    const all = (['initContainers', 'containers'] as const).flatMap((list) =>
      listAt(injection.pod, 'spec', list).flatMap((container, index) => {
        const part = sets.get(join('/spec', list, index));
        if (part === undefined)
          return membersIn(container, list, workload.manifest, `${workload.podSpecPointer}/${list}/${at[list]++}`);
        const set = inventory.find('apps.kruise.io/SidecarSet', '', part.set);
        return set === undefined ? [] : membersIn(container, list, set, part.from, part.set);
      }),
    );
    return { all, isOrdered: stringAt(injection.pod, 'metadata', 'annotations', launchKey) === 'Ordered' };
  }
  const own = ['initContainers', 'containers'] as const;
  const written = own.flatMap((list) =>
    listAt(workload.podSpec, list).flatMap((container, index) =>
      membersIn(container, list, workload.manifest, join(workload.podSpecPointer, list, index)),
    ),
  );
  const denied = injection?.denied === 'launch-priority-not-integer' ? matchingSets(workload, inventory, target) : [];
  const added = denied.flatMap((set) =>
    listAt(set.object, 'spec', 'containers').flatMap((container, index) =>
      membersIn(container, 'containers', set, join('/spec/containers', index), set.name),
    ),
  );
  const isOrdered = stringAt(workload.podMetadata, 'annotations', launchKey) === 'Ordered';
  return { all: [...written, ...added], isOrdered };
}

function membersIn(
  container: JsonValue,
  list: Member['list'],
  manifest: Manifest,
  pointer: string,
  set = '',
): Member[] {
  return isObject(container) ? [{ container, list, set, place: { manifest, pointer } }] : [];
}

/** The position of the entry that counts: the last one. */
function priorityEnv(container: JsonObject): number {
  return listAt(container, 'env').findLastIndex((entry) => stringAt(entry, 'name') === priorityName);
}

/** 0 where nothing, or no integer, is written; such a pod is refused. */
function statedPriority(container: JsonObject): number {
  const at = priorityEnv(container);
  return at < 0 ? 0 : Number(readPriority(listAt(container, 'env')[at]) ?? 0n);
}
