import { compareNumbers, isNumeric, toNumber } from './comparison.ts';
import { Fault } from './errors.ts';
import { isPlainMap, KeyedMap, mapKey, Optional, ownMember, typeName, type Value } from './values.ts';

/** `value.field`, `undefined` when the field is absent. Fields of scalars and null are absent, those of a list are an error. */
function member(value: Value, field: string): Value | undefined {
  if (isPlainMap(value)) return ownMember(value, field);
  if (value instanceof KeyedMap) return value.entries.get(`s${field}`)?.[1];
  if (Array.isArray(value)) {
    throw new Fault('no-such-overload', `a ${typeName(value)} has no field '${field}'`);
  }
  return undefined;
}

/** `value.field` */
export function selectField(value: Value, field: string): Value {
  if (value instanceof Optional) return selectOptional(value, field);
  const found = member(value, field);
  if (found === undefined) throw new Fault('no-such-key', `no field '${field}' in a ${typeName(value)}`);
  return found;
}

/** `value.?field`; an optional stays one level deep. */
export function selectOptional(value: Value, field: string): Optional {
  if (value instanceof Optional) return value.value === undefined ? value : selectOptional(value.value, field);
  return optional(member(value, field));
}

/** `has(value.field)` */
export function hasField(value: Value, field: string): boolean {
  if (value instanceof Optional) return value.value !== undefined && hasField(value.value, field);
  return member(value, field) !== undefined;
}

/** `value[key]` */
export function index(value: Value, key: Value): Value {
  if (value instanceof Optional) return indexOptional(value, key);
  const found = element(value, key);
  if (found !== undefined) return found;
  if (Array.isArray(value))
    throw new Fault('index-out-of-range', `no position ${describe(key)} in a list of ${value.length}`);
  throw new Fault('no-such-key', `no key ${describe(key)} in a ${typeName(value)}`);
}

/** `value[?key]` */
export function indexOptional(value: Value, key: Value): Optional {
  if (value instanceof Optional) return value.value === undefined ? value : indexOptional(value.value, key);
  return optional(element(value, key));
}

function optional(found: Value | undefined): Optional {
  return found === undefined ? Optional.none : new Optional(found);
}

function describe(key: Value): string {
  if (typeof key === 'string') return `'${key}'`;
  return isNumeric(key) ? String(toNumber(key)) : String(typeName(key));
}

function element(value: Value, key: Value): Value | undefined {
  if (Array.isArray(value)) {
    if (!isNumeric(key))
      throw new Fault('no-such-overload', `a position in a list is a number, not a ${typeName(key)}`);
    const at = toNumber(key);
    return Number.isInteger(at) && compareNumbers(key, 0) >= 0 ? value[at] : undefined;
  }
  const name = mapKey(key);
  if (name === undefined) throw new Fault('no-such-overload', `a ${typeName(key)} is no key of a map`);
  if (isPlainMap(value)) return typeof key === 'string' ? ownMember(value, key) : undefined;
  if (value instanceof KeyedMap) return value.entries.get(name)?.[1];
  return undefined;
}

/** What a macro walks: elements of a list, keys of a map. */
export function iterate(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (isPlainMap(value)) return Object.keys(value);
  if (value instanceof KeyedMap) return Array.from(value.entries.values(), ([key]) => key);
  throw new Fault('other', `a ${typeName(value)} cannot be walked`);
}
