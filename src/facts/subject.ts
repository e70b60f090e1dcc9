import type { Inventory } from '../inventory/index.ts';
import { areKeptAlike, type KeptPod, keptOf, type WrittenPod } from '../lifecycle/index.ts';
import {
  type FactItem,
  type FactListName,
  groupKind,
  isListOf,
  type JsonObject,
  type Manifest,
  type Pointer,
  type Subject,
  type Target,
  type Verdict,
} from '../model/index.ts';
import { verdictFacts, verdictLists, writtenObjectLists } from './object-lists.ts';
import { StoredPod, storedPodLists, writtenPodLists } from './pod-lists.ts';

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
  /** For all profiles whose targets are alike but for what their API servers say. */
  common: Common;
  /** The pods are those after injection: nothing more is injected into them. */
  injected?: boolean;
  /** With `injected`: the set that brought the container at a pointer; '' for the pod's own. */
  sidecarSetOf?: (container: Pointer) => string;
}

/** What profiles have in common: lists that API servers have no part in, and pods that are kept alike. */
export interface Common {
  /** By where they belong and their names. */
  lists: Map<string, readonly FactItem[]>;
  pods: { index: number; kept: KeptPod; subject: Subject }[];
}

export const nothingInCommon = (): Common => ({ lists: new Map(), pods: [] });

/** The manifest itself and each of its workloads, with their fact lists computed when they are first asked for. */
export function subjectsOf(context: FactContext): Subject[] {
  const refused = new Set(context.verdict.causes.map((cause) => cause.pointer));
  const pods = context.pods.map((pod, index) => {
    const kept = keptOf(pod, context.stored[index] ?? pod.workload.podSpec, refused);
    const known = context.common.pods.find((each) => each.index === index && areKeptAlike(each.kept, kept));
    if (known !== undefined) return known.subject;
    const made = podSubject(context, pod, index, kept);
    context.common.pods.push({ index, kept, subject: made });
    return made;
  });
  return [objectSubject(context, pods), ...pods];
}

function podSubject(context: FactContext, pod: WrittenPod, index: number, kept: KeptPod): Subject {
  let made: StoredPod | undefined;
  return subject(context, 'workload', (list) => {
    const write = writtenPodLists[list];
    if (write !== undefined) return once(context.common.lists, `${index} ${list}`, () => write(context, pod.workload));
    made ??= new StoredPod(context, pod, kept);
    return storedPodLists[list]?.(made) ?? [];
  });
}

function objectSubject(context: FactContext, pods: readonly Subject[]): Subject {
  let facts: ReturnType<typeof verdictFacts> | undefined;
  return subject(context, 'object', (list) => {
    // Rules about the whole object may look at its pods.
    if (list === 'pods') return pods.flatMap((pod) => pod.items('pods'));
    const write = writtenObjectLists[list];
    if (write !== undefined) return once(context.common.lists, list, () => write(context));
    facts ??= verdictFacts(context);
    return verdictLists[list]?.(facts) ?? [];
  });
}

function subject(
  context: FactContext,
  scope: Subject['scope'],
  compute: (list: FactListName) => readonly FactItem[],
): Subject {
  const known = new Map<FactListName, readonly FactItem[]>();
  const kind = groupKind(context.manifest);
  return {
    manifest: context.manifest,
    scope,
    oldObject: context.oldObject,
    inventoryComplete: context.inventory.complete,
    items: (list) => once(known, list, () => (isListOf(list, kind) ? compute(list) : [])),
  };
}

function once<Key>(
  known: Map<Key, readonly FactItem[]>,
  key: Key,
  make: () => readonly FactItem[],
): readonly FactItem[] {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
