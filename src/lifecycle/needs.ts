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

export type Qos = 'Guaranteed' | 'Burstable' | 'BestEffort';

export const nothing: Needs = { requests: new Map(), limits: new Map() };
const qosResources = ['cpu', 'memory'] as const;

/**
 * Requests and limits of a container: requests default to limits, then to the LimitRange's defaults, as at creation. `round` is
 * false only for sums that the API server makes before it rounds.
 */
export function containerNeeds(container: JsonValue, defaults: Needs = nothing, round = true): Needs {
  return resourceNeeds(objectAt(container, 'resources'), defaults, round);
}

/** The same, of the member `resources` alone. */
export function resourceNeeds(resources: JsonObject | undefined, defaults: Needs = nothing, round = true): Needs {
  return completed(ownNeeds(resources, round), defaults);
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

export function amountsOf(list: JsonValue | undefined, round: boolean): Map<string, bigint> {
  const amounts = new Map<string, bigint>();
  if (!isObject(list)) return amounts;
  for (const [name, value] of Object.entries(list)) {
    const amount = parseQuantity(value);
    if (amount !== undefined) amounts.set(name, round ? roundToMilli(amount) : amount);
  }
  return amounts;
}

/** Rounded up to thousandths: the API server stores no finer amounts. */
export function roundToMilli(amount: bigint): bigint {
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

/** Adds amounts to a sum. */
export function add(sum: Map<string, bigint>, more: Amounts): void {
  for (const [name, amount] of more) sum.set(name, (sum.get(name) ?? 0n) + amount);
}

/** The class of a pod whose containers, or whose pod-level resources, are `parts`. */
export function qosOf(parts: readonly Needs[]): Qos {
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

/** What a resource manager gives to the container alone: whole cpus of a Guaranteed one, devices by name. */
export function exclusiveResources(needs: Needs): string[] {
  const whole = 1_000_000_000n;
  const cpu = needs.requests.get('cpu') ?? 0n;
  const devices = [...needs.requests].filter(([name, amount]) => name.includes('/') && amount > 0n);
  return [
    ...(isGuaranteed(needs) && cpu >= whole && cpu % whole === 0n ? ['cpu'] : []),
    ...devices.map(([name]) => name),
  ];
}

/** Requests equal limits for cpu and memory, both stated. */
export function isGuaranteed(needs: Needs): boolean {
  return qosOf([needs]) === 'Guaranteed';
}
