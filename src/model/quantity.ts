import type { JsonValue } from './json.ts';

const form = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;

/** Powers of ten of the decimal suffixes, relative to 1. */
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binary: readonly string[] = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Nobody owns more digits; an exponent from a manifest must not decide how much memory is taken. */
const longest = 60;

/**
 * A Kubernetes quantity ('250m', '1.5Gi', 2) in billionths, so that every value Kubernetes can hold is exact; rounded up, as Kubernetes does.
 * undefined for what is no quantity.
 */
export function parseQuantity(value: JsonValue | undefined): bigint | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const [, sign, digits = '', suffix = ''] = form.exec(String(value)) ?? [];
  if (sign === undefined || digits.length > longest) return undefined;
  const [whole = '', fraction = ''] = digits.split('.');
  const mantissa = BigInt(`${whole}${fraction}` || '0');
  const power = binary.indexOf(suffix);
  const shifted = power < 0 ? 9 - fraction.length + exponentOf(suffix) : 9 - fraction.length;
  const scaled = power < 0 ? mantissa : mantissa << BigInt(10 * (power + 1));
  const size = shift(scaled, Math.max(-longest, Math.min(longest, shifted)));
  return sign === '-' ? -size : size;
}

function exponentOf(suffix: string): number {
  return /^[eE][+-]?\d/.test(suffix) ? Number(suffix.slice(1)) : (decimal[suffix] ?? 0);
}

const powersOfTen: readonly bigint[] = Array.from({ length: longest + 1 }, (_, power) => 10n ** BigInt(power));

/** value × 10^power, rounded up. */
function shift(value: bigint, power: number): bigint {
  const divisor = powersOfTen[Math.abs(power)] ?? 1n;
  if (power >= 0) return value * divisor;
  return (value + divisor - 1n) / divisor;
}
