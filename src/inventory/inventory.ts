import { groupKind, type Manifest, objectAt, valueAt, type Workload } from '../model/index.ts';
import { type Labels, labelAt, labelsOf } from './labels.ts';
import { byAge, mayRunOn, type NodeRelease, nodeRelease } from './nodes.ts';
import { compareManifests, namespaceOf } from './order.ts';

export interface InventoryOptions {
  /** The run holds every object there is: what is not here does not exist. */
  complete: boolean;
  /** Kinds of which every object is here although others are not, in the form of `kinds` in rules. */
  whole?: readonly string[];
  workloadsOf: (manifest: Manifest) => readonly Workload[];
}

/** The labels of a namespace. `known` is false when only its name is known: every other label is undecided then. */
export interface NamespaceLabels {
  labels: Labels;
  known: boolean;
  manifest?: Manifest;
}

/** All manifests of a run, indexed. Every list is ordered by what the objects are, never by the order of the files. */
export interface Inventory {
  readonly complete: boolean;
  /** Whether an object of this kind that is not here does not exist. */
  isWhole(groupKind: string): boolean;
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
  /** Of the nodes that pods of a workload may be put on, the one with the oldest kubelet; undefined when no node tells its version. */
  oldestNode(workload: Workload): NodeRelease | undefined;
}

const labelsOfPods = new WeakMap<Workload, Labels>();

/** Labels of the pods a workload makes; those of the workload itself do not count. Every selector of a run is held against them. */
export function podLabels(workload: Workload): Labels {
  const labels = labelsOfPods.get(workload) ?? labelsOf(workload.podMetadata.labels);
  labelsOfPods.set(workload, labels);
  return labels;
}

/** Indexes manifests. Cheap: one sort and one pass; pod templates and nodes are looked for at the first question. */
export function buildInventory(manifests: readonly Manifest[], options: InventoryOptions): Inventory {
  const sorted = [...manifests].sort(compareManifests);
  const byGroupKind = grouped(sorted, groupKind);
  const byKind = once(() => grouped(sorted, (manifest) => manifest.kind));
  const byName = new Map<string, Map<string, Manifest>>();
  const workloads = once(() => sorted.flatMap((manifest) => options.workloadsOf(manifest)));
  const services = once(() => selectingServices(byGroupKind.get('Service') ?? []));
  const nodes = once(() => (byGroupKind.get('Node') ?? []).map(nodeRelease).sort(byAge));
  const find = (kind: string, namespace: string, name: string): Manifest | undefined => {
    const names = byName.get(kind) ?? named(byGroupKind.get(kind) ?? []);
    byName.set(kind, names);
    return names.get(identity(namespace, name));
  };
  return {
    complete: options.complete,
    isWhole: (kind) => options.complete || options.whole?.includes(kind) === true,
    manifests: sorted,
    ofKind: (kind) => byGroupKind.get(kind) ?? [],
    named: (kind) => byKind().get(kind) ?? [],
    find,
    get workloads() {
      return workloads();
    },
    oldestNode: ({ podSpec }) => nodes().find((node) => node.minor !== undefined && mayRunOn(podSpec, node)),
    namespace: (name) => namespaceLabels(name, find('Namespace', '', name)),
    servicesSelecting: (workload) => selectingOf(workload, services()),
  };
}

const identity = (namespace: string, name: string): string => JSON.stringify([namespace, name]);

/** The first of each name, in its namespace and in none. */
function named(manifests: readonly Manifest[]): Map<string, Manifest> {
  const names = new Map<string, Manifest>();
  for (const manifest of manifests) {
    for (const namespace of new Set(['', namespaceOf(manifest)])) {
      const key = identity(namespace, manifest.name);
      if (!names.has(key)) names.set(key, manifest);
    }
  }
  return names;
}

/** Neighbours are mostly of one kind, whose key is then made once. */
function grouped(manifests: readonly Manifest[], keyOf: (manifest: Manifest) => string): Map<string, Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  let last: Manifest | undefined;
  let group: Manifest[] = [];
  for (const manifest of manifests) {
    if (manifest.kind !== last?.kind || manifest.group !== last.group) {
      const key = keyOf(manifest);
      group = groups.get(key) ?? [];
      groups.set(key, group);
    }
    group.push(manifest);
    last = manifest;
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

/** A Service that selects pods. One without a selector selects nothing: somebody else writes its endpoints. */
interface Selecting {
  service: Manifest;
  wanted: [key: string, value: string][];
}

function selectingServices(services: readonly Manifest[]): Map<string, Selecting[]> {
  const byNamespace = new Map<string, Selecting[]>();
  for (const service of services) {
    const wanted = Object.entries(labelsOf(valueAt(service.object, 'spec', 'selector')));
    if (wanted.length === 0) continue;
    const namespace = namespaceOf(service);
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), { service, wanted }]);
  }
  return byNamespace;
}

function selectingOf(workload: Workload, services: ReadonlyMap<string, readonly Selecting[]>): Manifest[] {
  const labels = podLabels(workload);
  return (services.get(namespaceOf(workload.manifest)) ?? [])
    .filter(({ wanted }) => wanted.every(([key, value]) => labelAt(labels, key) === value))
    .map(({ service }) => service);
}
