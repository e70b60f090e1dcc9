const pattern = /^([+-]?)(\d*)(?:\.(\d*))?([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;
const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const nano = 10n ** 9n;

export interface Quantity {
  /** In billionths, rounded away from zero as Kubernetes does. */
  nano: bigint;
  format: 'decimal' | 'binary' | 'exponent';
}

/** Reads a quantity; undefined when the text is none, or too large to be one that anybody meant. */
export function readQuantity(value: unknown): Quantity | undefined {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  const match = typeof text === 'string' && text.length <= 64 ? pattern.exec(text) : null;
  const [, sign, whole = '', fraction = '', suffix = ''] = match ?? [];
  if (match === null || whole + fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  const exponent = /^[eE]./.test(suffix) ? Number(suffix.slice(1)) : 0;
  if (Math.abs(exponent) > 40) return undefined;
  const binary = binarySuffixes.indexOf(suffix);
  const decimal = decimalSuffixes.indexOf(suffix);
  const power = exponent !== 0 || decimal < 0 ? exponent : (decimal - 3) * 3;
  const scaled = binary > 0 ? digits * 1024n ** BigInt(binary) : digits;
  const magnitude = scale(scaled, 9 + power - fraction.length);
  const format = binary > 0 ? 'binary' : /^[eE]./.test(suffix) ? 'exponent' : 'decimal';
  return { nano: sign === '-' ? -magnitude : magnitude, format };
}

function scale(value: bigint, power: number): bigint {
  if (power >= 0) return value * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (value + divisor - 1n) / divisor;
}

/** The canonical text: the largest suffix that leaves a whole number. */
export function quantityText(quantity: Quantity): string {
  const negative = quantity.nano < 0n;
  const magnitude = negative ? -quantity.nano : quantity.nano;
  if (magnitude === 0n) return '0';
  const whole = magnitude % nano === 0n;
  const text =
    quantity.format === 'binary' && whole && magnitude >= 1024n * nano
      ? withSuffix(magnitude / nano, 1024n, binarySuffixes)
      : quantity.format === 'exponent'
        ? withSuffix(
            magnitude,
            1000n,
            decimalSuffixes.map((_, index) => (index === 3 ? '' : `e${(index - 3) * 3}`)),
          )
        : withSuffix(magnitude, 1000n, decimalSuffixes);
  return negative ? `-${text}` : text;
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

/** The canonical text of what stands in a manifest; anything that is no quantity stays as it is. */
export function canonicalQuantity<Value>(value: Value): Value | string {
  const quantity = readQuantity(value);
  return quantity === undefined ? value : quantityText(quantity);
}

/** Rounded up to thousandths, as containers' resources are when they are defaulted. */
export function roundedToMilli(value: unknown): string | undefined {
  const quantity = readQuantity(value);
  if (quantity === undefined) return undefined;
  const milli = 10n ** 6n;
  const over = quantity.nano % milli;
  if (over === 0n) return quantityText(quantity);
  return quantityText({ ...quantity, nano: quantity.nano - over + (over > 0n ? milli : 0n) });
}
