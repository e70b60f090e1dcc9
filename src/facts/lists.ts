import { logPatterns, markerSources, platformKeys } from '../alibaba/index.ts';
import { apiserverFacts, judgePod } from '../apiserver/index.ts';
import { namespaceOf, podLabels } from '../inventory/index.ts';
import { podFacts, servicePorts, type WrittenPod } from '../lifecycle/index.ts';
import type { FactItem, FactListName, JsonObject, Manifest, Workload } from '../model/index.ts';
import {
  bindingFacts,
  crossNamespaceNames,
  isSidecarSet,
  type KruiseCause,
  kruiseCauses,
  kruiseDrops,
  kruiseUnknownFields,
  matches,
  newerFields,
  podLists,
  setLists,
  sidecarSets,
  virtualNodeTerms,
} from '../openkruise/index.ts';
import { gateSettings } from '../target/index.ts';
import { autoscalerFacts } from './autoscalers.ts';
import { clusterFiles } from './cluster-files.ts';
import { kubeletPlace, withKubelet } from './kubelet-place.ts';
import { lostFields } from './lost-fields.ts';
import { serverlessSets } from './serverless-sets.ts';
import type { FactContext } from './subject.ts';

type ObjectLists = Partial<Record<FactListName, (context: FactContext) => readonly FactItem[]>>;

/** Lists of a whole object: which room makes them. A list that is about another kind is empty. */
export const objectLists: ObjectLists = {
  unknownFields: (context) => serverFacts(context).unknownFields,
  drops: (context) => serverFacts(context).drops,
  causes: (context) => serverFacts(context).causes,
  serverWarnings: (context) => serverFacts(context).serverWarnings,
  clusterFiles: ({ manifest, target, inventory }) => clusterFiles(manifest, target, inventory),
  servicePorts: ({ manifest, inventory }) => {
    const isSelected = (workload: Workload): boolean => inventory.servicesSelecting(workload).includes(manifest);
    return manifest.kind === 'Service' ? servicePorts(manifest, () => inventory.workloads.filter(isSelected)) : [];
  },
  autoscalerMetrics: autoscalerFacts,
  lostFields,
  gateSettings: ({ manifest, targets }) => gateSettings(manifest, targets),
  kruiseCauses: ofSidecarSet(({ manifest, inventory, target, oldObject }) => {
    const old = oldObject === null ? {} : { old: { ...manifest, object: oldObject } };
    return kruiseCauses(manifest, inventory, target, { ...old, checkPod });
  }),
  kruiseDrops: ofSidecarSet(({ manifest, target }) => kruiseDrops(manifest, target)),
  kruiseUnknownFields: ofSidecarSet(({ manifest, target }) => kruiseUnknownFields(manifest, target)),
  newerFields: ofSidecarSet(({ manifest }) => newerFields(manifest)),
  ...Object.fromEntries(
    Object.entries(setLists).map(([name, make]) => [
      name,
      ofSidecarSet(({ manifest, inventory, target, oldObject }) => make(manifest, inventory, target, oldObject)),
    ]),
  ),
  sidecarSets: ofSidecarSet(({ manifest, inventory, target }) => sidecarSets(manifest, inventory, target)),
  virtualNodeTerms: ofSidecarSet(({ manifest }) => virtualNodeTerms(manifest)),
  bindings: ({ manifest, inventory }) => bindingFacts(manifest, inventory).bindings,
  bindingFaults: ({ manifest, inventory }) => bindingFacts(manifest, inventory).bindingFaults,
  bindingEntries: ({ manifest, inventory }) => bindingFacts(manifest, inventory).bindingEntries,
  serverlessSets: ofSidecarSet(({ manifest, pods, inventory, target }) =>
    serverlessSets(manifest, pods[0], inventory, target),
  ),
  volumeReferences: ({ manifest, inventory }) => bindingFacts(manifest, inventory).volumeReferences,
};

/** The containers of a set are checked as a pod, by the validation code that its OpenKruise release was built with. */
function checkPod(pod: JsonObject, libraryMinor: number): KruiseCause[] {
  return judgePod(pod, libraryMinor).map(({ check, reason, field, pointer, message }) => {
    return { check, reason, field, pointer, message };
  });
}

function ofSidecarSet(
  make: (context: FactContext) => readonly FactItem[],
): (context: FactContext) => readonly FactItem[] {
  return (context) => (isSidecarSet(context.manifest) ? make(context) : []);
}

function serverFacts({ manifest, pods, verdict, oldObject }: FactContext) {
  const workloads = pods.map((pod) => pod.workload);
  return apiserverFacts(manifest, workloads, verdict, oldObject);
}

/** Lists of one pod spec. `stored` is the spec as the target keeps it. */
export function workloadLists(
  context: FactContext,
  pod: WrittenPod,
  stored: JsonObject,
): (list: FactListName) => readonly FactItem[] {
  const { manifest, inventory, target, verdict, injected } = context;
  const { workload } = pod;
  const namespace = namespaceOf(manifest);
  const services = inventory.servicesSelecting(workload);
  const facts = podFacts(pod, stored, {
    hasService: services.length > 0,
    services,
    limitRanges: inventory
      .ofKind('LimitRange')
      .filter((range) => namespaceOf(range) === namespace)
      .map((range) => range.object),
    sidecarSetOf: context.sidecarSetOf ?? (() => ''),
    platforms: target.platforms,
    isDeclared: target.inferred !== true && !target.platforms.includes('unknown'),
    awaits: () => awaitedSets(context, workload),
    refused: new Set(verdict.causes.map((cause) => cause.pointer)),
  });
  const lists: Partial<Record<FactListName, () => readonly FactItem[]>> = {
    pods: () => facts.pods,
    containers: () => withKubelet(facts.containers, kubeletPlace(target, inventory)),
    probes: () => facts.probes,
    references: () => facts.references,
    graceUses: () => facts.graceUses,
    portPairs: () => facts.portPairs,
    startWaits: () => facts.startWaits,
    failureRules: () => facts.failureRules,
    markers: () => facts.markers,
    markerSources: () => markerSources(facts.containers, (kind, name) => inventory.find(kind, namespace, name)),
    labelUses: () => facts.labelUses,
    platformKeys: () => platformKeys(workload, inventory.namespace(namespace).labels),
    priorities: () => facts.priorities,
    hostAccesses: () => facts.hostAccesses,
    portUses: () => facts.portUses,
    exitPlans: () => facts.exitPlans,
    logVolumes: () => facts.logVolumes,
    logMounts: () => facts.logMounts,
    logPatterns: () => logPatterns(workload, facts.logMounts, configMapOf(context)),
    // What a set brings was judged in the set, where the form is allowed.
    crossNamespaceNames: () => (injected === true ? [] : crossNamespaceNames(workload)),
  };
  // What meets at injection is told once, of the pod as written.
  const meeting = new Map(injected === true ? [] : Object.entries(podLists));
  return (list) => lists[list]?.() ?? meeting.get(list)?.(workload, inventory, target) ?? [];
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
