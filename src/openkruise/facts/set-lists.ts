import type { Inventory } from '../../inventory/index.ts';
import type { FactItem, FactListName, JsonObject, Manifest, Workload } from '../../model/index.ts';
import type { KruiseTarget } from '../release.ts';
import { setChanges } from './changes.ts';
import { sharedMountFaults, volumeClashes } from './clashes.ts';
import { setContainers, setMounts, setVolumes } from './declared.ts';
import { injections } from './injections.ts';
import { launches } from './launch.ts';
import { kruiseMarks } from './marks.ts';
import { misplacedFields } from './misplaced.ts';
import { setOverlaps } from './overlaps.ts';
import { refusals } from './refusals.ts';
import { setOrders } from './set-order.ts';
import { transfers } from './transfers.ts';
import { jsonPatches, uncheckedValues } from './unchecked.ts';

type PodList = (workload: Workload, inventory: Inventory, target: KruiseTarget) => readonly FactItem[];

/** `old`: the stored object that an update replaces. */
type SetList = (
  manifest: Manifest,
  inventory: Inventory,
  target: KruiseTarget,
  old: JsonObject | null,
) => readonly FactItem[];

/** Lists of what a workload's pods, as written, meet in OpenKruise. */
export const podLists = {
  injections,
  kruiseMarks,
  launches,
  misplacedFields,
  refusals,
  setOrders,
  sharedMountFaults,
  volumeClashes,
} as const satisfies Partial<Record<FactListName, PodList>>;

/** Lists of what a set declares; empty for other kinds. */
export const setLists = {
  setContainers,
  setVolumes,
  setMounts,
  setOverlaps,
  jsonPatches,
  transfers,
  setChanges: (manifest, _, target, old) => setChanges(manifest, old, target),
  uncheckedValues: (manifest, _, target) => uncheckedValues(manifest, target),
} as const satisfies Partial<Record<FactListName, SetList>>;
