import { apiserverFacts } from '../apiserver/index.ts';
import { namespaceOf } from '../inventory/index.ts';
import { podFacts, type WrittenPod } from '../lifecycle/index.ts';
import type { FactItem, FactListName, JsonObject } from '../model/index.ts';
import {
  injections,
  isSidecarSet,
  kruiseCauses,
  kruiseDrops,
  kruiseUnknownFields,
  newerFields,
  sidecarSets,
  virtualNodeTerms,
  volumeReferences,
} from '../openkruise/index.ts';
import { gateSettings } from '../target/index.ts';
import { clusterFiles } from './cluster-files.ts';
import { kubeletPlace, withKubelet } from './kubelet-place.ts';
import type { FactContext } from './subject.ts';

type ObjectLists = Partial<Record<FactListName, (context: FactContext) => readonly FactItem[]>>;

/** Lists of a whole object: which room makes them. A list that is about another kind is empty. */
export const objectLists: ObjectLists = {
  unknownFields: (context) => serverFacts(context).unknownFields,
  drops: (context) => serverFacts(context).drops,
  causes: (context) => serverFacts(context).causes,
  serverWarnings: (context) => serverFacts(context).serverWarnings,
  clusterFiles: ({ manifest, target, inventory }) => clusterFiles(manifest, target, inventory),
  gateSettings: ({ manifest, targets }) => gateSettings(manifest, targets),
  kruiseCauses: ofSidecarSet(({ manifest, inventory, target, oldObject }) => {
    const old = oldObject === null ? {} : { old: { ...manifest, object: oldObject } };
    return kruiseCauses(manifest, inventory, target, old);
  }),
  kruiseDrops: ofSidecarSet(({ manifest, target }) => kruiseDrops(manifest, target)),
  kruiseUnknownFields: ofSidecarSet(({ manifest, target }) => kruiseUnknownFields(manifest, target)),
  newerFields: ofSidecarSet(({ manifest }) => newerFields(manifest)),
  sidecarSets: ofSidecarSet(({ manifest, inventory, target }) => sidecarSets(manifest, inventory, target)),
  virtualNodeTerms: ofSidecarSet(({ manifest }) => virtualNodeTerms(manifest)),
  volumeReferences: ofSidecarSet(({ manifest, inventory }) => volumeReferences(manifest, inventory)),
};

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
  { manifest, inventory, target, verdict, injected }: FactContext,
  pod: WrittenPod,
  stored: JsonObject,
): (list: FactListName) => readonly FactItem[] {
  const { workload } = pod;
  const namespace = namespaceOf(manifest);
  const facts = podFacts(pod, stored, {
    hasService: inventory.servicesSelecting(workload).length > 0,
    limitRanges: inventory
      .ofKind('LimitRange')
      .filter((range) => namespaceOf(range) === namespace)
      .map((range) => range.object),
    sidecarSetOf: () => '',
    platforms: target.platforms,
    refused: new Set(verdict.causes.map((cause) => cause.pointer)),
  });
  const lists: Partial<Record<FactListName, () => readonly FactItem[]>> = {
    pods: () => facts.pods,
    containers: () => withKubelet(facts.containers, kubeletPlace(target, inventory)),
    probes: () => facts.probes,
    references: () => facts.references,
    graceUses: () => facts.graceUses,
    markers: () => facts.markers,
    labelUses: () => facts.labelUses,
    injections: () => (injected === true ? [] : injections(workload, inventory, target)),
  };
  return (list) => lists[list]?.() ?? [];
}
