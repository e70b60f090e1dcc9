import { type Inventory, namespaceOf, podLabels } from '../../inventory/index.ts';
import { listAt, type Manifest, stringAt, type Workload } from '../../model/index.ts';
import { isLive } from '../../workload/index.ts';
import { type Match, matches } from '../match.ts';
import type { KruiseTarget } from '../release.ts';

/** Whether a set takes the pods of a workload. */
export function takesPodsOf(set: Manifest, workload: Workload, inventory: Inventory, target: KruiseTarget): Match {
  const pod = { namespace: namespaceOf(workload.manifest), labels: podLabels(workload) };
  return matches(set, pod, inventory, target);
}

/** The workloads of the input whose pods a set takes for certain. */
export function matchedWorkloads(set: Manifest, inventory: Inventory, target: KruiseTarget): Workload[] {
  return inventory.workloads.filter((workload) => takesPodsOf(set, workload, inventory, target) === 'yes');
}

/** The sets of the input that take a workload's pods for certain, in the order of their names. */
export function matchingSets(workload: Workload, inventory: Inventory, target: KruiseTarget): Manifest[] {
  return inventory
    .ofKind('apps.kruise.io/SidecarSet')
    .filter((set) => takesPodsOf(set, workload, inventory, target) === 'yes');
}

/** A pod that went through injection already. */
export function isInjected({ manifest, podSpec }: Workload): boolean {
  if (isLive(manifest)) return true;
  return listAt(podSpec, 'containers').some((container) =>
    listAt(container, 'env').some((entry) => stringAt(entry, 'name') === 'IS_INJECTED'),
  );
}

/** 'Deployment web', for messages. */
export const nameOf = ({ manifest }: Workload): string => `${manifest.kind} ${manifest.name}`;
