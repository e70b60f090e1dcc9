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
  const byContainer = regularEnv(pod);
  return listAt(sidecar, 'transferEnv').flatMap((transfer) => transferred(transfer, pod, byContainer).env);
}

/** What one entry of `transferEnv` finds, and the container it reads; '' when its reference cannot be followed. */
export function transfersFrom(pod: JsonObject, transfer: unknown): { source: string; env: JsonValue[] } {
  return transferred(transfer, pod, regularEnv(pod));
}

type EnvByContainer = ReadonlyMap<string, ReadonlyMap<string, JsonValue>>;

function regularEnv(pod: JsonObject): EnvByContainer {
  const byContainer = new Map<string, Map<string, JsonValue>>();
  for (const container of listAt(pod, 'spec', 'containers')) {
    const env = byContainer.get(named(container)) ?? new Map<string, JsonValue>();
    for (const entry of listAt(container, 'env')) env.set(named(entry), entry);
    byContainer.set(named(container), env);
  }
  return byContainer;
}

function transferred(
  transfer: unknown,
  pod: JsonObject,
  byContainer: EnvByContainer,
): { source: string; env: JsonValue[] } {
  const source = sourceName(transfer, pod);
  if (source === undefined) return { source: '', env: [] };
  const names = new Set(listAt(transfer, 'envNames').map(String));
  if (stringAt(transfer, 'envName') !== '') names.add(stringAt(transfer, 'envName'));
  return { source, env: [...names].sort().flatMap((name) => byContainer.get(source)?.get(name) ?? []) };
}

/** The container a transfer reads; undefined when its reference cannot be followed. */
function sourceName(transfer: unknown, pod: JsonObject): string | undefined {
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
