import type { JsonValue } from '../../model/index.ts';
import { parseQuantity } from '../../model/index.ts';

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const exponents = ['e-9', 'e-6', 'e-3', '', 'e3', 'e6', 'e9', 'e12', 'e15', 'e18'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const nano = 10n ** 9n;
const milli = 10n ** 6n;

/**
 * A quantity as Kubernetes writes it, with the largest suffix that leaves a whole number; anything else stays as it is.
 * With `atLeastMilli` it is first rounded up to thousandths, as containers' resources are when they are defaulted.
 */
export function canonicalQuantity(value: JsonValue, atLeastMilli = false): JsonValue {
  const parsed = parseQuantity(value);
  if (parsed === undefined) return value;
  const over = atLeastMilli ? parsed % milli : 0n;
  const amount = parsed - over + (over > 0n ? milli : 0n);
  if (amount === 0n) return '0';
  const magnitude = amount < 0n ? -amount : amount;
  return (amount < 0n ? '-' : '') + inForm(magnitude, String(value));
}

/** Amounts below 1024 and fractions lose the binary form. */
function inForm(magnitude: bigint, written: string): string {
  const isBinary = written.endsWith('i') && magnitude % nano === 0n && magnitude >= 1024n * nano;
  if (isBinary) return withSuffix(magnitude / nano, 1024n, binarySuffixes);
  return withSuffix(magnitude, 1000n, /[eE][-+]?[0-9]/.test(written) ? exponents : decimalSuffixes);
}

function withSuffix(value: bigint, base: bigint, suffixes: readonly string[]): string {
  let rest = value;
  let index = 0;
  while (rest % base === 0n && index < suffixes.length - 1) {
    rest /= base;
    index += 1;
  }
  return `${rest}${suffixes[index]}`;
}
