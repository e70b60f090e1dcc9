/** The corridor of `render`: texts in, pods as they will be after injection out. No rule is asked. */
import { buildInventory, type Inventory, namespaceOf } from './inventory/index.ts';
import {
  type JsonObject,
  type JsonValue,
  join,
  listAt,
  type Manifest,
  objectAt,
  type Pointer,
  resolve,
  type Source,
  stringAt,
  type Target,
  type Workload,
} from './model/index.ts';
import { type Injection, isSidecarSet, type Provenance, simulate } from './openkruise/index.ts';
import { manifests, parse } from './source/index.ts';
import { workloads } from './workload/index.ts';

/** A part of a pod that a SidecarSet, or OpenKruise itself, put there. */
export interface RenderedPart {
  /** In the pod. */
  pointer: Pointer;
  /** Name of the set; '' for what OpenKruise adds of its own. */
  set: string;
  /** In the set: where the part is written. */
  from?: Pointer;
  /** Where to find it, where the set stands in a file. `line` counts from 0. */
  uri?: string;
  line?: number;
  /** Name of the ControllerRevision, when not the set's own spec is injected. */
  revision?: string;
  /** What of the set, or of OpenKruise, it comes from when it is not written as such: transferEnv, shareVolumePolicy, bookkeeping … */
  by?: string;
}

/** What becomes of the pods of one workload. */
export interface RenderedPod {
  workload: { apiVersion: string; kind: string; namespace: string; name: string; uri?: string };
  /** The pod as it is created, and as it comes back; equal when no set takes it. */
  written: JsonObject;
  pod: JsonObject;
  /** Why OpenKruise refuses the pod. */
  denied?: string;
  sets: string[];
  undecided: string[];
  unpinned: string[];
  uncomputed: string[];
  dependsOnOrder: boolean;
  /** Which of several results that are drawn by lot, from 1. */
  draw: { number: number; of: number };
  parts: RenderedPart[];
}

export interface Rendering {
  /** OpenKruise release that was simulated: '1.9'. */
  release: string;
  pods: RenderedPod[];
}

/** The pods of every workload, in the order of the files. `target`: its OpenKruise and platforms decide. */
export function renderSources(sources: readonly Source[], target: Target): Rendering {
  const found = sources.flatMap((source) => manifests(parse(source)));
  const inventory = buildInventory(found, { complete: false, workloadsOf: workloads });
  const pods: RenderedPod[] = [];
  let release = '';
  for (const workload of found.filter((manifest) => !isSidecarSet(manifest)).flatMap((each) => workloads(each))) {
    const simulation = simulate(workload, inventory, target);
    release = simulation.release;
    for (const [index, result] of simulation.results.entries()) {
      const draw = { number: index + 1, of: simulation.results.length };
      pods.push(renderedPod(workload, simulation, result, draw, inventory));
    }
  }
  return { release, pods };
}

function renderedPod(
  workload: Workload,
  { written, dependsOnOrder }: { written: JsonObject; dependsOnOrder: boolean },
  result: Injection,
  draw: RenderedPod['draw'],
  inventory: Inventory,
): RenderedPod {
  const { manifest } = workload;
  const { apiVersion, kind, name, origin } = manifest;
  const { pod, denied, sets, undecided, unpinned, uncomputed } = result;
  return {
    workload: { apiVersion, kind, namespace: namespaceOf(manifest), name, ...(origin && { uri: origin.uri }) },
    written,
    pod,
    ...(denied !== undefined && { denied }),
    sets,
    undecided,
    unpinned,
    uncomputed,
    dependsOnOrder,
    draw,
    parts: [...result.provenance.flatMap((part) => partsOf(part, pod, inventory)), ...ownParts(result, written)],
  };
}

function partsOf(part: Provenance, pod: JsonObject, inventory: Inventory): RenderedPart[] {
  const { pointer, set, from, revision } = part;
  const manifest = inventory.find('apps.kruise.io/SidecarSet', '', set);
  const place = { set, from, ...lineOf(manifest, from), ...(revision !== undefined && { revision }) };
  return [{ pointer, ...place }, ...(revision === undefined ? behind(pointer, from, pod, manifest, place) : [])];
}

function lineOf(manifest: Manifest | undefined, pointer: Pointer): { uri?: string; line?: number } {
  const { origin } = manifest ?? {};
  if (origin === undefined) return {};
  const range = origin.document.rangeOf(origin.base + pointer, 'entry');
  return { uri: origin.uri, ...(range && { line: range.start.line }) };
}

const barrier = 'KRUISE_CONTAINER_BARRIER';
const markers = ['IS_INJECTED', 'SIDECARSET_VERSION', 'SIDECARSET_VERSION_ALT'];

/** What an injected container has behind the entries that the set writes: variables and mounts of the application, and OpenKruise's marks. */
function behind(
  pointer: Pointer,
  from: Pointer,
  pod: JsonObject,
  manifest: Manifest | undefined,
  place: Omit<RenderedPart, 'pointer'>,
): RenderedPart[] {
  if (manifest === undefined || !/^\/spec\/(?:initC|c)ontainers\/\d+$/.test(pointer)) return [];
  return ['env', 'volumeMounts', 'volumeDevices'].flatMap((list) => {
    const own = listBelow(manifest.object, from, list).length;
    return listBelow(pod, pointer, list).flatMap((entry, index) => {
      if (index < own || stringAt(entry, 'name') === barrier) return [];
      return [{ pointer: join(pointer, list, index), ...place, by: reasonOf(list, entry) }];
    });
  });
}

function listBelow(object: JsonObject, pointer: Pointer, list: string): JsonValue[] {
  const found = resolve(object, join(pointer, list));
  return Array.isArray(found) ? found : [];
}

function reasonOf(list: string, entry: JsonValue): string {
  if (list === 'volumeMounts') return 'shareVolumePolicy';
  if (list === 'volumeDevices') return 'shareVolumeDevicePolicy';
  return markers.includes(stringAt(entry, 'name')) ? 'marker' : 'transferEnv';
}

/** What OpenKruise adds beside the parts of the sets: its annotations, gates, and variables of the application's containers. */
function ownParts({ pod, provenance }: Injection, written: JsonObject): RenderedPart[] {
  const known = new Set(provenance.map(({ pointer }) => pointer));
  const before = objectAt(written, 'metadata', 'annotations') ?? {};
  const annotations = Object.keys(objectAt(pod, 'metadata', 'annotations') ?? {})
    .filter((key) => !Object.hasOwn(before, key))
    .map((key) => ({ pointer: join('/metadata/annotations', key), by: 'bookkeeping' }));
  const gates = listAt(pod, 'spec', 'readinessGates').flatMap((_, index) =>
    index < listAt(written, 'spec', 'readinessGates').length
      ? []
      : [{ pointer: join('/spec/readinessGates', index), by: 'readinessGate' }],
  );
  const barriers = ['initContainers', 'containers'].flatMap((list) =>
    listAt(pod, 'spec', list).flatMap((container, at) =>
      listAt(container, 'env').flatMap((entry, index) =>
        stringAt(entry, 'name') === barrier
          ? [{ pointer: join('/spec', list, at, 'env', index), by: 'launchPriority' }]
          : [],
      ),
    ),
  );
  return [...annotations, ...gates, ...barriers].flatMap((part) =>
    known.has(part.pointer) ? [] : [{ set: '', ...part }],
  );
}
