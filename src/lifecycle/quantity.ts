import type { JsonValue } from '../model/index.ts';

/** An amount in billionths, the finest step Kubernetes keeps. */
export type Nanos = bigint;

const unit = 1_000_000_000n;
/** Kubernetes caps quantities here. */
const largest = (2n ** 63n - 1n) * unit;
const suffixes: ReadonlyMap<string, bigint> = new Map([
  ['n', 1n],
  ['u', 1_000n],
  ['m', 1_000_000n],
  ['', unit],
  ['k', unit * 1_000n],
  ['M', unit * 1_000_000n],
  ['G', unit * 1_000_000_000n],
  ['T', unit * 10n ** 12n],
  ['P', unit * 10n ** 15n],
  ['E', unit * 10n ** 18n],
  ['Ki', unit * 2n ** 10n],
  ['Mi', unit * 2n ** 20n],
  ['Gi', unit * 2n ** 30n],
  ['Ti', unit * 2n ** 40n],
  ['Pi', unit * 2n ** 50n],
  ['Ei', unit * 2n ** 60n],
]);
const form = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([a-zA-Z]*|[eE][+-]?[0-9]+)$/;
const longest = 64;

/**
 * The exact value of a Kubernetes quantity ('100m', '1.5Gi', '2e3', 0.5), rounded up to billionths and capped as Kubernetes does;
 * undefined for anything else.
 */
export function parseQuantity(value: JsonValue | undefined): Nanos | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const text = String(value);
  const [, sign = '', whole = '', fraction = '', suffix = ''] = (text.length > longest ? null : form.exec(text)) ?? [];
  if (whole + fraction === '') return undefined;
  const exponent = /^[eE]([+-]?[0-9]+)$/.exec(suffix)?.[1];
  const factor = exponent === undefined ? suffixes.get(suffix) : unit;
  if (factor === undefined) return undefined;
  const shift = BigInt(exponent ?? 0) - BigInt(fraction.length);
  const amount = scaled(BigInt(whole + fraction) * factor, shift);
  const capped = amount > largest ? largest : amount;
  return sign === '-' ? -capped : capped;
}

/** `amount` × 10^shift, away from zero where it does not come out even. */
function scaled(amount: bigint, shift: bigint): bigint {
  // Beyond these bounds every amount but zero is capped or rounds to one.
  if (amount === 0n) return 0n;
  if (shift >= 0n) return shift > 40n ? largest : amount * 10n ** shift;
  if (shift < -160n) return 1n;
  const divisor = 10n ** -shift;
  return (amount + divisor - 1n) / divisor;
}

/** Rounded up to thousandths: the API server stores no finer amounts. */
export function roundToMilli(amount: Nanos): Nanos {
  const milli = 1_000_000n;
  return amount % milli === 0n || amount < 0n ? amount : (amount / milli + 1n) * milli;
}
