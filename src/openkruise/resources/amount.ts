import type { Form } from '../library/quantity.ts';

/** A quantity in billionths, or a plain number. */
export type Amount = { nano: bigint; form: Form } | { number: number };

/** Thrown when an expression cannot be computed; Kruise then refuses the set or the pod. */
export class ExpressionError extends Error {}

const milli = 10n ** 6n;
const largest = 2 ** 63;

type Quantity = Extract<Amount, { nano: bigint }>;

/** Truncated as Go does it; beyond 64 bits the largest number there is. */
function truncated(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  return BigInt(Math.trunc(Math.max(-largest, Math.min(largest, value))));
}

const ofMillis = (millis: bigint): Quantity => ({ nano: millis * milli, form: 'decimal' });

/** A number beside a quantity counts in thousandths. */
export function toQuantity(amount: Amount): Quantity {
  return 'nano' in amount ? amount : ofMillis(truncated(amount.number * 1000));
}

/** Whole thousandths, rounded up. */
const millisOf = ({ nano }: Quantity): number => Number(nano > 0n ? (nano + milli - 1n) / milli : nano / milli);

export function negate(amount: Amount): Amount {
  return 'nano' in amount ? { ...amount, nano: -amount.nano } : { number: -amount.number };
}

export function add(left: Amount, right: Amount): Amount {
  if ('number' in left && 'number' in right) return { number: left.number + right.number };
  const [a, b] = [toQuantity(left), toQuantity(right)];
  return { nano: a.nano + b.nano, form: a.nano === 0n ? b.form : a.form };
}

function scaled(quantity: Quantity, by: (millis: number) => number): Quantity {
  return { nano: truncated(by(millisOf(quantity))) * milli, form: quantity.form };
}

export function multiply(left: Amount, right: Amount): Amount {
  if ('nano' in left && 'nano' in right) throw new ExpressionError('a quantity cannot be multiplied by a quantity');
  if ('number' in left && 'number' in right) return { number: left.number * right.number };
  const [quantity, factor] = 'nano' in left ? [left, right] : [right, left];
  // One of each: both quantities and both numbers are dealt with above.
  return scaled(toQuantity(quantity), (millis) => millis * ('number' in factor ? factor.number : 1));
}

export function divide(left: Amount, right: Amount): Amount {
  if ('nano' in right) throw new ExpressionError('nothing can be divided by a quantity');
  if (right.number === 0) throw new ExpressionError('division by zero');
  return 'nano' in left ? scaled(left, (millis) => millis / right.number) : { number: left.number / right.number };
}

function compare(left: Amount, right: Amount): number {
  if ('number' in left && 'number' in right) return left.number - right.number;
  const [a, b] = [toQuantity(left).nano, toQuantity(right).nano];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Beside a quantity the result is one too. */
function oneOf(chosen: Amount, other: Amount): Amount {
  return 'nano' in chosen || 'nano' in other ? toQuantity(chosen) : chosen;
}

export function larger(left: Amount, right: Amount): Amount {
  return compare(left, right) >= 0 ? oneOf(left, right) : oneOf(right, left);
}

export function smaller(left: Amount, right: Amount): Amount {
  return compare(left, right) <= 0 ? oneOf(left, right) : oneOf(right, left);
}
