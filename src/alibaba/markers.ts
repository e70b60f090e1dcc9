import {
  type Fact,
  type FactList,
  isObject,
  join,
  listAt,
  type Manifest,
  member,
  objectAt,
  type Platform,
  stringAt,
} from '../model/index.ts';
import { isMarker, markerNamed } from './names.ts';
import { nearestValue } from './table.ts';

type ContainerItem = FactList<'containers'>[number];

/**
 * Every environment variable that is a marker of Alibaba Cloud or OpenKruise, or one slip away from being one. On ACS a bare name
 * is taken for the marker it resembles.
 */
export function markers(
  containers: FactList<'containers'>,
  platforms: readonly Platform[] = ['unknown'],
): FactList<'markers'> {
  return containers.flatMap((item) => {
    // The facts pass over entries that are no objects; pointers count them.
    const positions = listAt(item.self.raw, 'env').flatMap((entry, index) => (isObject(entry) ? [index] : []));
    return item.self.env.flatMap((env, index) =>
      markerItem(item, env, positions[index] ?? index, platforms.includes('acs')),
    );
  });
}

function markerItem(item: ContainerItem, env: Fact<'Env'>, index: number, isAcs: boolean): FactList<'markers'> {
  const found = markerNamed(env.name);
  if (found === undefined) return [];
  const { entry } = found;
  const match = found.match === 'bare' && isAcs ? 'near' : found.match;
  const isJudged = env.literal && !env.templated;
  const pointer = join(item.pointer, 'env', index);
  const list = listAt(item.self.raw, 'env');
  const written = objectAt(list[index]) ?? {};
  const overridden = earlierEntry(list.slice(0, index), env);
  const self: Fact<'Marker'> = {
    name: env.name,
    marker: entry.name,
    family: entry.family,
    match,
    value: env.value,
    literal: env.literal,
    templated: env.templated,
    valueValid: !isJudged || entry.accepts(env.value),
    allowed: entry.allowed,
    nearestValue: isJudged ? nearestValue(entry, env.value) : '',
    scalar: scalarText(member(written, 'value')),
    overrides: overridden >= 0,
    alsoRight: match !== 'exact' && item.self.env.some((other) => other.name === entry.name),
    container: item.self,
  };
  const key = ['value', 'valueFrom'].find((name) => Object.hasOwn(written, name));
  const value = key === undefined ? undefined : { pointer: join(pointer, key) };
  const places = {
    name: { pointer: join(pointer, 'name') },
    value,
    overridden: overridden < 0 ? undefined : { pointer: join(item.pointer, 'env', overridden) },
  };
  return [{ self, pointer, places }];
}

/** Index of the last entry of the same name that says something else; -1 when none does. */
function earlierEntry(entries: readonly unknown[], env: Fact<'Env'>): number {
  if (!env.literal) return -1;
  return entries.findLastIndex((entry) => {
    const value = member(entry, 'value');
    return stringAt(entry, 'name') === env.name && typeof value === 'string' && value !== env.value;
  });
}

function scalarText(value: unknown): string {
  return typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}

/**
 * Markers that are not written as literals: by a reference, an expansion, or an object that the container takes its environment from.
 * `find`: by kind and name, in the pod's namespace.
 */
export function markerSources(
  containers: FactList<'containers'>,
  find: (kind: string, name: string) => Manifest | undefined,
): FactList<'markerSources'> {
  return containers.flatMap((item) => [...indirect(item), ...fromObjects(item, find)]);
}

function indirect({ self: container, pointer }: ContainerItem): FactList<'markerSources'> {
  return listAt(container.raw, 'env').flatMap((entry, index) => {
    const marker = stringAt(entry, 'name');
    const isExpansion = stringAt(entry, 'value').includes('$(');
    if (!isMarker(marker) || !(isExpansion || objectAt(entry, 'valueFrom'))) return [];
    return [
      {
        self: { marker, source: isExpansion ? 'expansion' : 'valueFrom', container },
        pointer: join(pointer, 'env', index),
      },
    ];
  });
}

function fromObjects(
  { self: container, pointer }: ContainerItem,
  find: (kind: string, name: string) => Manifest | undefined,
): FactList<'markerSources'> {
  return listAt(container.raw, 'envFrom').flatMap((source, index) => {
    const isConfigMap = objectAt(source, 'configMapRef') !== undefined;
    const kind = isConfigMap ? 'ConfigMap' : 'Secret';
    const name = stringAt(source, isConfigMap ? 'configMapRef' : 'secretRef', 'name');
    const object = find(kind, name)?.object;
    const keys = ['data', 'stringData'].flatMap((part) => Object.keys(objectAt(object, part) ?? {}));
    const marker = keys
      .map((key) => stringAt(source, 'prefix') + key)
      .find((key) => isMarker(key) && !container.env.some((entry) => entry.name === key));
    if (marker === undefined) return [];
    return [{ self: { marker, source: `${kind} ${name}`, container }, pointer: join(pointer, 'envFrom', index) }];
  });
}

/** The switches that a container turns on, with the values documented, and the index of the entry that does. */
const switches = [
  { ignores: 'ready', name: '__IGNORE_READY__', value: 'true', platform: 'acs' },
  { ignores: 'ready', name: 'ECI_CONTAINER_IGNORE_READY', value: 'true', platform: 'eci' },
  { ignores: 'resources', name: '__IGNORE_RESOURCE__', value: 'true', platform: 'acs' },
  { ignores: 'resources', name: '__ECI_RESOURCE_IGNORE__', value: 'TRUE', platform: 'eci' },
  { ignores: 'exitCode', name: 'ECI_CONTAINER_IGNORE_EXIT_CODE', value: 'true', platform: 'eci' },
] as const;
const marks = [
  { name: '__IS_SIDECAR__', value: 'true' },
  { name: 'ECI_CONTAINER_TYPE', value: 'sidecar' },
  { name: 'ECI_SIDECAR_CONTAINER', value: 'true' },
] as const;

/** What markers tell of a container, each with the name of the entry: sidecar, and what is left out for it on those platforms. */
export function markedAs(
  env: readonly Fact<'Env'>[],
  platforms?: readonly Platform[],
): Map<'sidecar' | (typeof switches)[number]['ignores'], string> {
  const says = (name: string, value: string): boolean => env.findLast((entry) => entry.name === name)?.value === value;
  const found: ReturnType<typeof markedAs> = new Map();
  for (const { name, value } of marks.toReversed()) if (says(name, value)) found.set('sidecar', name);
  for (const { ignores, name, value, platform } of switches)
    if (!found.has(ignores) && says(name, value) && endsOn(platform, platforms)) found.set(ignores, name);
  return found;
}

/** Documented names of the markers a container carries in a wrong spelling only, each once. */
export function nearMarkers(env: readonly Fact<'Env'>[]): string[] {
  const near = env.flatMap(({ name }) => {
    const found = markerNamed(name);
    return found === undefined || found.match === 'exact' ? [] : [found.entry.name];
  });
  return [...new Set(near)].filter((name) => !env.some((entry) => entry.name === name));
}

/** What of the platforms will end the container when the application's have ended: acs, eci, kruiseTerminator. */
export function endingMarkers(env: readonly Fact<'Env'>[]): ('acs' | 'eci' | 'kruiseTerminator')[] {
  // A value that is filled in elsewhere may well be the right one.
  const says = (name: string, ...values: string[]): boolean =>
    env.some((entry) => entry.name === name && (!entry.literal || entry.templated || values.includes(entry.value)));
  const endings: ('acs' | 'eci' | 'kruiseTerminator')[] = [];
  if (says('__IS_SIDECAR__', 'true')) endings.push('acs');
  if (says('ECI_CONTAINER_TYPE', 'sidecar') || says('ECI_SIDECAR_CONTAINER', 'true')) endings.push('eci');
  const terminator = env.some(
    ({ name, value, literal }) =>
      (name === 'KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT' && value.toLowerCase() === 'true') ||
      (name === 'KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT_WITH_IMAGE' && literal && value !== ''),
  );
  if (terminator) endings.push('kruiseTerminator');
  return endings;
}

/** Whether what `endingMarkers` names happens on one of the platforms; behind ACK virtual nodes both ECI and ACS can stand. */
export function endsOn(ending: string, platforms: readonly Platform[] = ['unknown']): boolean {
  if (ending !== 'acs' && ending !== 'eci') return true;
  return platforms.some((platform) => platform === ending || platform === 'ack-virtual-node' || platform === 'unknown');
}
