import { canonicalText, type Inventory, namespaceOf } from '../../inventory/index.ts';
import type { JsonObject, Manifest, Workload } from '../../model/index.ts';
import { type KruiseTarget, releaseOf } from '../release.ts';
import { inject } from './inject.ts';
import { podOf } from './pod.ts';
import type { Injection, InjectionContext } from './types.ts';

/** What the sets of the input make of a workload's pods. Gates are at their defaults; revisions are not known from files. */
export function effectivePods(workload: Workload, inventory: Inventory, target: KruiseTarget): Injection[] {
  return inject(podOf(workload), inventory.ofKind('apps.kruise.io/SidecarSet'), {
    release: releaseOf(target.kruise),
    gates: {},
    namespace: inventory.namespace(namespaceOf(workload.manifest)),
    // The end that the API server makes up has five characters.
    generatedName: `${workload.manifest.name}-xxxxx`,
  });
}

/** More sets than these are compared by swapping neighbours only: all orders would be too many. */
const mostPermuted = 4;

/**
 * Whether the result depends on the order of the sets that take a pod. Kruise has none inside a group, so such a pod may come out
 * differently each time it is created.
 */
export function dependsOnOrder(pod: JsonObject, sets: readonly Manifest[], context: InjectionContext): boolean {
  const texts = (order: readonly string[]): string =>
    canonicalText(
      inject(pod, sets, { ...context, order }).map(({ pod: effective, denied = '' }) => [denied, effective]),
    );
  const names = inject(pod, sets, context)[0]?.sets ?? [];
  const expected = texts(names);
  return orders(names).some((order) => texts(order) !== expected);
}

function orders(names: readonly string[]): string[][] {
  if (names.length > mostPermuted) {
    return names.slice(1).map((name, index) => names.with(index, name).with(index + 1, names[index] ?? ''));
  }
  if (names.length <= 1) return [[...names]];
  return names.flatMap((name, index) => orders(names.toSpliced(index, 1)).map((rest) => [name, ...rest]));
}
