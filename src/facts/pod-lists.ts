import { hostAccesses, labelUses, logPatterns, logVolumes, markerSources, platformKeys } from '../alibaba/index.ts';
import { namespaceOf, podLabels } from '../inventory/index.ts';
import {
  failureRules,
  type KeptPod,
  type PodContext,
  type PodFacts,
  podFacts,
  type WrittenPod,
} from '../lifecycle/index.ts';
import type { FactItem, FactListName, JsonObject, Manifest, Platform, Pointer, Workload } from '../model/index.ts';
import { crossNamespaceNames, isSidecarSet, podLists as kruiseLists, matches } from '../openkruise/index.ts';
import { kubeletPlace, withKubelet } from './kubelet-place.ts';
import type { FactContext } from './subject.ts';

type Written = (context: FactContext, workload: Workload) => readonly FactItem[];

/** Lists of one pod spec as it is written: what API servers keep of it has no part in them. */
export const writtenPodLists: Partial<Record<FactListName, Written>> = {
  failureRules: (_, workload) => failureRules(workload),
  labelUses: (_, workload) => labelUses(workload),
  hostAccesses: (_, workload) => hostAccesses(workload),
  logVolumes: (_, workload) => logVolumes(workload),
  platformKeys: ({ manifest, inventory }, workload) =>
    platformKeys(workload, inventory.namespace(namespaceOf(manifest)).labels),
  // What a set brings was judged in the set, where the form is allowed.
  crossNamespaceNames: ({ injected }, workload) => (injected === true ? [] : crossNamespaceNames(workload)),
  // What meets at injection is told once, of the pod as written.
  ...Object.fromEntries(
    Object.entries(kruiseLists).map(([name, make]): [string, Written] => [
      name,
      ({ inventory, target, injected }, workload) => (injected === true ? [] : make(workload, inventory, target)),
    ]),
  ),
};

/** Lists of one pod spec as a target keeps it. */
export const storedPodLists: Partial<Record<FactListName, (pod: StoredPod) => readonly FactItem[]>> = {
  pods: ({ facts }) => facts.pods,
  containers: ({ facts, context }) => withKubelet(facts.containers, kubeletPlace(context.target, context.inventory)),
  probes: ({ facts }) => facts.probes,
  references: ({ facts }) => facts.references,
  graceUses: ({ facts }) => facts.graceUses,
  portPairs: ({ facts }) => facts.portPairs,
  startWaits: ({ facts }) => facts.startWaits,
  markers: ({ facts }) => facts.markers,
  markerSources: ({ facts, context: { manifest, inventory } }) =>
    markerSources(facts.containers, (kind, name) => inventory.find(kind, namespaceOf(manifest), name)),
  priorities: ({ facts }) => facts.priorities,
  portUses: ({ facts }) => facts.portUses,
  exitPlans: ({ facts }) => facts.exitPlans,
  logMounts: ({ facts }) => facts.logMounts,
  logPatterns: ({ facts, context, workload }) => logPatterns(workload, facts.logMounts, configMapOf(context)),
};

/** A pod as one target keeps it, with what its facts depend on in the rest of the run; each looked up when it is asked for. */
export class StoredPod implements PodContext {
  readonly context: FactContext;
  readonly workload: Workload;
  readonly facts: PodFacts;
  #services: readonly Manifest[] | undefined;

  constructor(context: FactContext, pod: WrittenPod, kept: KeptPod) {
    this.context = context;
    this.workload = pod.workload;
    this.facts = podFacts(pod, kept, this);
  }

  get services(): readonly Manifest[] {
    this.#services ??= this.context.inventory.servicesSelecting(this.workload);
    return this.#services;
  }

  get hasService(): boolean {
    return this.services.length > 0;
  }

  get limitRanges(): JsonObject[] {
    const { manifest, inventory } = this.context;
    const namespace = namespaceOf(manifest);
    const ranges = inventory.ofKind('LimitRange').filter((range) => namespaceOf(range) === namespace);
    return ranges.map((range) => range.object);
  }

  get platforms(): readonly Platform[] {
    return this.context.target.platforms;
  }

  get isDeclared(): boolean {
    const { inferred, platforms } = this.context.target;
    return inferred !== true && !platforms.includes('unknown');
  }

  sidecarSetOf(container: Pointer): string {
    return this.context.sidecarSetOf?.(container) ?? '';
  }

  awaits(): string[] {
    return awaitedSets(this.context, this.workload);
  }
}

/** A ConfigMap by the name that a volume gives it: in the pod's own namespace, or with the namespace before it. */
function configMapOf({ manifest, inventory }: FactContext): (name: string) => Manifest | undefined {
  return (name) => {
    const [first = '', second] = name.split('/');
    return second === undefined
      ? inventory.find('ConfigMap', namespaceOf(manifest), first)
      : inventory.find('ConfigMap', first, second);
  };
}

/** Sets that take the pods of a workload and are not in them yet, and sets that may; for a set the others, which may use its volumes. */
function awaitedSets({ manifest, inventory, target, injected }: FactContext, workload: Workload): string[] {
  const sets = inventory.ofKind('apps.kruise.io/SidecarSet').filter((set) => set !== manifest);
  if (isSidecarSet(manifest)) return sets.map((set) => set.name);
  const identity = { namespace: namespaceOf(manifest), labels: podLabels(workload) };
  return sets
    .filter((set) => {
      const taken = matches(set, identity, inventory, target);
      return taken === 'unknown' || (taken === 'yes' && injected !== true);
    })
    .map((set) => set.name);
}
