import { type JsonObject, type JsonValue, listAt, stringAt, valueAt } from '../../model/index.ts';
import type { Annotations } from './annotations.ts';
import { objectsIn } from './environment.ts';
import { Denied } from './types.ts';

/** Annotation whose value Ordered starts containers one by one. */
export const launchKey = 'apps.kruise.io/container-launch-priority';
export const priorityName = 'KRUISE_CONTAINER_PRIORITY';

/** Whether a pod says anything about launch priority. */
export function hasLaunchPriority(pod: JsonObject): boolean {
  if (valueAt(pod, 'metadata', 'annotations', launchKey) !== undefined) return true;
  return listAt(pod, 'spec', 'containers').some((container) =>
    listAt(container, 'env').some((entry) => stringAt(entry, 'name') === priorityName),
  );
}

/** Adds the barrier that holds containers back until those of higher priority are ready, in place. True when there is one. */
export function addLaunchBarrier(
  pod: JsonObject,
  spec: JsonObject,
  annotations: Annotations,
  generated: string,
): boolean {
  const containers = objectsIn(listAt(spec, 'containers'));
  if (containers.length === 1) return false;
  const isOrdered = annotations[launchKey] === 'Ordered';
  const priorities = isOrdered ? containers.map((_, index) => BigInt(-index)) : containers.map(priorityOf);
  const isActive = isOrdered || (priorities.some((priority) => priority !== 0n) && new Set(priorities).size > 1);
  if (!isActive) return false;
  for (const [index, container] of containers.entries()) {
    const configMapKeyRef = { name: `${podName(pod, generated)}-barrier`, key: `p_${priorities[index]}` };
    container.env = [...listAt(container, 'env'), { name: 'KRUISE_CONTAINER_BARRIER', valueFrom: { configMapKeyRef } }];
  }
  return true;
}

/** A pod that is to be named by its generateName gets its name already here. */
function podName(pod: JsonObject, generated: string): string {
  const name = stringAt(pod, 'metadata', 'name');
  return name !== '' || stringAt(pod, 'metadata', 'generateName') === '' ? name : generated;
}

/** The last entry counts, but all of them have to be integers. */
function priorityOf(container: JsonValue): bigint {
  let priority = 0n;
  for (const entry of listAt(container, 'env')) {
    if (stringAt(entry, 'name') === priorityName) priority = integer(entry);
  }
  return priority;
}

const limit = 2n ** 63n;

/** The priority that an env entry states; undefined when Kruise cannot read it. */
export function readPriority(entry: JsonValue | undefined): bigint | undefined {
  const text = stringAt(entry, 'value');
  if (!/^[+-]?[0-9]+$/.test(text) || text.length > 256) return undefined;
  const value = BigInt(text.replace('+', ''));
  return value < -limit || value >= limit ? undefined : value;
}

function integer(entry: JsonValue): bigint {
  const value = readPriority(entry);
  if (value === undefined) throw new Denied('launch-priority-not-integer');
  return value;
}
