import { int, timestamp, uint } from '../arithmetic.ts';
import { Fault } from '../errors.ts';
import { lengthCost, type Row } from '../overloads.ts';
import {
  Bytes,
  type Duration,
  doubleOf,
  doubleValue,
  type Timestamp,
  TypeValue,
  typeName,
  type Uint,
  type Value,
} from '../values.ts';
import { goFloat } from './text.ts';
import { durationText, floorDivide, parseDuration, parseTimestamp, timestampText } from './time-text.ts';

type Int = number | bigint;

/** Standard conversions between types. */
export const conversionRows: readonly Row[] = [
  ['dyn', '(A): dyn', (value: Value) => value, () => 0],
  ['type', '(A): type(A)', (value: Value) => new TypeValue(typeName(value))],
  ['int', '(int): int', (value: Int) => value],
  ['int', '(uint): int', (value: Uint) => int(value.value)],
  ['int', '(double): int', (value: Value) => intOfDouble(doubleOf(value) ?? 0)],
  ['int', '(string): int', intOfText],
  [
    'int',
    '(google.protobuf.Timestamp): int',
    (value: Timestamp) => int(floorDivide(value.nanoseconds, 1_000_000_000n)),
  ],
  ['int', '(google.protobuf.Duration): int', (value: Duration) => int(value.nanoseconds)],
  ['uint', '(uint): uint', (value: Uint) => value],
  ['uint', '(int): uint', (value: Int) => uint(BigInt(value))],
  ['uint', '(double): uint', (value: Value) => uintOfDouble(doubleOf(value) ?? 0)],
  ['uint', '(string): uint', uintOfText],
  ['double', '(double): double', (value: Value) => value],
  ['double', '(int): double', (value: Int) => doubleValue(Number(value))],
  ['double', '(uint): double', (value: Uint) => doubleValue(Number(value.value))],
  ['double', '(string): double', doubleOfText],
  ['bool', '(bool): bool', (value: boolean) => value],
  ['bool', '(string): bool', boolOfText],
  ['string', '(string): string', (value: string) => value],
  ['string', '(bool): string', String],
  ['string', '(int): string', (value: Int) => String(value)],
  ['string', '(uint): string', (value: Uint) => String(value.value)],
  ['string', '(double): string', (value: Value) => goFloat(doubleOf(value) ?? 0)],
  ['string', '(bytes): string', textOfBytes, (value: Bytes) => lengthCost(value.value.length)],
  ['string', '(google.protobuf.Timestamp): string', timestampText],
  ['string', '(google.protobuf.Duration): string', durationText],
  ['bytes', '(bytes): bytes', (value: Bytes) => value],
  [
    'bytes',
    '(string): bytes',
    (text: string) => new Bytes(new TextEncoder().encode(text)),
    (text: string) => lengthCost(text.length),
  ],
  ['duration', '(google.protobuf.Duration): google.protobuf.Duration', (value: Duration) => value],
  [
    'duration',
    '(string): google.protobuf.Duration',
    (text: string) => parseDuration(text) ?? bad(text, 'duration, such as 1h30m'),
  ],
  ['timestamp', '(google.protobuf.Timestamp): google.protobuf.Timestamp', (value: Timestamp) => value],
  ['timestamp', '(int): google.protobuf.Timestamp', (value: Int) => timestamp(BigInt(value) * 1_000_000_000n)],
  [
    'timestamp',
    '(string): google.protobuf.Timestamp',
    (text: string) => parseTimestamp(text) ?? bad(text, 'time, such as 2024-01-01T00:00:00Z'),
  ],
];

/** Run on constants when a program is made, and then fail even where `||` would absorb it. */
export const conversionNames: ReadonlySet<string> = new Set([
  'bool',
  'bytes',
  'double',
  'duration',
  'int',
  'string',
  'timestamp',
  'uint',
]);

function bad(text: string, wanted: string): never {
  throw new Fault('bad-conversion', `'${text.slice(0, 100)}' is not a ${wanted}`);
}

function intOfDouble(value: number): Value {
  // Go excludes both ends: they are not told apart from values beyond them.
  if (!(value > -(2 ** 63) && value < 2 ** 63)) throw new Fault('overflow', `${value} does not fit an int`);
  return int(BigInt(Math.trunc(value)));
}

function uintOfDouble(value: number): Value {
  if (!(value >= 0 && value < 2 ** 64)) throw new Fault('overflow', `${value} does not fit a uint`);
  return uint(BigInt(Math.trunc(value)));
}

function intOfText(text: string): Value {
  if (!/^[-+]?\d{1,100}$/.test(text)) return bad(text, 'whole number');
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value ? int(value) : bad(text, 'whole number of 64 bits');
}

function uintOfText(text: string): Value {
  if (!/^\d{1,100}$/.test(text)) return bad(text, 'whole number');
  const value = BigInt(text);
  return BigInt.asUintN(64, value) === value ? uint(value) : bad(text, 'whole number of 64 bits');
}

function doubleOfText(text: string): Value {
  if (/^[-+]?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  const isNumber = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) && Number.isFinite(Number(text));
  return isNumber ? doubleValue(Number(text)) : bad(text, 'number');
}

function boolOfText(text: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text) ? false : bad(text, 'boolean');
}

function textOfBytes(bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.value);
  } catch {
    throw new Fault('bad-conversion', 'the bytes are no UTF-8 text');
  }
}
