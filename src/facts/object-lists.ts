import { type ApiserverFacts, apiserverFacts, judgePod } from '../apiserver/index.ts';
import { servicePorts } from '../lifecycle/index.ts';
import type { FactItem, FactListName, JsonObject, Workload } from '../model/index.ts';
import {
  bindingFacts,
  type KruiseCause,
  kruiseCauses,
  kruiseDrops,
  kruiseUnknownFields,
  newerFields,
  setLists,
  sidecarSets,
  virtualNodeTerms,
} from '../openkruise/index.ts';
import { gateSettings } from '../target/index.ts';
import { autoscalerFacts } from './autoscalers.ts';
import { clusterFiles } from './cluster-files.ts';
import { lostFields } from './lost-fields.ts';
import { serverlessSets } from './serverless-sets.ts';
import type { FactContext } from './subject.ts';

type Make = (context: FactContext) => readonly FactItem[];

/** Lists of a whole object that its verdict has no part in: which room makes them. */
export const writtenObjectLists: Partial<Record<FactListName, Make>> = {
  clusterFiles: ({ manifest, target, inventory }) => clusterFiles(manifest, target, inventory),
  servicePorts: ({ manifest, inventory }) => {
    const isSelected = (workload: Workload): boolean => inventory.servicesSelecting(workload).includes(manifest);
    return manifest.kind === 'Service' ? servicePorts(manifest, () => inventory.workloads.filter(isSelected)) : [];
  },
  autoscalerMetrics: autoscalerFacts,
  lostFields,
  gateSettings: ({ manifest, targets }) => gateSettings(manifest, targets),
  kruiseCauses: ({ manifest, inventory, target, oldObject }) => {
    const old = oldObject === null ? {} : { old: { ...manifest, object: oldObject } };
    return kruiseCauses(manifest, inventory, target, { ...old, checkPod });
  },
  kruiseDrops: ({ manifest, target }) => kruiseDrops(manifest, target),
  kruiseUnknownFields: ({ manifest, target }) => kruiseUnknownFields(manifest, target),
  newerFields: ({ manifest }) => newerFields(manifest),
  ...Object.fromEntries(
    Object.entries(setLists).map(([name, make]): [string, Make] => [
      name,
      ({ manifest, inventory, target, oldObject }) => make(manifest, inventory, target, oldObject),
    ]),
  ),
  sidecarSets: ({ manifest, inventory, target }) => sidecarSets(manifest, inventory, target),
  virtualNodeTerms: ({ manifest }) => virtualNodeTerms(manifest),
  bindings: ({ manifest, inventory }) => bindingFacts(manifest, inventory).bindings,
  bindingFaults: ({ manifest, inventory }) => bindingFacts(manifest, inventory).bindingFaults,
  bindingEntries: ({ manifest, inventory }) => bindingFacts(manifest, inventory).bindingEntries,
  serverlessSets: ({ manifest, pods, inventory, target }) => serverlessSets(manifest, pods[0], inventory, target),
  volumeReferences: ({ manifest, inventory }) => bindingFacts(manifest, inventory).volumeReferences,
};

/** Lists that a verdict is told in. */
export const verdictLists: Partial<Record<FactListName, (facts: ApiserverFacts) => readonly FactItem[]>> = {
  unknownFields: (facts) => facts.unknownFields,
  drops: (facts) => facts.drops,
  causes: (facts) => facts.causes,
  serverWarnings: (facts) => facts.serverWarnings,
};

/** What `verdictLists` are made from. */
export function verdictFacts({ manifest, pods, verdict, oldObject }: FactContext): ApiserverFacts {
  const workloads = pods.map((pod) => pod.workload);
  return apiserverFacts(manifest, workloads, verdict, oldObject);
}

/** The containers of a set are checked as a pod, by the validation code that its OpenKruise release was built with. */
function checkPod(pod: JsonObject, libraryMinor: number): KruiseCause[] {
  return judgePod(pod, libraryMinor).map(({ check, reason, field, pointer, message }) => {
    return { check, reason, field, pointer, message };
  });
}
