import { Fault } from '../errors.ts';
import type { Row } from '../overloads.ts';
import { Bytes, CelObject, Duration, doubleOf, KeyedMap, Optional, Timestamp, Uint, type Value } from '../values.ts';

/** Optional values. `or` and `orValue` are lazy and compiled apart; their rows serve the type check. */
export const optionalRows: readonly Row[] = [
  ['optional.of', '(T): optional_type(T)', (value: Value) => new Optional(value)],
  [
    'optional.ofNonZeroValue',
    '(T): optional_type(T)',
    (value: Value) => (isZero(value) ? Optional.none : new Optional(value)),
  ],
  ['optional.none', '(): optional_type(T)', () => Optional.none],
  ['optional.unwrap', '(list(optional_type(T))): list(T)', (list: readonly Value[]) => unwrap(list)],
  ['unwrapOpt', 'list(optional_type(T)).(): list(T)', (list: readonly Value[]) => unwrap(list)],
  ['hasValue', 'optional_type(T).(): bool', (optional: Optional) => optional.value !== undefined],
  ['value', 'optional_type(T).(): T', contained],
  [
    'or',
    'optional_type(T).(optional_type(T)): optional_type(T)',
    (a: Optional, b: Optional) => (a.value === undefined ? b : a),
  ],
  [
    'orValue',
    'optional_type(T).(T): T',
    (optional: Optional, other: Value) => (optional.value === undefined ? other : optional.value),
  ],
];

function contained(optional: Optional): Value {
  if (optional.value === undefined) throw new Fault('other', 'the optional has no value');
  return optional.value;
}

function unwrap(list: readonly Value[]): Value[] {
  const values: Value[] = [];
  for (const item of list) {
    if (!(item instanceof Optional)) throw new Fault('no-such-overload', 'unwrapping needs a list of optionals');
    if (item.value !== undefined) values.push(item.value);
  }
  return values;
}

function isZero(value: Value): boolean {
  if (value === null || value === false || value === '' || value === 0 || doubleOf(value) === 0) return true;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Bytes) return value.value.length === 0;
  if (value instanceof Duration || value instanceof Timestamp) return value.nanoseconds === 0n;
  if (value instanceof KeyedMap) return value.entries.size === 0;
  if (value instanceof CelObject || typeof value !== 'object') return false;
  return Object.keys(value).length === 0;
}
