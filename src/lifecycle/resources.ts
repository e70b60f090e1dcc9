import {
  isObject,
  type JsonObject,
  type JsonValue,
  listAt,
  objectAt,
  parseQuantity,
  stringAt,
} from '../model/index.ts';

/** By resource name, in billionths. */
export type Amounts = ReadonlyMap<string, bigint>;

export interface Needs {
  requests: Amounts;
  limits: Amounts;
}

/** What a whole pod counts for with scheduler and quota, and its class with the kubelet. */
export interface PodNeeds extends Needs {
  qos: 'Guaranteed' | 'Burstable' | 'BestEffort';
}

const nothing: Needs = { requests: new Map(), limits: new Map() };
const qosResources = ['cpu', 'memory'] as const;

/**
 * Requests and limits of a container: requests default to limits, then to the LimitRange's defaults, as at creation. `round` is
 * false only for sums that the API server makes before it rounds.
 */
export function containerNeeds(container: JsonValue, defaults: Needs = nothing, round = true): Needs {
  return completed(ownNeeds(objectAt(container, 'resources'), round), defaults);
}

function ownNeeds(resources: JsonObject | undefined, round: boolean): Needs {
  const limits = amountsOf(resources?.limits, round);
  return { limits, requests: new Map([...limits, ...amountsOf(resources?.requests, round)]) };
}

/** What is not stated is taken from the LimitRange. */
function completed(own: Needs, defaults: Needs): Needs {
  if (defaults === nothing) return own;
  return {
    requests: new Map([...defaults.requests, ...own.requests]),
    limits: new Map([...defaults.limits, ...own.limits]),
  };
}

function amountsOf(list: JsonValue | undefined, round: boolean): Map<string, bigint> {
  const amounts = new Map<string, bigint>();
  if (!isObject(list)) return amounts;
  for (const [name, value] of Object.entries(list)) {
    const amount = parseQuantity(value);
    if (amount !== undefined) amounts.set(name, round ? roundToMilli(amount) : amount);
  }
  return amounts;
}

/** Rounded up to thousandths: the API server stores no finer amounts. */
function roundToMilli(amount: bigint): bigint {
  const milli = 1_000_000n;
  return amount % milli === 0n || amount < 0n ? amount : (amount / milli + 1n) * milli;
}

/** The defaults for containers that the LimitRanges of a namespace (the whole objects) add up to. */
export function limitRangeDefaults(limitRanges: readonly JsonObject[]): Needs {
  const requests = new Map<string, bigint>();
  const limits = new Map<string, bigint>();
  const items = limitRanges.flatMap((range) => listAt(range, 'spec', 'limits'));
  for (const item of items.filter((each) => stringAt(each, 'type') === 'Container')) {
    const max = amountsOf(objectAt(item, 'max'), true);
    const limit = new Map([...max, ...amountsOf(objectAt(item, 'default'), true)]);
    const min = amountsOf(objectAt(item, 'min'), true);
    const request = new Map([...min, ...limit, ...amountsOf(objectAt(item, 'defaultRequest'), true)]);
    for (const [name, amount] of request) if (!requests.has(name)) requests.set(name, amount);
    for (const [name, amount] of limit) if (!limits.has(name)) limits.set(name, amount);
  }
  return requests.size + limits.size === 0 ? nothing : { requests, limits };
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

function add(sum: Map<string, bigint>, more: Amounts): void {
  for (const [name, amount] of more) sum.set(name, (sum.get(name) ?? 0n) + amount);
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

function qosOf(parts: readonly Needs[]): PodNeeds['qos'] {
  const requests = new Map<string, bigint>();
  const limits = new Map<string, bigint>();
  for (const part of parts) {
    add(requests, counted(part.requests));
    add(limits, counted(part.limits));
  }
  if (requests.size + limits.size === 0) return 'BestEffort';
  const isEven = [...requests].every(([name, amount]) => limits.get(name) === amount) && requests.size === limits.size;
  return isEven && parts.every((part) => counted(part.limits).size === qosResources.length)
    ? 'Guaranteed'
    : 'Burstable';
}

function counted(amounts: Amounts): Map<string, bigint> {
  return new Map(
    qosResources.flatMap((name) => ((amounts.get(name) ?? 0n) > 0n ? [[name, amounts.get(name) ?? 0n]] : [])),
  );
}

/** Requests equal limits for cpu and memory, both stated. */
export function isGuaranteed(needs: Needs): boolean {
  return qosOf([needs]) === 'Guaranteed';
}
