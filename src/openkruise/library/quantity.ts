import type { JsonValue } from '../../model/index.ts';
import { parseQuantity } from '../../model/index.ts';

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const exponents = ['e-9', 'e-6', 'e-3', '', 'e3', 'e6', 'e9', 'e12', 'e15', 'e18'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const nano = 10n ** 9n;
const milli = 10n ** 6n;

/** How a quantity was written, which its canonical text keeps. */
export type Form = 'decimal' | 'binary' | 'exponent';

export function formOf(written: string): Form {
  if (written.endsWith('i')) return 'binary';
  return /[eE][-+]?[0-9]/.test(written) ? 'exponent' : 'decimal';
}

/**
 * A quantity as Kubernetes writes it, with the largest suffix that leaves a whole number; anything else stays as it is.
 * With `atLeastMilli` it is first rounded up to thousandths, as containers' resources are when they are defaulted.
 */
export function canonicalQuantity(value: JsonValue, atLeastMilli = false): JsonValue {
  const parsed = parseQuantity(value);
  if (parsed === undefined) return value;
  const over = atLeastMilli ? parsed % milli : 0n;
  return quantityText(parsed - over + (over > 0n ? milli : 0n), formOf(String(value)));
}

/** The text of an amount in billionths. Amounts below 1024 and fractions lose the binary form. */
export function quantityText(amount: bigint, form: Form): string {
  const magnitude = amount < 0n ? -amount : amount;
  if (magnitude === 0n) return '0';
  const isBinary = form === 'binary' && magnitude % nano === 0n && magnitude >= 1024n * nano;
  const text = isBinary
    ? withSuffix(magnitude / nano, 1024n, binarySuffixes)
    : withSuffix(magnitude, 1000n, form === 'exponent' ? exponents : decimalSuffixes);
  return amount < 0n ? `-${text}` : text;
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
