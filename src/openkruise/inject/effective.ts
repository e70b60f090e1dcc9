import { canonicalText, type Inventory, labelsOf, namespaceOf } from '../../inventory/index.ts';
import { type JsonObject, type Manifest, objectAt, type Workload } from '../../model/index.ts';
import { isForVirtualNode } from '../match.ts';
import { type KruiseTarget, releaseOf } from '../release.ts';
import { virtualNodeLabel } from '../sidecar-set.ts';
import { inject } from './inject.ts';
import { podOf } from './pod.ts';
import type { Injection, InjectionContext } from './types.ts';

/** What the sets of the input make of a workload's pods, on virtual nodes after the platform has labelled them. */
export function effectivePods(workload: Workload, inventory: Inventory, target: KruiseTarget): Injection[] {
  const pod = podOf(workload);
  const labels = objectAt(pod, 'metadata', 'labels') ?? {};
  const context = contextOf(workload, inventory, target);
  const isLabelled = Object.hasOwn(labels, virtualNodeLabel) || target.platforms.every((name) => name === 'kubernetes');
  if (isLabelled || !isForVirtualNode(labelsOf(labels))) return inject(pod, setsOf(inventory), context);
  const placed = withLabels(pod, { ...labels, [virtualNodeLabel]: 'true' });
  return inject(placed, setsOf(inventory), context).map((injection) => {
    // It is the platform's own, not a part of what somebody wrote.
    const { [virtualNodeLabel]: _, ...own } = objectAt(injection.pod, 'metadata', 'labels') ?? {};
    return { ...injection, pod: withLabels(injection.pod, own) };
  });
}

function withLabels(pod: JsonObject, labels: JsonObject): JsonObject {
  return { ...pod, metadata: { ...objectAt(pod, 'metadata'), labels } };
}

/** A workload's pod before and after, with what has to be known to read the result. */
export interface Simulation {
  /** The pod as it is created. */
  written: JsonObject;
  /** One result, or one for each way a lot can fall. */
  results: Injection[];
  /** The sets of the pod come in no order, and the result depends on it. */
  dependsOnOrder: boolean;
  /** The OpenKruise release that was simulated: '1.9'. */
  release: string;
}

export function simulate(workload: Workload, inventory: Inventory, target: KruiseTarget): Simulation {
  const written = podOf(workload);
  const sets = setsOf(inventory);
  const context = contextOf(workload, inventory, target);
  return {
    written,
    results: inject(written, sets, context),
    dependsOnOrder: dependsOnOrder(written, sets, context),
    release: `1.${context.release.minor}`,
  };
}

/** Several files may hold one set; a cluster has one of each name. */
function setsOf(inventory: Inventory): readonly Manifest[] {
  const byName = new Map(inventory.ofKind('apps.kruise.io/SidecarSet').map((set) => [set.name, set]));
  return [...byName.values()];
}

/** Gates are at their defaults; revisions are not known from files. The end that the API server puts to a name has five characters. */
function contextOf(workload: Workload, inventory: Inventory, target: KruiseTarget): InjectionContext {
  return {
    release: releaseOf(target.kruise),
    gates: {},
    namespace: inventory.namespace(namespaceOf(workload.manifest)),
    generatedName: `${workload.manifest.name}-xxxxx`,
  };
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
