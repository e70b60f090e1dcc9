import { add, duration } from '../arithmetic.ts';
import { compare, contains, equals } from '../comparison.ts';
import { Fault } from '../errors.ts';
import type { Row } from '../overloads.ts';
import type { Meter } from '../run.ts';
import { doubleValue, Optional, typeName, Uint, type Value } from '../values.ts';

type Items = readonly Value[];

const ordered = [
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'bytes',
  'google.protobuf.Duration',
  'google.protobuf.Timestamp',
];
const sums: Readonly<Record<string, Value>> = {
  int: 0,
  uint: new Uint(0n),
  double: doubleValue(0),
  'google.protobuf.Duration': duration(0n),
};

const oneEach = (list: Items) => list.length;
const copying = (list: Items) => list.length + 11;
const pairwise = (list: Items) => 2 * list.length ** 2 + 11;
const product = (a: Items, b: Items) => a.length * b.length + 1;

/** Kubernetes' list library, cel-go's (version 3), and sets. */
export const listRows: readonly Row[] = [
  ...Object.entries(sums).map(
    ([type, zero]): Row => [
      'sum',
      `list(${type}).(): ${type}`,
      (list: Items, meter: Meter) => sum(list, zero, meter),
      oneEach,
    ],
  ),
  ...ordered.flatMap((type): Row[] => [
    ['min', `list(${type}).(): ${type}`, (list: Items, meter: Meter) => extreme(list, 'min', meter), oneEach],
    ['max', `list(${type}).(): ${type}`, (list: Items, meter: Meter) => extreme(list, 'max', meter), oneEach],
    ['isSorted', `list(${type}).(): bool`, isSorted, oneEach],
    ['sort', `list(${type}).(): list(${type})`, (list: Items, meter: Meter) => sortedBy(list, list, meter), pairwise],
  ]),
  ['indexOf', 'list(T).(T): int', indexOf, oneEach],
  ['lastIndexOf', 'list(T).(T): int', lastIndexOf, oneEach],
  [
    'slice',
    'list(T).(int, int): list(T)',
    slice,
    (_: Items, start: number, end: number) => Math.max(0, Number(end) - Number(start)) + 11,
  ],
  ['flatten', 'list(list(T)).(): list(T)', (list: Items, meter: Meter) => flatten(list, 1, meter), copying],
  ['flatten', 'list(dyn).(int): list(dyn)', flattenTo, copying],
  ['lists.range', '(int): list(int)', range, (count: number | bigint) => Math.max(0, Number(count)) + 11],
  ['distinct', 'list(T).(): list(T)', distinct, pairwise],
  ['reverse', 'list(T).(): list(T)', (list: Items) => list.toReversed(), copying],
  ['first', 'list(T).(): optional_type(T)', (list: Items) => edge(list, 0)],
  ['last', 'list(T).(): optional_type(T)', (list: Items) => edge(list, -1)],
  [
    'sets.contains',
    '(list(T), list(T)): bool',
    (list: Items, sub: Items, meter: Meter) => isSubset(sub, list, meter),
    product,
  ],
  [
    'sets.equivalent',
    '(list(T), list(T)): bool',
    (a: Items, b: Items, meter: Meter) => isSubset(a, b, meter) && isSubset(b, a, meter),
    (a: Items, b: Items) => 2 * a.length * b.length + 1,
  ],
  [
    'sets.intersects',
    '(list(T), list(T)): bool',
    (a: Items, b: Items, meter: Meter) => a.some((item) => contains(item, b, meter)),
    product,
  ],
];

/** Starts at the zero of the declared type, so that mixed types meet as `+` meets them. */
function sum(list: Items, zero: Value, meter: Meter): Value {
  return list.reduce((total: Value, item) => add(total, item, meter), zero);
}

/** Elements that cannot be compared with the best so far are passed over, as Kubernetes does. */
function extreme(list: Items, name: 'min' | 'max', meter: Meter): Value {
  const sign = name === 'min' ? -1 : 1;
  const [first] = list;
  if (first === undefined) throw new Fault('other', `${name}() of an empty list`);
  return list.reduce((best, item) => ((order(item, best, meter) ?? 0) * sign > 0 ? item : best), first);
}

/** Undefined where both have an order, but none between them. */
function order(a: Value, b: Value, meter: Meter): number | undefined {
  if (!ordered.includes(typeName(a))) throw new Fault('no-such-overload', `a ${typeName(a)} has no order`);
  try {
    return compare(a, b, meter);
  } catch (error) {
    if (error instanceof Fault && error.kind !== 'cost-exceeded') return undefined;
    throw error;
  }
}

function isSorted(list: Items, meter: Meter): boolean {
  return list.every((item, at) => at === 0 || (order(item, list[at - 1] ?? null, meter) ?? 0) >= 0);
}

function indexOf(list: Items, item: Value, meter: Meter): number {
  return list.findIndex((other) => equals(item, other, meter));
}

function lastIndexOf(list: Items, item: Value, meter: Meter): number {
  return list.findLastIndex((other) => equals(item, other, meter));
}

function slice(list: Items, start: number | bigint, end: number | bigint): Items {
  if (start < 0 || start > end || end > list.length) {
    throw new Fault('index-out-of-range', `${start} to ${end} is outside a list of ${list.length}`);
  }
  return list.slice(Number(start), Number(end));
}

function flattenTo(list: Items, depth: number | bigint, meter: Meter): Items {
  if (depth < 0) throw new Fault('other', `flatten() cannot go ${depth} levels deep`);
  return flatten(list, Number(depth), meter);
}

function flatten(list: Items, depth: number, meter: Meter): Items {
  const flat: Value[] = [];
  meter.chargeItems(list.length);
  for (const item of list) {
    if (!Array.isArray(item) || depth === 0) flat.push(item);
    else for (const inner of flatten(item, depth - 1, meter)) flat.push(inner);
  }
  return flat;
}

function range(count: number | bigint): Items {
  return Array.from({ length: Math.max(0, Number(count)) }, (_, at) => at);
}

function distinct(list: Items, meter: Meter): Items {
  const found: Value[] = [];
  for (const item of list) if (!contains(item, found, meter)) found.push(item);
  return found;
}

function edge(list: Items, at: 0 | -1): Optional {
  const item = list.at(at);
  return item === undefined ? Optional.none : new Optional(item);
}

function isSubset(sub: Items, list: Items, meter: Meter): boolean {
  return sub.every((item) => contains(item, list, meter));
}

/** The list in the order of its keys, which are all of one ordered type; equal keys keep their places. */
export function sortedBy(list: Items, keys: Items, meter: Meter): Items {
  meter.charge(list.length * 2);
  const [first] = keys;
  if (first === undefined) return list;
  const type = typeName(first);
  if (!ordered.includes(type)) throw new Fault('no-such-overload', `a ${type} has no order`);
  if (keys.some((key) => typeName(key) !== type)) throw new Fault('other', 'sorting needs keys of one type');
  const places = keys.map((_, at) => at).sort((a, b) => compare(keys[a] ?? null, keys[b] ?? null, meter));
  return places.map((at) => list[at] ?? null);
}
