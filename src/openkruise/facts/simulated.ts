import { type Inventory, namespaceOf } from '../../inventory/index.ts';
import type { Manifest, Workload } from '../../model/index.ts';
import { inject } from '../inject/inject.ts';
import { podOf } from '../inject/pod.ts';
import type { Injection } from '../inject/types.ts';
import { type KruiseTarget, releaseOf } from '../release.ts';

/** The pod of a workload after injection of these sets alone, in this order as far as Kruise has none itself. */
export function afterSets(
  workload: Workload,
  sets: readonly Manifest[],
  inventory: Inventory,
  target: KruiseTarget,
): Injection | undefined {
  return inject(podOf(workload), sets, {
    release: releaseOf(target.kruise),
    gates: {},
    namespace: inventory.namespace(namespaceOf(workload.manifest)),
    order: sets.map(({ name }) => name),
  })[0];
}
