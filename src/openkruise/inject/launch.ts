import { type JsonObject, type JsonValue, listAt, stringAt, valueAt } from '../../model/index.ts';
import type { Annotations } from './annotations.ts';
import { objectsIn } from './environment.ts';
import { Denied } from './types.ts';

const orderKey = 'apps.kruise.io/container-launch-priority';
const priorityName = 'KRUISE_CONTAINER_PRIORITY';

/** Whether a pod says anything about launch priority. */
export function hasLaunchPriority(pod: JsonObject): boolean {
  if (valueAt(pod, 'metadata', 'annotations', orderKey) !== undefined) return true;
  return listAt(pod, 'spec', 'containers').some((container) =>
    listAt(container, 'env').some((entry) => stringAt(entry, 'name') === priorityName),
  );
}

/** Adds the barrier that holds containers back until those of higher priority are ready, in place. True when there is one. */
export function addLaunchBarrier(pod: JsonObject, spec: JsonObject, annotations: Annotations): boolean {
  const containers = objectsIn(listAt(spec, 'containers'));
  if (containers.length === 1) return false;
  const isOrdered = annotations[orderKey] === 'Ordered';
  const priorities = isOrdered ? containers.map((_, index) => BigInt(-index)) : containers.map(priorityOf);
  const isActive = isOrdered || (priorities.some((priority) => priority !== 0n) && new Set(priorities).size > 1);
  if (!isActive) return false;
  for (const [index, container] of containers.entries()) {
    const configMapKeyRef = { name: `${podName(pod)}-barrier`, key: `p_${priorities[index]}` };
    container.env = [...listAt(container, 'env'), { name: 'KRUISE_CONTAINER_BARRIER', valueFrom: { configMapKeyRef } }];
  }
  return true;
}

/** A pod that is to be named by its generateName gets its name already here. */
function podName(pod: JsonObject): string {
  const name = stringAt(pod, 'metadata', 'name');
  return name !== '' || stringAt(pod, 'metadata', 'generateName') === '' ? name : '<generated>';
}

/** The last entry counts, but all of them have to be integers. */
function priorityOf(container: JsonValue): bigint {
  let priority = 0n;
  for (const entry of listAt(container, 'env')) {
    if (stringAt(entry, 'name') === priorityName) priority = integer(stringAt(entry, 'value'));
  }
  return priority;
}

const limit = 2n ** 63n;

function integer(text: string): bigint {
  const isNumber = /^[+-]?[0-9]+$/.test(text) && text.length <= 256;
  const value = isNumber ? BigInt(text.replace('+', '')) : limit;
  if (value < -limit || value >= limit) throw new Denied('launch-priority-not-integer');
  return value;
}
