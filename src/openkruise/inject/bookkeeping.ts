import { isObject, type JsonObject, type JsonValue, listAt, stringAt } from '../../model/index.ts';
import { behaves, type Release } from '../release.ts';
import { isNative, sidecarsOf } from '../sidecar-set.ts';
import type { Annotations } from './annotations.ts';
import { type Chosen, Denied } from './types.ts';

const hashKey = 'kruise.io/sidecarset-hash';
const hashWithoutImageKey = 'kruise.io/sidecarset-hash-without-image';
const listKey = 'kruise.io/sidecarset-injected-list';
const workingKey = 'kruise.io/sidecarset-working-hotupgrade-container';

/** Stand-ins for what only a cluster knows. */
const placeholders = { hash: '<hash>', time: '<time>' };

/** Entries of earlier injections, by set, of the two hash annotations. */
export type Books = Map<string, JsonObject>;

/** Reads what earlier injections left. What cannot be read refuses the pod, even when nothing is injected now. */
export function openBooks(annotations: Annotations): Books {
  return new Map([hashKey, hashWithoutImageKey].map((key) => [key, readEntries(annotations[key])]));
}

/** Writes what Kruise remembers of an injection, in place. */
export function keepBooks(
  annotations: Annotations,
  books: Books,
  sets: readonly Chosen[],
  hot: readonly string[],
  release: Release,
): void {
  for (const [key, entries] of books) {
    for (const set of sets) {
      const entry = entryOf(set, release, key === hashKey);
      if (entry !== undefined) entries[set.name] = entry;
    }
    const sorted = Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
    annotations[key] = JSON.stringify(Object.fromEntries(sorted));
  }
  const earlier = behaves(release, 'keepsEarlierNames') ? (annotations[listKey] ?? '') : '';
  const names = new Set([...(earlier === '' ? [] : earlier.split(',')), ...sets.map(({ name }) => name)]);
  annotations[listKey] = [...names].sort().join(',');
  if (hot.length > 0) noteHotUpgrade(annotations, hot, release);
}

function entryOf(set: Chosen, release: Release, withRevision: boolean): JsonObject | undefined {
  const sidecars = sidecarsOf({ object: { spec: set.spec } });
  const regular = sidecars.filter(({ list }) => list === 'containers');
  if (behaves(release, 'keepsEarlierNames') && sidecars.length === 0) return undefined;
  if (behaves(release, 'initOnlyLeavesNoHash') && regular.length === 0) return undefined;
  const native = sidecars.filter((sidecar) => isNative(sidecar) && behaves(release, 'nativeSidecars'));
  const listed = behaves(release, 'listsAllInitContainers') ? sidecars : [...regular, ...native];
  return {
    updateTimestamp: placeholders.time,
    hash: placeholders.hash,
    sidecarSetName: set.name,
    sidecarList: [...new Set(listed.map(({ name }) => name))].sort(),
    ...(withRevision && set.recorded !== '' && { controllerRevision: set.recorded }),
  };
}

/** Entries of an earlier injection: objects, or in the oldest form hashes alone. */
function readEntries(text: string | undefined): JsonObject {
  const entries: JsonObject = Object.create(null);
  if (text === undefined || text === '') return entries;
  const parsed = parse(text);
  if (parsed === null) return entries;
  if (!isObject(parsed)) throw new Denied('bookkeeping-annotation-not-json');
  const values = Object.entries(parsed);
  const texts = values.filter(([, value]) => typeof value === 'string');
  const isOldForm = texts.length > 0 && values.every(([, value]) => value === null || typeof value === 'string');
  for (const [name, value] of values) {
    if (isOldForm)
      entries[name] = { updateTimestamp: null, hash: value ?? '', sidecarSetName: name, sidecarList: null };
    else entries[name] = readEntry(value);
  }
  return entries;
}

function readEntry(written: JsonValue): JsonObject {
  const value = written ?? {};
  if (!isObject(value)) throw new Denied('bookkeeping-annotation-not-json');
  const { updateTimestamp = null, hash = '', sidecarSetName = '', sidecarList = null, controllerRevision = '' } = value;
  const texts = [hash, sidecarSetName, controllerRevision, ...listAt(value, 'sidecarList')];
  const isRight = texts.every((text) => text === null || typeof text === 'string');
  if (!isRight || !(sidecarList === null || Array.isArray(sidecarList)) || !isTime(updateTimestamp)) {
    throw new Denied('bookkeeping-annotation-not-json');
  }
  const entry = {
    updateTimestamp: inSeconds(updateTimestamp),
    hash: hash ?? '',
    sidecarSetName: sidecarSetName ?? '',
    sidecarList,
  };
  return controllerRevision === '' || controllerRevision === null ? entry : { ...entry, controllerRevision };
}

function isTime(value: JsonValue): boolean {
  return (
    value === null ||
    (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value))
  );
}

/** Kruise writes times in UTC, without fractions. */
function inSeconds(time: JsonValue): JsonValue {
  return typeof time === 'string' ? new Date(time).toISOString().replace(/\.\d+Z$/, 'Z') : time;
}

function parse(text: string): JsonValue {
  try {
    // JSON.parse gives JSON.
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new Denied('bookkeeping-annotation-not-json');
  }
}

/** Until 1.3 every hot container starts again from what the pod brought, so that only the last one is remembered. */
function noteHotUpgrade(annotations: Annotations, hot: readonly string[], release: Release): void {
  const brought = readWorking(annotations[workingKey]);
  const working = new Map(brought);
  for (const name of hot) {
    if (!behaves(release, 'keepsEarlierNames')) {
      working.clear();
      for (const [key, value] of brought) working.set(key, value);
    }
    working.set(name, `${name}-1`);
    for (const [copy, version, alternative] of [
      [`${name}-1`, '1', '0'],
      [`${name}-2`, '0', '1'],
    ] as const) {
      annotations[`version.sidecarset.kruise.io/${copy}`] = version;
      annotations[`versionalt.sidecarset.kruise.io/${copy}`] = alternative;
    }
  }
  const sorted = [...working].sort(([a], [b]) => (a < b ? -1 : 1));
  annotations[workingKey] = JSON.stringify(Object.fromEntries(sorted));
}

/** What is not readable counts as absent here. */
function readWorking(text: string | undefined): Map<string, string> {
  try {
    const parsed: unknown = JSON.parse(text ?? '');
    if (!isObject(parsed)) return new Map();
    return new Map(Object.keys(parsed).map((key) => [key, stringAt(parsed, key)]));
  } catch {
    return new Map();
  }
}
