import type { Inventory } from '../../inventory/index.ts';
import type { Manifest } from '../../model/index.ts';
import type { Release } from '../release.ts';
import { storeSidecarSet } from '../store/store.ts';
import { conflictCauses } from '../validate/conflicts.ts';

/** Whether the webhook refuses one of two sets because of the other, so that no cluster has both. */
export function excludes(a: Manifest, b: Manifest, inventory: Inventory, release: Release): boolean {
  return isTold(a, b, inventory, release) || isTold(b, a, inventory, release);
}

function isTold(set: Manifest, other: Manifest, inventory: Inventory, release: Release): boolean {
  const [own, beside] = [set, other].map((one) => storeSidecarSet(one, release).object);
  if (own === undefined || beside === undefined) return false;
  const namespaceLabels = (name: string) => {
    const { labels, known } = inventory.namespace(name);
    return known ? labels : undefined;
  };
  return conflictCauses(own, { release, others: [beside], namespaceLabels }).length > 0;
}
