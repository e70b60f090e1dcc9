import type { Inventory } from '../../inventory/index.ts';
import {
  type FactList,
  isObject,
  join,
  listAt,
  type Manifest,
  type Place,
  stringAt,
  type Workload,
} from '../../model/index.ts';
import { parseImage } from '../../workload/index.ts';
import { isHot } from '../inject/build.ts';
import { behaves, type KruiseTarget, type Release, releaseOf } from '../release.ts';
import { type Sidecar, sidecarsOf } from '../sidecar-set.ts';
import { isInjected, matchingSets } from './matched.ts';

type Item = FactList<'injections'>[number];
type Own = Omit<Item['self'], 'twin'>;

/** The names a sidecar has in a pod: two of them under hot upgrade. */
function injectedNames(sidecar: Sidecar, release: Release): string[] {
  return isHot(sidecar, release) ? [`${sidecar.name}-1`, `${sidecar.name}-2`] : [sidecar.name];
}

/** Every container that the matching sets put into a workload's pods. */
export function injections(workload: Workload, inventory: Inventory, target: KruiseTarget): FactList<'injections'> {
  const release = releaseOf(target.kruise);
  const items = matchingSets(workload, inventory, target).flatMap((set) =>
    sidecarsOf(set).flatMap((sidecar) =>
      injectedNames(sidecar, release).map((name, copy) => injection(workload, set, sidecar, name, copy, release)),
    ),
  );
  const injected = isInjected(workload);
  return items.map((item, index) => {
    const twin = injected ? undefined : twinOf(item, items.slice(0, index), workload);
    const self = { ...item.self, twin: twin?.owner ?? '' };
    return { ...item, self, places: { ...item.places, twin: twin?.place } };
  });
}

/** Who has the name already and keeps it, so that the pod gets it twice: a container of the pod, or one of an earlier set. */
function twinOf(
  { self }: Omit<Item, 'self'> & { self: Own },
  earlier: readonly (Omit<Item, 'self'> & { self: Own })[],
  { manifest, podSpec, podSpecPointer }: Workload,
): { owner: string; place: Place | undefined } | undefined {
  if (self.container === '') return undefined;
  for (const list of ['initContainers', 'containers'] as const) {
    const index = listAt(podSpec, list).findIndex((container) => stringAt(container, 'name') === self.container);
    const isReplaced = list === self.list && self.replacesAppContainer;
    const pointer = join(podSpecPointer, list, index, 'name');
    if (index >= 0 && !isReplaced) return { owner: `${manifest.kind} ${manifest.name}`, place: { manifest, pointer } };
  }
  const other = earlier.find(
    (item) =>
      item.self.container === self.container &&
      item.self.set !== self.set &&
      !(item.self.list === self.list && self.replacesAppContainer),
  );
  return other && { owner: `SidecarSet ${other.self.set}`, place: other.places?.injected };
}

function injection(
  workload: Workload,
  set: Manifest,
  sidecar: Sidecar,
  name: string,
  copy: number,
  release: Release,
): Omit<Item, 'self'> & { self: Own } {
  // Until 1.6 init containers are appended whatever their names are.
  const merges = sidecar.list === 'containers' || behaves(release, 'nativeSidecars');
  const own = listAt(workload.podSpec, sidecar.list);
  const index = merges ? own.findLastIndex((container) => stringAt(container, 'name') === name && name !== '') : -1;
  const replaced = own[index];
  const replacedPointer = join(workload.podSpecPointer, sidecar.list, index);
  const image =
    copy === 1
      ? stringAt(sidecar.container, 'upgradeStrategy', 'hotUpgradeEmptyImage')
      : stringAt(sidecar.container, 'image');
  return {
    self: {
      set: set.name,
      container: name,
      list: sidecar.list,
      replacesAppContainer: replaced !== undefined,
      sameImage: replaced !== undefined && isSameRepository(stringAt(replaced, 'image'), image),
      isInjected: listAt(replaced, 'env').some((entry) => isObject(entry) && entry.name === 'IS_INJECTED'),
    },
    pointer: replaced === undefined ? workload.podSpecPointer : replacedPointer,
    places: {
      container: replaced === undefined ? undefined : { pointer: join(replacedPointer, 'name') },
      injected: { manifest: set, pointer: join(sidecar.pointer, 'name') },
    },
  };
}

/** Whatever registry they are pulled from; templated references are never the same. */
function isSameRepository(a: string, b: string): boolean {
  const [first, second] = [parseImage(a), parseImage(b)];
  return first.known && second.known && first.name === second.name;
}
