import { type Inventory, namespaceOf, podLabels, selectorMatches, selectorTerms } from '../../inventory/index.ts';
import { join, type Manifest, nearestExisting, objectAt, type Place, valueAt } from '../../model/index.ts';
import { behaves, type KruiseTarget, releaseOf } from '../release.ts';
import { isNative, isPaused, sidecarsOf } from '../sidecar-set.ts';
import { takesPodsOf } from './matched.ts';

/** What of a complete input a set reaches. */
export interface Reach {
  /** The input is complete, has pods, and none of them is or may be taken, for no reason that another fact names. */
  matchesNothing: boolean;
  /** The namespaceSelector matches no Namespace of the input, although one holds a pod that the selector matches: its name. */
  missedNamespace: string;
}

export function reach(
  set: Manifest,
  inventory: Inventory,
  target: KruiseTarget,
): { self: Reach; missed: Place | undefined } {
  const missed = inventory.complete && !isPaused(set) ? missedNamespace(set, inventory, target) : undefined;
  const matchesNothing =
    inventory.complete &&
    !isPaused(set) &&
    missed === undefined &&
    inventory.workloads.length > 0 &&
    !isLabelledLater(set, inventory) &&
    inventory.workloads.every((workload) => takesPodsOf(set, workload, inventory, target) === 'no');
  const pointer = nearestExisting(missed?.object, join('/metadata', 'labels'));
  return {
    self: { matchesNothing, missedNamespace: missed?.name ?? '' },
    missed: missed && { manifest: missed, pointer },
  };
}

/** Labels that a platform or another workload of Kruise puts on pods later. */
function isLabelledLater(set: Manifest, inventory: Inventory): boolean {
  const keys = selectorTerms(valueAt(set.object, 'spec', 'selector')).map(({ key }) => key);
  if (keys.some((key) => /(?:^|\.)alibabacloud\.com\//.test(key))) return true;
  return ['WorkloadSpread', 'UnitedDeployment'].some((kind) => inventory.ofKind(`apps.kruise.io/${kind}`).length > 0);
}

function missedNamespace(set: Manifest, inventory: Inventory, { kruise }: KruiseTarget): Manifest | undefined {
  const selector = objectAt(set.object, 'spec', 'namespaceSelector');
  if (selector === undefined || !behaves(releaseOf(kruise), 'namespaceSelector')) return undefined;
  const pods = inventory.workloads.filter((workload) =>
    selectorMatches(valueAt(set.object, 'spec', 'selector'), podLabels(workload)),
  );
  const homes = pods.map(({ manifest }) => inventory.namespace(namespaceOf(manifest)));
  if (homes.some(({ known }) => !known)) return undefined;
  const all = inventory.ofKind('Namespace').map(({ name }) => inventory.namespace(name));
  if ([...all, ...homes].some(({ labels }) => selectorMatches(selector, labels))) return undefined;
  return homes[0]?.manifest;
}

/** Init containers are injected in the order of their names: the first that is declared elsewhere, where the order may matter. */
export function sortedAway(set: Manifest): { name: string; pointer: string } | undefined {
  const inits = sidecarsOf(set).filter(({ list }) => list === 'initContainers');
  const sorted = inits.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const at = inits.findIndex((sidecar, index) => sidecar !== sorted[index]);
  const moved = inits[at];
  if (moved === undefined) return undefined;
  const volumes = inits.map(({ container }) => namesIn(container.volumeMounts));
  const share = volumes.some((names, index) =>
    names.some((name) => volumes.slice(index + 1).some((later) => later.includes(name))),
  );
  return inits.some(isNative) || share ? { name: moved.name, pointer: join(moved.pointer, 'name') } : undefined;
}

const namesIn = (mounts: unknown): unknown[] =>
  Array.isArray(mounts) ? mounts.map((mount: unknown) => valueAt(mount, 'name')) : [];
