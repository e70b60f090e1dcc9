import { type JsonObject, parseQuantity } from '../model/index.ts';
import { child, objects } from './values.ts';

export type Qos = 'Guaranteed' | 'Burstable' | 'BestEffort';

type Amounts = Map<string, bigint>;

/** The quality of service of a pod; native sidecars and plain init containers count as main containers do. */
export function qosOf(spec: JsonObject): Qos {
  const pod = child(spec, 'resources');
  // Resources of the pod as a whole decide alone.
  const holders =
    pod === undefined ? [...objects(spec, 'containers'), ...objects(spec, 'initContainers')] : [{ resources: pod }];
  const requests: Amounts = new Map();
  const limits: Amounts = new Map();
  let isGuaranteed = true;
  for (const holder of holders) {
    const resources = child(holder, 'resources');
    add(requests, child(resources, 'requests'));
    const own: Amounts = new Map();
    add(own, child(resources, 'limits'));
    add(limits, child(resources, 'limits'));
    if (own.size < 2) isGuaranteed = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const areEqual =
    requests.size === limits.size && [...requests].every(([name, amount]) => limits.get(name) === amount);
  return isGuaranteed && areEqual ? 'Guaranteed' : 'Burstable';
}

function add(total: Amounts, amounts: JsonObject | undefined): void {
  for (const name of ['cpu', 'memory']) {
    const amount = parseQuantity(amounts?.[name]) ?? 0n;
    if (amount > 0n) total.set(name, (total.get(name) ?? 0n) + amount);
  }
}
