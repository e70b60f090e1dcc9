import { isObject, type JsonObject, type JsonValue, join, listAt, type Pointer, stringAt } from '../model/index.ts';

/** A member that one side has and the other lacks. */
export interface Loss {
  name: string;
  value: JsonValue;
  /** Of the member, in what was written. */
  writtenAt: Pointer;
  /** Of the object that should hold it. */
  keptAt: Pointer;
}

const containerLists = ['initContainers', 'containers'];

/** Labels and annotations are edited by many hands. */
const passedOver = ['metadata', 'status'];

/**
 * Members of `written` that `kept` lacks. Values that mean nothing (null, empty, 0, false) may go without loss. List items are compared by
 * name; an item that is gone as a whole was taken out by somebody. Nothing is said of a pod spec whose containers are not those written.
 */
export function* losses(written: JsonValue, kept: JsonValue, writtenAt: Pointer, keptAt: Pointer): Generator<Loss> {
  if (Array.isArray(written)) {
    if (Array.isArray(kept)) yield* itemLosses(written, kept, writtenAt, keptAt);
    return;
  }
  if (!isObject(written) || !isObject(kept) || !containerLists.every((list) => isSameGeneration(written, kept, list))) {
    return;
  }
  for (const [name, value] of Object.entries(written)) {
    if (passedOver.includes(name) || isNothing(value)) continue;
    const left = Object.hasOwn(kept, name) ? kept[name] : undefined;
    if (left === undefined) yield { name, value, writtenAt: join(writtenAt, name), keptAt };
    else yield* losses(value, left, join(writtenAt, name), join(keptAt, name));
  }
}

function* itemLosses(
  written: readonly JsonValue[],
  kept: readonly JsonValue[],
  writtenAt: Pointer,
  keptAt: Pointer,
): Generator<Loss> {
  const [names, keptNames] = [written.map(nameOf), kept.map(nameOf)];
  const areNamed = isKey(names) && isKey(keptNames);
  if (!areNamed && written.length !== kept.length) return;
  for (const [index, item] of written.entries()) {
    const at = areNamed ? keptNames.indexOf(names[index] ?? '') : index;
    const left = kept[at];
    if (left !== undefined) yield* losses(item, left, join(writtenAt, index), join(keptAt, at));
  }
}

const nameOf = (item: JsonValue): string => stringAt(item, 'name');

function isKey(names: readonly string[]): boolean {
  return !names.includes('') && new Set(names).size === names.length;
}

/** Every container that was written is there, in the order written; injection adds others between them. */
function isSameGeneration(written: JsonObject, kept: JsonObject, list: string): boolean {
  const names = listAt(kept, list).map(nameOf);
  let last = -1;
  return listAt(written, list).every((container) => {
    const at = names.indexOf(nameOf(container));
    const follows = at > last;
    last = at;
    return follows;
  });
}

function isNothing(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.every(isNothing);
  if (isObject(value)) return Object.values(value).every(isNothing);
  return value === null || value === '' || value === 0 || value === false;
}
