import type { Inventory } from '../../inventory/index.ts';
import { type Manifest, member, stringAt, valueAt, type Workload } from '../../model/index.ts';
import { isSince, type KruiseTarget, releaseOf } from '../release.ts';
import { updateType } from '../sidecar-set.ts';
import { matchedWorkloads } from './matched.ts';

/** What updateStrategy lets through, for pods that run already. */
export interface RollOut {
  updatePaused: boolean;
  partition: string;
  holdsAll: boolean;
  /** Why maxUnavailable lets no ready pod be updated: '', zero, rounds-down. */
  stuck: string;
  /** What stands beside type NotUpdate without a meaning there, by name; '' for nothing. */
  idle: string;
}

export function rollOut(set: Manifest, inventory: Inventory, target: KruiseTarget): RollOut {
  const strategy = valueAt(set.object, 'spec', 'updateStrategy');
  const partition = textOf(member(strategy, 'partition'));
  const pods = (): number => (inventory.complete ? replicasOf(matchedWorkloads(set, inventory, target)) : 0);
  return {
    updatePaused: member(strategy, 'paused') === true,
    partition,
    holdsAll: holdsAll(partition, pods),
    stuck: stuck(textOf(member(strategy, 'maxUnavailable')), pods, target),
    idle: updateType(set) === 'NotUpdate' ? idle(strategy, partition) : '',
  };
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function holdsAll(partition: string, pods: () => number): boolean {
  if (/^[0-9]+%$/.test(partition)) return Number.parseInt(partition, 10) >= 100;
  return /^[1-9][0-9]*$/.test(partition) && pods() > 0 && Number(partition) >= pods();
}

/** Percentages were rounded down until 1.7. */
function stuck(maxUnavailable: string, pods: () => number, { kruise }: KruiseTarget): string {
  if (/^0+%?$/.test(maxUnavailable)) return 'zero';
  if (!/^[0-9]+%$/.test(maxUnavailable) || isSince(releaseOf(kruise), '1.8')) return '';
  return pods() > 0 && Math.floor((Number.parseInt(maxUnavailable, 10) * pods()) / 100) === 0 ? 'rounds-down' : '';
}

/** partition 0 and maxUnavailable 1 are what defaulting writes. */
function idle(strategy: ReturnType<typeof valueAt>, partition: string): string {
  if (member(strategy, 'paused') === true) return 'paused';
  if (member(strategy, 'selector') !== undefined) return 'selector';
  if (partition !== '' && partition !== '0') return 'partition';
  const maxUnavailable = textOf(member(strategy, 'maxUnavailable'));
  return maxUnavailable !== '' && maxUnavailable !== '1' ? 'maxUnavailable' : '';
}

const counted: readonly string[] = ['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController', 'CloneSet'];

/** How many pods the workloads have together; 0 when one of them does not tell. */
function replicasOf(workloads: readonly Workload[]): number {
  let sum = 0;
  for (const { manifest } of workloads) {
    const replicas = valueAt(manifest.object, 'spec', 'replicas') ?? 1;
    const pods = manifest.kind === 'Pod' ? 1 : counted.includes(manifest.kind) ? replicas : 0;
    if (typeof pods !== 'number' || pods <= 0) return 0;
    sum += pods;
  }
  return sum;
}

/** spec.injectionStrategy.revision.policy as written. */
export const revisionPolicy = (set: Manifest): string =>
  stringAt(set.object, 'spec', 'injectionStrategy', 'revision', 'policy');
