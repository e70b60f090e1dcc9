import type { Inventory } from '../inventory/index.ts';
import { readPod, type WrittenPod } from '../lifecycle/index.ts';
import {
  join,
  listAt,
  type Manifest,
  nearestExisting,
  objectAt,
  type Pointer,
  segments,
  type Target,
  type Workload,
} from '../model/index.ts';
import { effectivePods, type Injection } from '../openkruise/index.ts';
import type { Catalogue } from '../workload/index.ts';

/** A place of the effective pod, as a person finds it: in the workload, or in the SidecarSet that brought it. */
export interface Origin {
  manifest: Manifest;
  pointer: Pointer;
  /** It came with a SidecarSet. */
  injected: boolean;
}

/** The pod as it will be after injection, readable like one that was written. */
export interface EffectivePod {
  pod: WrittenPod;
  /** The pod as the API server gets it. */
  asPod: Manifest;
  sets: readonly Manifest[];
  originOf(pointer: Pointer): Origin;
}

const setKind = 'apps.kruise.io/SidecarSet';

/** What the SidecarSets of the input make of a workload's pods; empty when none of them takes it. Refused pods are not among them. */
export function effectiveOf(
  workload: Workload,
  inventory: Inventory,
  target: Target,
  catalogue: Catalogue,
): EffectivePod[] {
  if (
    inventory.ofKind(setKind).length === 0 ||
    (workload.manifest.group === 'apps.kruise.io' && workload.manifest.kind === 'SidecarSet')
  )
    return [];
  return effectivePods(workload, inventory, target)
    .filter((injection) => injection.changed && injection.denied === undefined)
    .map((injection) => effective(workload, injection, inventory, catalogue));
}

function effective(workload: Workload, injection: Injection, inventory: Inventory, catalogue: Catalogue): EffectivePod {
  const { manifest } = workload;
  const { origin: _, ...identity } = manifest;
  const asWorkload: Workload = {
    // The kind stays that of the workload: rules tell Jobs from Deployments by it.
    manifest: { ...identity, object: injection.pod },
    podSpec: objectAt(injection.pod, 'spec') ?? {},
    podSpecPointer: '/spec',
    podMetadata: objectAt(injection.pod, 'metadata') ?? {},
    podMetadataPointer: '/metadata',
    controller: workload.controller,
  };
  return {
    pod: readPod(asWorkload, catalogue),
    asPod: { ...identity, object: injection.pod, apiVersion: 'v1', group: '', kind: 'Pod' },
    sets: injection.sets.flatMap((name) => inventory.find(setKind, '', name) ?? []),
    originOf: (pointer) => originOf(pointer, workload, injection, inventory),
  };
}

function originOf(pointer: Pointer, workload: Workload, injection: Injection, inventory: Inventory): Origin {
  const [closest] = injection.provenance
    .filter((part) => pointer === part.pointer || pointer.startsWith(`${part.pointer}/`))
    .sort((a, b) => b.pointer.length - a.pointer.length);
  const set = closest === undefined ? undefined : inventory.find(setKind, '', closest.set);
  if (closest === undefined || set === undefined) return ownOrigin(pointer, workload, injection);
  const below = pointer.slice(closest.pointer.length);
  return { manifest: set, pointer: nearestExisting(set.object, closest.from + below), injected: true };
}

/** Back to the template: entries that were injected before this one moved it down its list. */
function ownOrigin(
  pointer: Pointer,
  { manifest, podSpecPointer, podMetadataPointer }: Workload,
  injection: Injection,
): Origin {
  const [root = '', list = '', index = '', ...below] = segments(pointer);
  const base = root === 'metadata' ? podMetadataPointer : podSpecPointer;
  const rest = list === '' ? [] : index === '' ? [list] : [list, ownIndex(injection, root, list, index), ...below];
  return { manifest, pointer: nearestExisting(manifest.object, join(base, ...rest)), injected: false };
}

function ownIndex({ pod, provenance }: Injection, root: string, list: string, index: string): string {
  if (!/^\d+$/.test(index) || listAt(pod, root, list).length === 0) return index;
  const injected = new Set(provenance.map((part) => part.pointer));
  const earlier = Array.from({ length: Number(index) }, (_, at) => join('', root, list, at));
  return String(Number(index) - earlier.filter((place) => injected.has(place)).length);
}
