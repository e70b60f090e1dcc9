import { isObject, type JsonObject, listAt, objectAt, stringAt } from '../model/index.ts';
import {
  type Amounts,
  add,
  amountsOf,
  containerNeeds,
  type Needs,
  nothing,
  type Qos,
  qosOf,
  roundToMilli,
} from './needs.ts';

/** What a whole pod counts for with scheduler and quota, and its class with the kubelet. */
export interface PodNeeds extends Needs {
  qos: Qos;
}

/**
 * Effective needs of a pod spec as stored: fields the target does not keep are gone, so what is not `restartPolicy: Always` there
 * is a plain init container. `minor` decides only how pod-level resources are completed.
 */
export function podNeeds(spec: JsonObject, minor: number): PodNeeds {
  const containers = sumsOf(spec, true);
  const stated = objectAt(spec, 'resources');
  const podLevel = stated === undefined ? undefined : podLevelNeeds(spec, stated, containers, minor);
  const isCounted =
    stated !== undefined &&
    (minor < 37 || Object.values(stated).some((list) => isObject(list) && Object.keys(list).length > 0));
  const all = [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')].map((each) => containerNeeds(each));
  const overhead = amountsOf(spec.overhead, true);
  return {
    requests: withOverhead(overlaid(containers.requests, podLevel?.requests), overhead, true),
    limits: withOverhead(overlaid(containers.limits, podLevel?.limits), overhead, false),
    qos: qosOf(podLevel !== undefined && isCounted ? [podLevel] : all),
  };
}

function sumsOf(spec: JsonObject, round: boolean): Needs {
  return { requests: sumOf(spec, 'requests', round), limits: sumOf(spec, 'limits', round) };
}

/** max(Σ main + Σ sidecars, for each init entry its own + the sidecars before it), for each resource. */
function sumOf(spec: JsonObject, part: keyof Needs, round: boolean): Map<string, bigint> {
  const sidecars = new Map<string, bigint>();
  const peak = new Map<string, bigint>();
  for (const init of listAt(spec, 'initContainers')) {
    const own = containerNeeds(init, nothing, round)[part];
    const use = new Map(sidecars);
    add(use, own);
    raise(peak, use);
    if (stringAt(init, 'restartPolicy') === 'Always') add(sidecars, own);
  }
  const run = new Map<string, bigint>();
  for (const container of listAt(spec, 'containers')) add(run, containerNeeds(container, nothing, round)[part]);
  add(run, sidecars);
  raise(run, peak);
  return run;
}

function raise(peak: Map<string, bigint>, use: Amounts): void {
  for (const [name, amount] of use) if (amount > (peak.get(name) ?? -1n)) peak.set(name, amount);
}

function isPodLevel(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

function podLevelNeeds(spec: JsonObject, stated: JsonObject, containers: Needs, minor: number): Needs {
  const requests = new Map([...amountsOf(stated.requests, true)].filter(([name]) => isPodLevel(name)));
  const limits = new Map([...amountsOf(stated.limits, true)].filter(([name]) => isPodLevel(name)));
  // Since 1.37 a pod whose containers all state a limit gets one, not below its request.
  if (minor >= 37 && requests.size > 0)
    for (const [name, amount] of missing(containers.limits, limits))
      if (allLimit(spec, name)) limits.set(name, larger(amount, requests.get(name)));
  if (limits.size > 0) {
    const sums = minor >= 37 ? containers.requests : sumsOf(spec, false).requests;
    for (const [name, amount] of missing(sums, requests)) requests.set(name, roundToMilli(amount));
    for (const [name, amount] of missing(limits, requests)) requests.set(name, amount);
  }
  return { requests, limits };
}

function missing(from: Amounts, present: Amounts): [string, bigint][] {
  return [...from].filter(([name]) => isPodLevel(name) && !present.has(name));
}

function allLimit(spec: JsonObject, name: string): boolean {
  const all = [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')];
  return all.every((container) => containerNeeds(container).limits.has(name));
}

function larger(one: bigint, other: bigint | undefined): bigint {
  return other !== undefined && other > one ? other : one;
}

function overlaid(containers: Amounts, podLevel: Amounts | undefined): Amounts {
  return podLevel === undefined ? containers : new Map([...containers, ...podLevel]);
}

function withOverhead(amounts: Amounts, overhead: Amounts, always: boolean): Amounts {
  const sum = new Map(amounts);
  for (const [name, amount] of overhead) {
    const before = sum.get(name);
    if (always || (before !== undefined && before !== 0n)) sum.set(name, (before ?? 0n) + amount);
  }
  return sum;
}
