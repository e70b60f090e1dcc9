import { buildInventory, type Inventory, namespaceOf, podLabels } from '../inventory/index.ts';
import { groupKind, type Manifest, stringAt, type Target, type Workload } from '../model/index.ts';
import { isSidecarSet, matches, podLists, sidecarSets } from '../openkruise/index.ts';
import { workloads } from '../workload/index.ts';
import { addBindings, grantsOf } from './bindings.ts';
import { type Graph, GraphBuilder, type GraphNode } from './graph.ts';
import { addReferences, setNode } from './references.ts';

/** What the SidecarSets of the input take, what they refer to, and what grants it. `target`: its OpenKruise and platforms decide. */
export function sidecarGraph(manifests: readonly Manifest[], target: Target): Graph {
  const inventory = buildInventory(manifests, { complete: false, workloadsOf: workloads });
  const builder = new GraphBuilder();
  const sets = inventory.manifests.filter(isSidecarSet);
  const grants = grantsOf(inventory);
  addBindings(builder, inventory);
  for (const set of sets) addReferences(builder, set, inventory, grants);
  for (const workload of inventory.workloads) {
    if (!isSidecarSet(workload.manifest)) addWorkload(builder, workload, sets, inventory, target);
  }
  // Only now: another file may hold the same set with another selector.
  for (const set of sets) {
    if (!builder.leadsToSort(setNode(builder, set), 'workload')) addNothing(builder, set, inventory, target);
  }
  return builder.build();
}

function addWorkload(
  builder: GraphBuilder,
  workload: Workload,
  sets: readonly Manifest[],
  inventory: Inventory,
  target: Target,
): void {
  const node = workloadNode(builder, workload.manifest);
  const pod = { namespace: namespaceOf(workload.manifest), labels: podLabels(workload) };
  for (const set of sets) {
    const match = matches(set, pod, inventory, target);
    if (match === 'no') continue;
    const from = setNode(builder, set);
    if (match === 'unknown') {
      const note = 'the input does not tell whether its pods are taken';
      builder.edge({ from, to: node, label: 'may be injected', mark: 'undecided', note });
      continue;
    }
    const containers = podLists
      .injections(workload, inventory, target)
      .flatMap(({ self, places }) => (places?.injected?.manifest === set ? [self.container] : []));
    const label = containers.length === 0 ? 'takes its pods' : `injects ${containers.join(', ')}`;
    builder.edge({ from, to: node, label, mark: 'present', note: '' });
  }
}

function workloadNode(builder: GraphBuilder, manifest: Manifest): GraphNode {
  const { kind, object } = manifest;
  const namespace = namespaceOf(manifest);
  // A Job or Pod to be created has a prefix in place of a name.
  const name = manifest.name || `${stringAt(object, 'metadata', 'generateName')}*`;
  return builder.node('workload', [groupKind(manifest), namespace, name], `${kind} ${namespace}/${name}`, manifest);
}

function addNothing(builder: GraphBuilder, set: Manifest, inventory: Inventory, target: Target): void {
  const to = builder.node('nothing', [set.name], 'no workload of the input');
  const [fact] = sidecarSets(set, inventory, target);
  const other = fact?.self.matchesWorkloadLabelsOnly ?? '';
  const note =
    fact?.self.injectionPaused === true
      ? 'its injection is paused'
      : other !== ''
        ? `its selector matches the labels of ${other} itself and not those of its pods`
        : '';
  builder.edge({ from: setNode(builder, set), to, label: 'injects into', mark: 'missing', note });
}
