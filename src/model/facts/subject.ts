import type { JsonObject } from '../json.ts';
import type { Manifest } from '../manifest.ts';
import type { FactListName } from './index.ts';
import type { FactItem } from './language.ts';

/** What rules are run over: one manifest, or one workload of it, as one profile sees it. */
export interface Subject {
  manifest: Manifest;
  scope: 'workload' | 'object';
  /** The stored object an update replaces; null on create. */
  oldObject: JsonObject | null;
  inventoryComplete: boolean;
  /** Items of a fact list, in a stable order; computed once. */
  items(list: FactListName): readonly FactItem[];
}
