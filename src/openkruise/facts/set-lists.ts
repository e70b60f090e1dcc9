import type { Inventory } from '../../inventory/index.ts';
import type { FactItem, FactListName, Manifest, Workload } from '../../model/index.ts';
import type { KruiseTarget } from '../release.ts';
import { setContainers, setMounts, setVolumes } from './declared.ts';
import { injections } from './injections.ts';
import { launches } from './launch.ts';
import { kruiseMarks } from './marks.ts';
import { transfers } from './transfers.ts';
import { jsonPatches, uncheckedValues } from './unchecked.ts';

/** Lists of what a workload's pods, as written, meet in OpenKruise. */
export const podLists = {
  injections,
  kruiseMarks,
  launches,
} as const satisfies Partial<
  Record<FactListName, (workload: Workload, inventory: Inventory, target: KruiseTarget) => readonly FactItem[]>
>;

/** Lists of what a set declares; empty for other kinds. */
export const setLists = {
  setContainers,
  setVolumes,
  setMounts,
  jsonPatches,
  transfers,
  uncheckedValues: (manifest, _, target) => uncheckedValues(manifest, target),
} as const satisfies Partial<
  Record<FactListName, (manifest: Manifest, inventory: Inventory, target: KruiseTarget) => readonly FactItem[]>
>;
