import type { Inventory } from '../inventory/index.ts';
import type { WrittenPod } from '../lifecycle/index.ts';
import type {
  FactItem,
  FactListName,
  JsonObject,
  Manifest,
  Pointer,
  Subject,
  Target,
  Verdict,
} from '../model/index.ts';
import { objectLists, workloadLists } from './lists.ts';

/** What facts of one manifest are made from, for one profile. */
export interface FactContext {
  manifest: Manifest;
  pods: readonly WrittenPod[];
  /** The specs of the pods as the target keeps them. */
  stored: readonly JsonObject[];
  verdict: Verdict;
  /** Any target of the profile: what differs among them, facts must not read. */
  target: Target;
  /** All targets of the run. */
  targets: readonly Target[];
  inventory: Inventory;
  oldObject: JsonObject | null;
  /** The pods are those after injection: nothing more is injected into them. */
  injected?: boolean;
  /** With `injected`: the set that brought the container at a pointer; '' for the pod's own. */
  sidecarSetOf?: (container: Pointer) => string;
}

/** The manifest itself and each of its workloads, with their fact lists computed when they are first asked for. */
export function subjectsOf(context: FactContext): Subject[] {
  const pods = context.pods.map((pod, index) => {
    const lists = workloadLists(context, pod, context.stored[index] ?? pod.workload.podSpec);
    return subject(context, 'workload', lists);
  });
  const whole = subject(context, 'object', (list) => {
    // Rules about the whole object may look at its pods.
    return list === 'pods' ? pods.flatMap((pod) => pod.items('pods')) : (objectLists[list]?.(context) ?? []);
  });
  return [whole, ...pods];
}

function subject(
  context: FactContext,
  scope: Subject['scope'],
  compute: (list: FactListName) => readonly FactItem[],
): Subject {
  const known = new Map<FactListName, readonly FactItem[]>();
  return {
    manifest: context.manifest,
    scope,
    oldObject: context.oldObject,
    inventoryComplete: context.inventory.complete,
    items(list) {
      const found = known.get(list) ?? compute(list);
      known.set(list, found);
      return found;
    },
  };
}
