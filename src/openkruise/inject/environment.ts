import { labelsOf, qualifiedNameProblems } from '../../inventory/index.ts';
import { isObject, type JsonObject, type JsonValue, listAt, objectAt, stringAt, valueAt } from '../../model/index.ts';

const named = (item: JsonValue): string => stringAt(item, 'name');

/** `first`, then the members of `second` whose key is not there yet. */
export function union(first: readonly JsonValue[], second: readonly JsonValue[], keyOf = named): JsonValue[] {
  const seen = new Set(first.map(keyOf));
  const result = [...first];
  for (const item of second) {
    if (seen.has(keyOf(item))) continue;
    seen.add(keyOf(item));
    result.push(item);
  }
  return result;
}

/** What a sidecar takes over of the pod's regular containers, as they were before any injection. */
export interface Shared {
  mounts: JsonValue[];
  /** Variables that the subPathExpr of those mounts read. */
  env: JsonValue[];
}

const variable = /\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g;

export function sharedMounts(containers: readonly JsonValue[]): Shared {
  const shared: Shared = { mounts: [], env: [] };
  for (const container of containers) {
    const env = listAt(container, 'env');
    const marker = env.find((entry) => named(entry) === 'IS_INJECTED');
    if (marker !== undefined && stringAt(marker, 'value') === 'true') continue;
    for (const mount of listAt(container, 'volumeMounts')) {
      shared.mounts.push(mount);
      for (const [, name] of stringAt(mount, 'subPathExpr').matchAll(variable)) {
        const entry = env.find((candidate) => named(candidate) === name);
        if (entry !== undefined) shared.env.push(entry);
      }
    }
  }
  return shared;
}

/** The variables that `transferEnv` of a sidecar finds in the pod's regular containers; what is missing is passed over. */
export function transferredEnv(sidecar: JsonObject, pod: JsonObject): JsonValue[] {
  const byContainer = new Map<string, Map<string, JsonValue>>();
  for (const container of listAt(pod, 'spec', 'containers')) {
    const env = byContainer.get(named(container)) ?? new Map<string, JsonValue>();
    for (const entry of listAt(container, 'env')) env.set(named(entry), entry);
    byContainer.set(named(container), env);
  }
  const found: JsonValue[] = [];
  for (const transfer of listAt(sidecar, 'transferEnv')) {
    const source = sourceName(transfer, pod);
    if (source === undefined) continue;
    const names = new Set(listAt(transfer, 'envNames').map(String));
    if (stringAt(transfer, 'envName') !== '') names.add(stringAt(transfer, 'envName'));
    for (const name of [...names].sort()) {
      const entry = byContainer.get(source)?.get(name);
      if (entry !== undefined) found.push(entry);
    }
  }
  return found;
}

/** The container a transfer reads; undefined when its reference cannot be followed. */
function sourceName(transfer: JsonValue, pod: JsonObject): string | undefined {
  const reference = objectAt(transfer, 'sourceContainerNameFrom', 'fieldRef');
  if (reference === undefined) return stringAt(transfer, 'sourceContainerName');
  const match = /^metadata\.(labels|annotations)\['([\s\S]*)'\]$/.exec(stringAt(reference, 'fieldPath'));
  if (match === null) return undefined;
  const [, owner = '', key = ''] = match;
  if (qualifiedNameProblems(owner === 'annotations' ? key.toLowerCase() : key).length > 0) return undefined;
  return labelsOf(valueAt(pod, 'metadata', owner))[key] ?? '';
}

export function objectsIn(list: readonly JsonValue[]): JsonObject[] {
  return list.filter((item) => isObject(item));
}
