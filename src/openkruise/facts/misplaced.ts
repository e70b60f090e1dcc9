import type { Inventory } from '../../inventory/index.ts';
import {
  type FactList,
  isObject,
  type JsonObject,
  join,
  listAt,
  type Manifest,
  stringAt,
  type Workload,
} from '../../model/index.ts';
import { effectivePods } from '../inject/effective.ts';
import type { Provenance } from '../inject/types.ts';
import { shapeOf } from '../library/shape.ts';
import { behaves, type KruiseTarget, releaseOf } from '../release.ts';
import type { ContainerList } from '../sidecar-set.ts';
import { nameOf } from './matched.ts';

/**
 * Fields of a pod's own containers that the target's Kruise does not know, when a set changes the pod: until 1.4 they are lost, from 1.5
 * on they stay at their list index while the container moves. Nothing without a known release.
 */
export function misplacedFields(
  workload: Workload,
  inventory: Inventory,
  target: KruiseTarget,
): FactList<'misplacedFields'> {
  if (target.kruise === undefined) return [];
  const release = releaseOf(target.kruise);
  const unknown = unknownFields(workload, (name) => shapeOf({ release, api: 'v1' }, 'Container', name) !== undefined);
  if (unknown.length === 0) return [];
  const [injection] = effectivePods(workload, inventory, target);
  if (injection === undefined || !injection.changed || injection.denied !== undefined) return [];
  const stays = behaves(release, 'keepsUnknownPodFields');
  const keptBefore = (name: string): boolean => stays || name === 'restartPolicy';
  return unknown.flatMap(({ list, index, name, container }) => {
    const mover = stays ? moverOf(injection.provenance, list, index) : injection.provenance[0];
    if (mover === undefined || !keptBefore(name)) return [];
    const heir = stringAt(listAt(injection.pod, 'spec', list)[index], 'name');
    const set = inventory.find('apps.kruise.io/SidecarSet', '', mover.set);
    const self = { field: name, container, list, set: mover.set, heir: stays ? heir : '', pod: nameOf(workload) };
    return [
      {
        self,
        pointer: join(workload.podSpecPointer, list, index, name),
        places: { injected: set && placeOf(set, mover) },
      },
    ];
  });
}

const placeOf = (manifest: Manifest, { from }: Provenance) => ({ manifest, pointer: from });

/** The injected container that took the place at an index, or came in front of it. */
function moverOf(provenance: readonly Provenance[], list: ContainerList, index: number): Provenance | undefined {
  const places = Array.from({ length: index + 1 }, (_, at) => join('/spec', list, index - at));
  for (const place of places) {
    const found = provenance.find(({ pointer }) => pointer === place);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Unknown {
  list: ContainerList;
  index: number;
  name: string;
  container: string;
}

function unknownFields({ podSpec }: Workload, isKnown: (name: string) => boolean): Unknown[] {
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    listAt(podSpec, list).flatMap((container, index) =>
      Object.keys(isObject(container) ? (container satisfies JsonObject) : {})
        .filter((name) => !isKnown(name))
        .map((name) => ({ list, index, name, container: stringAt(container, 'name') })),
    ),
  );
}
