import { Fault } from './errors.ts';
import type { Meter } from './run.ts';
import {
  Bytes,
  Duration,
  doubleOf,
  doubleValue,
  intFromBigInt,
  isInt,
  Timestamp,
  typeName,
  Uint,
  type Value,
} from './values.ts';

type Sign = '+' | '-' | '*' | '/' | '%';

const overBig: Readonly<Record<Sign, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};
const overDoubles: Readonly<Record<Sign, ((a: number, b: number) => number) | undefined>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': undefined,
};

/** `a + b`: numbers of one type, strings, bytes, lists, times. */
export function add(a: Value, b: Value, meter: Meter): Value {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  if (typeof a === 'string' && typeof b === 'string') {
    meter.chargeString(a.length + b.length);
    return a + b;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    meter.chargeItems(a.length + b.length);
    return a.concat(b);
  }
  if (a instanceof Bytes && b instanceof Bytes) {
    meter.chargeString(a.value.length + b.value.length);
    const joined = new Uint8Array(a.value.length + b.value.length);
    joined.set(a.value);
    joined.set(b.value, a.value.length);
    return new Bytes(joined);
  }
  if (a instanceof Duration && b instanceof Duration) return duration(a.nanoseconds + b.nanoseconds);
  if (a instanceof Timestamp && b instanceof Duration) return timestamp(a.nanoseconds + b.nanoseconds, a.offset);
  if (a instanceof Duration && b instanceof Timestamp) return timestamp(a.nanoseconds + b.nanoseconds, b.offset);
  return numbers('+', a, b);
}

export function subtract(a: Value, b: Value): Value {
  if (a instanceof Duration && b instanceof Duration) return duration(a.nanoseconds - b.nanoseconds);
  if (a instanceof Timestamp && b instanceof Duration) return timestamp(a.nanoseconds - b.nanoseconds, a.offset);
  if (a instanceof Timestamp && b instanceof Timestamp) return duration(a.nanoseconds - b.nanoseconds);
  return numbers('-', a, b);
}

export function multiply(a: Value, b: Value): Value {
  return numbers('*', a, b);
}

export function divide(a: Value, b: Value): Value {
  return numbers('/', a, b);
}

export function modulo(a: Value, b: Value): Value {
  return numbers('%', a, b);
}

/** `-a` */
export function negate(a: Value): Value {
  if (isInt(a)) return int(-BigInt(a));
  const double = doubleOf(a);
  if (double === undefined) throw new Fault('no-such-overload', `'-' needs an int or a double, found a ${typeName(a)}`);
  return doubleValue(-double);
}

/** Types never mix: dyn(1) + dyn(1.0) has no overload. */
function numbers(sign: Sign, a: Value, b: Value): Value {
  if (isInt(a) && isInt(b)) return int(whole(sign, BigInt(a), BigInt(b)));
  if (a instanceof Uint && b instanceof Uint) return uint(whole(sign, a.value, b.value));
  const left = doubleOf(a);
  const right = doubleOf(b);
  const operation = overDoubles[sign];
  if (left !== undefined && right !== undefined && operation !== undefined) return doubleValue(operation(left, right));
  throw new Fault('no-such-overload', `no '${sign}' for a ${typeName(a)} and a ${typeName(b)}`);
}

function whole(sign: Sign, a: bigint, b: bigint): bigint {
  if (b === 0n && (sign === '/' || sign === '%')) throw new Fault('division-by-zero', `'${sign}' by zero`);
  // The remainder is 0, but the quotient it belongs to does not fit, which cel-go minds.
  if (sign === '%' && b === -1n) int(-a);
  return overBig[sign](a, b);
}

/** An int from its exact value; `overflow` beyond 64 bits. */
export function int(value: bigint): Value {
  if (BigInt.asIntN(64, value) !== value) throw new Fault('overflow', 'the result does not fit an int');
  return intFromBigInt(value);
}

export function uint(value: bigint): Uint {
  if (BigInt.asUintN(64, value) !== value) throw new Fault('overflow', 'the result does not fit a uint');
  return new Uint(value);
}

export function duration(nanoseconds: bigint): Duration {
  if (BigInt.asIntN(64, nanoseconds) !== nanoseconds) throw new Fault('overflow', 'the result does not fit a duration');
  return new Duration(nanoseconds);
}

const earliest = -62_135_596_800_000_000_000n;
const latest = 253_402_300_799_999_999_999n;

/** Years 1 to 9999. */
export function timestamp(nanoseconds: bigint, offset = 0): Timestamp {
  if (nanoseconds < earliest || nanoseconds > latest)
    throw new Fault('overflow', 'the result is outside the years 1 to 9999');
  return new Timestamp(nanoseconds, offset);
}
