import { type Inventory, labelsOf, namespaceOf, podLabels, selectorTerms } from '../../inventory/index.ts';
import {
  type FactList,
  join,
  type Manifest,
  nearestExisting,
  objectAt,
  type Place,
  valueAt,
  type Workload,
} from '../../model/index.ts';
import { type Match, matches } from '../match.ts';
import type { KruiseTarget } from '../release.ts';
import { isNative, isPaused, isSidecarSet, sidecarsOf, updateType, virtualNodeLabel } from '../sidecar-set.ts';
import { deafNamespace } from './deaf-namespace.ts';
import { reach, sortedAway } from './reach.ts';
import { revisionPolicy, rollOut } from './roll-out.ts';

/** The set itself, in one item; nothing for other kinds. */
export function sidecarSets(manifest: Manifest, inventory: Inventory, target: KruiseTarget): FactList<'sidecarSets'> {
  if (!isSidecarSet(manifest)) return [];
  const misled = matchedByOwnLabels(manifest, inventory, target);
  const labels = misled && nearestExisting(misled.manifest.object, join(misled.podMetadataPointer, 'labels'));
  const reached = reach(manifest, inventory, target);
  const moved = sortedAway(manifest);
  const here = (pointer: string): Place => ({ pointer: nearestExisting(manifest.object, pointer) });
  return [
    {
      self: {
        name: manifest.name,
        apiVersion: manifest.apiVersion,
        updateType: updateType(manifest),
        nativeSidecars: sidecarsOf(manifest).filter(isNative).length,
        selectsVirtualNodes: selectsVirtualNodes(manifest),
        matchesWorkloadLabelsOnly: misled === undefined ? '' : `${misled.manifest.kind} ${misled.manifest.name}`,
        injectionPaused: isPaused(manifest),
        hasNamespaceSelector: objectAt(manifest.object, 'spec', 'namespaceSelector') !== undefined,
        revisionPolicy: revisionPolicy(manifest),
        deafNamespace: deafNamespace(manifest, inventory, target),
        ...rollOut(manifest, inventory, target),
        ...reached.self,
        sortedAway: moved?.name ?? '',
      },
      pointer: '',
      places: {
        selector: here('/spec/selector'),
        updateType: here('/spec/updateStrategy/type'),
        missedNamespace: reached.missed,
        sortedAway: moved && { pointer: moved.pointer },
        workloadLabels: misled && { manifest: misled.manifest, pointer: labels ?? '' },
      },
    },
  ];
}

/** Whether only pods placed on virtual nodes can be selected. */
export function selectsVirtualNodes(set: Manifest): boolean {
  return selectorTerms(valueAt(set.object, 'spec', 'selector')).some(
    (term) => term.key === virtualNodeLabel && term.operator === 'In' && term.values.includes('true'),
  );
}

/** The first workload whose own labels the set selects, when no pod template of the input is (or may be) selected. */
function matchedByOwnLabels(set: Manifest, inventory: Inventory, target: KruiseTarget): Workload | undefined {
  if (isPaused(set)) return undefined;
  const decide = (workload: Workload, labels: unknown): Match => {
    const pod = { namespace: namespaceOf(workload.manifest), labels: labelsOf(labels) };
    return matches(set, pod, inventory, target);
  };
  if (inventory.workloads.some((workload) => decide(workload, podLabels(workload)) !== 'no')) return undefined;
  return inventory.workloads.find(
    (workload) =>
      workload.podMetadataPointer !== '/metadata' &&
      decide(workload, valueAt(workload.manifest.object, 'metadata', 'labels')) === 'yes',
  );
}
