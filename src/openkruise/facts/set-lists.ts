import type { Inventory } from '../../inventory/index.ts';
import type { FactItem, FactListName, Manifest } from '../../model/index.ts';
import type { KruiseTarget } from '../release.ts';
import { setContainers, setMounts, setVolumes } from './declared.ts';
import { transfers } from './transfers.ts';
import { jsonPatches, uncheckedValues } from './unchecked.ts';

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
