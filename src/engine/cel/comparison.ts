import { Fault } from './errors.ts';
import type { Meter } from './run.ts';
import {
  Bytes,
  CelObject,
  Double,
  Duration,
  doubleOf,
  isList,
  isPlainMap,
  KeyedMap,
  LibraryValue,
  mapKey,
  Optional,
  Timestamp,
  TypeValue,
  typeName,
  Uint,
  type Value,
  type ValueMap,
} from './values.ts';

/** CEL's `==`: numbers by value across their types, other types never equal. */
export function equals(a: Value, b: Value, meter: Meter): boolean {
  if (a === b) {
    if (typeof a === 'string') chargeTexts(a, a, meter);
    return true;
  }
  if (a === null || b === null) return false;
  if (isNumeric(a)) return isNumeric(b) && compareNumbers(a, b) === 0;
  if (typeof a !== 'object') {
    if (typeof a === 'string' && typeof b === 'string') chargeTexts(a, b, meter);
    return false;
  }
  if (a instanceof CelObject) return equalObjects(a, b, meter);
  if (isList(a)) return isList(b) && equalLists(a, b, meter);
  return isPlainMap(b) && equalMaps(a, b, meter);
}

/** Long texts take time to compare; for short ones the operator's own cost is enough. */
function chargeTexts(a: string, b: string, meter: Meter): void {
  const length = Math.min(a.length, b.length);
  if (length > 1000) meter.chargeItems(length);
}

/** The operator `==`: with a quantity, an address … on the left, another type on the right is an error, though `!=` is true. */
export function equalOperands(a: Value, b: Value, meter: Meter): boolean {
  if (a instanceof LibraryValue && b !== null && typeName(b) !== a.type) {
    throw new Fault('no-such-overload', `a ${a.type} cannot be compared with a ${typeName(b)}`);
  }
  return equals(a, b, meter);
}

function equalLists(a: readonly Value[], b: readonly Value[], meter: Meter): boolean {
  if (a.length !== b.length) return false;
  meter.chargeItems(a.length);
  for (let at = 0; at < a.length; at++) {
    if (!equals(a[at] ?? null, b[at] ?? null, meter)) return false;
  }
  return true;
}

function equalMaps(a: ValueMap, b: ValueMap, meter: Meter): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  meter.chargeItems(keys.length);
  for (const key of keys) {
    if (!Object.hasOwn(b, key) || !equals(a[key] ?? null, b[key] ?? null, meter)) return false;
  }
  return true;
}

function equalObjects(a: CelObject, b: Value, meter: Meter): boolean {
  if (a instanceof LibraryValue) {
    // Same type name, hence the same class.
    return typeName(b) === a.type && a.equals(b as LibraryValue);
  }
  if (a instanceof KeyedMap) return equalKeyed(a, b, meter);
  if (a instanceof Bytes) return b instanceof Bytes && compareBytes(a.value, b.value) === 0;
  if (a instanceof Duration) return b instanceof Duration && a.nanoseconds === b.nanoseconds;
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanoseconds === b.nanoseconds;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (!(a instanceof Optional && b instanceof Optional)) return false;
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return equals(a.value, b.value, meter);
}

function equalKeyed(a: KeyedMap, b: Value, meter: Meter): boolean {
  if (!(b instanceof KeyedMap)) return false;
  if (a.entries.size !== b.entries.size) return false;
  meter.chargeItems(a.entries.size);
  for (const [key, [, value]] of a.entries) {
    const other = b.entries.get(key);
    if (other === undefined || !equals(value, other[1], meter)) return false;
  }
  return true;
}

export type Numeric = number | bigint | Double | Uint;

export function isNumeric(value: Value): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Double || value instanceof Uint;
}

/** Negative, 0, positive, or NaN. As cel-go, a double and an integer compare as doubles. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a - b;
  if (doubleOf(a) !== undefined || doubleOf(b) !== undefined) {
    const left = toNumber(a);
    const right = toNumber(b);
    return left === right ? 0 : left - right;
  }
  const left = toBigInt(a);
  const right = toBigInt(b);
  return left < right ? -1 : Number(left > right);
}

export function toNumber(value: Numeric): number {
  if (value instanceof Double) return value.value;
  return Number(value instanceof Uint ? value.value : value);
}

/** For ints and uints. */
function toBigInt(value: Numeric): bigint {
  if (typeof value === 'bigint') return value;
  if (value instanceof Uint) return value.value;
  return BigInt(toNumber(value));
}

/** Order of `<` and its kind; throws `no-such-overload` where CEL has no order. */
export function compare(a: Value, b: Value, meter: Meter): number {
  if (isNumeric(a) && isNumeric(b)) {
    const order = compareNumbers(a, b);
    if (Number.isNaN(order)) throw new Fault('other', 'NaN has no order');
    return order;
  }
  if (typeof a === 'string' && typeof b === 'string') {
    chargeTexts(a, b, meter);
    return compareStrings(a, b);
  }
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Bytes && b instanceof Bytes) return compareBytes(a.value, b.value);
  if ((a instanceof Duration && b instanceof Duration) || (a instanceof Timestamp && b instanceof Timestamp)) {
    return a.nanoseconds < b.nanoseconds ? -1 : Number(a.nanoseconds > b.nanoseconds);
  }
  throw new Fault('no-such-overload', `a ${typeName(a)} and a ${typeName(b)} have no order`);
}

/** By code point, as Go compares UTF-8; JavaScript's own order differs where surrogates meet U+E000 and above. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const left = a.charCodeAt(at);
  const right = b.charCodeAt(at);
  if (Number.isNaN(left)) return -1;
  if (Number.isNaN(right)) return 1;
  const leftSurrogate = left >= 0xd800 && left <= 0xdfff;
  const rightSurrogate = right >= 0xd800 && right <= 0xdfff;
  if (leftSurrogate !== rightSurrogate)
    return leftSurrogate === right >= 0xe000 ? (leftSurrogate ? 1 : -1) : left - right;
  return left - right;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** `x in list` or `key in map`. */
export function contains(item: Value, container: Value, meter: Meter): boolean {
  if (Array.isArray(container)) {
    meter.chargeItems(container.length);
    for (const element of container) {
      if (equals(item, element, meter)) return true;
    }
    return false;
  }
  if (isPlainMap(container)) return typeof item === 'string' && Object.hasOwn(container, item);
  if (!(container instanceof KeyedMap)) {
    throw new Fault('no-such-overload', `'in' looks into lists and maps, not into a ${typeName(container)}`);
  }
  return container.entries.has(mapKey(item) ?? '');
}
