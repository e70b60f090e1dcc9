import {
  type Change,
  isObject,
  isWithin,
  type JsonValue,
  join,
  type Pointer,
  resolve,
  segments,
} from '../model/index.ts';
import { Refusal } from './refusal.ts';

/** What a change comes to, independent of any text: what the text has to say afterwards. `written`: the text of the scalar to be quoted. */
export function changed(value: JsonValue, change: Change, written: string): JsonValue {
  switch (change.op) {
    case 'replace':
      return put(value, change.pointer, change.value, 'there');
    case 'add':
      return put(value, change.pointer, change.value, 'absent');
    case 'quote':
      return put(value, change.pointer, written, 'there');
    case 'remove':
      return without(value, change.pointer);
    case 'rename':
      return renamed(value, change.pointer, change.name);
    case 'move': {
      const moved = resolve(value, change.from);
      if (moved === undefined) throw missing(change.from);
      if (isWithin(change.pointer, change.from)) throw new Refusal('it would go into itself');
      return put(without(value, change.from), change.pointer, moved, 'absent');
    }
    case 'remove-hidden':
    case 'add-document':
      return value;
  }
}

function missing(pointer: Pointer): Refusal {
  return new Refusal(`there is nothing at ${pointer}`);
}

type Update = (value: JsonValue | undefined) => JsonValue | undefined;

/** A copy in which `change` has worked on what is at the path; undefined takes it out. Mappings on the way are made. */
function update(value: JsonValue | undefined, path: readonly string[], change: Update): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value) || (step === '-' && (value === undefined || value === null))) {
    const list = Array.isArray(value) ? value : [];
    const index = step === '-' ? list.length : Number(step);
    if (!(index <= list.length)) throw new Refusal(`the list has no entry ${step}`);
    const item = update(list[index], rest, change);
    return [...list.slice(0, index), ...(item === undefined ? [] : [item]), ...list.slice(index + 1)];
  }
  if (value !== undefined && value !== null && !isObject(value))
    throw new Refusal(`${step} would stand in a single value`);
  const entries = new Map(Object.entries(value ?? {}));
  const member = update(entries.get(step), rest, change);
  if (member === undefined) entries.delete(step);
  else entries.set(step, member);
  return Object.fromEntries(entries);
}

function put(value: JsonValue, pointer: Pointer, wanted: JsonValue, before: 'there' | 'absent'): JsonValue {
  const result = update(value, segments(pointer), (old) => {
    if (before === 'there' && old === undefined) throw missing(pointer);
    if (before === 'absent' && old !== undefined && old !== null) throw new Refusal(`${pointer} is there already`);
    return wanted;
  });
  return result ?? null;
}

function without(value: JsonValue, pointer: Pointer): JsonValue {
  const result = update(value, segments(pointer), (old) => {
    if (old === undefined) throw missing(pointer);
    return undefined;
  });
  return result ?? null;
}

function renamed(value: JsonValue, pointer: Pointer, name: string): JsonValue {
  const path = segments(pointer);
  const old = path.pop() ?? '';
  const result = update(value, path, (holder) => {
    if (!isObject(holder) || !Object.hasOwn(holder, old)) throw missing(pointer);
    if (Object.hasOwn(holder, name)) throw new Refusal(`${join('', ...path, name)} is there already`);
    return Object.fromEntries(Object.entries(holder).map(([key, member]) => [key === old ? name : key, member]));
  });
  return result ?? null;
}

/** Equal as objects: the order of members says nothing. */
export function same(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (!isObject(a)) return Object.is(a, b);
  if (!isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}
