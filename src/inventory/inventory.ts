import {
  groupKind,
  type JsonObject,
  type Manifest,
  objectAt,
  stringAt,
  valueAt,
  type Workload,
} from '../model/index.ts';
import { type Labels, labelAt, labelsOf } from './labels.ts';
import { compareManifests, namespaceOf } from './order.ts';

export interface InventoryOptions {
  /** The run holds every object there is: what is not here does not exist. */
  complete: boolean;
  workloadsOf: (manifest: Manifest) => readonly Workload[];
}

/** The labels of a namespace. `known` is false when only its name is known: every other label is undecided then. */
export interface NamespaceLabels {
  labels: Labels;
  known: boolean;
  manifest?: Manifest;
}

export interface NodeRelease {
  name: string;
  /** As the kubelet reports it: 'v1.28.3'; '' when the object does not tell. */
  kubeletVersion: string;
  manifest: Manifest;
}

/** All manifests of a run, indexed. Every list is ordered by what the objects are, never by the order of the files. */
export interface Inventory {
  readonly complete: boolean;
  readonly manifests: readonly Manifest[];
  /** Objects of a kind in the form of `kinds` in rules: 'Service', 'apps.kruise.io/SidecarSet'. */
  ofKind(groupKind: string): readonly Manifest[];
  /** The first object of that identity; pass '' as the namespace of cluster-scoped kinds. */
  find(groupKind: string, namespace: string, name: string): Manifest | undefined;
  /** Objects of a bare kind name, whatever their group. */
  named(kind: string): readonly Manifest[];
  readonly workloads: readonly Workload[];
  namespace(name: string): NamespaceLabels;
  servicesSelecting(workload: Workload): readonly Manifest[];
  readonly nodes: readonly NodeRelease[];
  /** Nodes that the nodeSelector of a workload leaves to its pods. */
  nodesFor(workload: Workload): readonly NodeRelease[];
}

/** Labels of the pods a workload makes; those of the workload itself do not count. */
export function podLabels(workload: Workload): Labels {
  return labelsOf(workload.podMetadata.labels);
}

/** Indexes manifests. Cheap: one sort and one pass; pod templates and nodes are looked for at the first question. */
export function buildInventory(manifests: readonly Manifest[], options: InventoryOptions): Inventory {
  const sorted = [...manifests].sort(compareManifests);
  const byGroupKind = grouped(sorted, groupKind);
  const byKind = grouped(sorted, (manifest) => manifest.kind);
  const byIdentity = new Map<string, Manifest>();
  for (const manifest of sorted) {
    for (const namespace of new Set(['', namespaceOf(manifest)])) {
      const key = identity(groupKind(manifest), namespace, manifest.name);
      if (!byIdentity.has(key)) byIdentity.set(key, manifest);
    }
  }
  const workloads = once(() => sorted.flatMap((manifest) => options.workloadsOf(manifest)));
  const nodes = once(() => (byGroupKind.get('Node') ?? []).map(nodeRelease));
  const find = (kind: string, namespace: string, name: string): Manifest | undefined =>
    byIdentity.get(identity(kind, namespace, name));
  return {
    complete: options.complete,
    manifests: sorted,
    ofKind: (kind) => byGroupKind.get(kind) ?? [],
    named: (kind) => byKind.get(kind) ?? [],
    find,
    get workloads() {
      return workloads();
    },
    get nodes() {
      return nodes();
    },
    nodesFor: ({ podSpec }) => nodes().filter(({ manifest }) => leaves(podSpec, manifest)),
    namespace: (name) => namespaceLabels(name, find('Namespace', '', name)),
    servicesSelecting: (workload) =>
      (byGroupKind.get('Service') ?? []).filter((service) => serviceSelects(service, workload)),
  };
}

const identity = (kind: string, namespace: string, name: string): string => JSON.stringify([kind, namespace, name]);

function grouped(manifests: readonly Manifest[], keyOf: (manifest: Manifest) => string): Map<string, Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const key = keyOf(manifest);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [manifest]);
    else group.push(manifest);
  }
  return groups;
}

function once<Value>(compute: () => Value): () => Value {
  let found: { value: Value } | undefined;
  return () => {
    found ??= { value: compute() };
    return found.value;
  };
}

/** Every API server since 1.21 labels a namespace with its own name, so that label is known without a manifest. */
function namespaceLabels(name: string, manifest: Manifest | undefined): NamespaceLabels {
  const labels = Object.assign(Object.create(null), labelsOf(objectAt(manifest?.object, 'metadata', 'labels')));
  labels['kubernetes.io/metadata.name'] = name;
  return manifest === undefined ? { labels, known: false } : { labels, known: true, manifest };
}

function leaves(podSpec: JsonObject, node: Manifest): boolean {
  const labels = labelsOf(valueAt(node.object, 'metadata', 'labels'));
  return Object.entries(labelsOf(podSpec.nodeSelector)).every(([key, value]) => labelAt(labels, key) === value);
}

function nodeRelease(manifest: Manifest): NodeRelease {
  const kubeletVersion = stringAt(manifest.object, 'status', 'nodeInfo', 'kubeletVersion');
  return { name: manifest.name, kubeletVersion, manifest };
}

/** A Service without a selector selects nothing: somebody else writes its endpoints. */
function serviceSelects(service: Manifest, workload: Workload): boolean {
  if (namespaceOf(service) !== namespaceOf(workload.manifest)) return false;
  const wanted = Object.entries(labelsOf(valueAt(service.object, 'spec', 'selector')));
  const labels = podLabels(workload);
  return wanted.length > 0 && wanted.every(([key, value]) => labelAt(labels, key) === value);
}
