import { Fault } from '../errors.ts';
import { lengthCost, type Row } from '../overloads.ts';
import { doubleValue, intFromBigInt, LibraryValue, type Value } from '../values.ts';

type Form = 'binary' | 'decimal' | 'exponent';

/** Powers by suffix: of 2 for the binary ones, of 10 for the others. */
const suffixes: Readonly<Record<string, readonly [Form, number]>> = {
  Ki: ['binary', 10],
  Mi: ['binary', 20],
  Gi: ['binary', 30],
  Ti: ['binary', 40],
  Pi: ['binary', 50],
  Ei: ['binary', 60],
  n: ['decimal', -9],
  u: ['decimal', -6],
  m: ['decimal', -3],
  '': ['decimal', 0],
  k: ['decimal', 3],
  M: ['decimal', 6],
  G: ['decimal', 9],
  T: ['decimal', 12],
  P: ['decimal', 15],
  E: ['decimal', 18],
};
const one = 1_000_000_000n;

/** A Kubernetes quantity, exact to the nano as the API machinery keeps it. */
class Quantity extends LibraryValue {
  readonly type = 'kubernetes.Quantity';
  readonly nanos: bigint;
  private readonly form: Form;
  /** Power of ten the API machinery keeps a short number at; undefined for those it keeps as big decimals. Only whole short numbers are integers to it. */
  readonly scale: number | undefined;

  constructor(nanos: bigint, form: Form, scale: number | undefined) {
    super();
    this.nanos = nanos;
    this.form = form;
    this.scale = scale;
  }

  static parse(text: string): Quantity | undefined {
    const found = /^([-+]?)(\d{0,100})(?:\.(\d{0,100}))?([eE][-+]?\d{1,3}|[KMGTPE]i|[numkMGTPE])?$/.exec(text);
    if (found === null || text === '') return undefined;
    const [, sign = '', whole = '', fraction = '', suffix = ''] = found;
    const [form, power]: readonly [Form, number] = suffixes[suffix] ?? ['exponent', Number(suffix.slice(1))];
    const digits = BigInt(`${whole}${fraction}` || '0') * (sign === '-' ? -1n : 1n);
    const isBinary = form === 'binary';
    const shifted = scaled(digits * (isBinary ? 2n ** BigInt(power) : 1n), (isBinary ? 0 : power) - fraction.length);
    return new Quantity(shifted, form, scaleOf(whole, fraction, isBinary, power));
  }

  get isInteger(): boolean {
    return this.scale !== undefined && this.scale >= 0 && BigInt.asIntN(64, this.nanos / one) === this.nanos / one;
  }

  /** Computed as the API machinery does, its rounding included: 0.3 is 3 × 0.1. */
  get approximate(): number {
    const { scale = -9 } = this;
    const base = Number(this.nanos / 10n ** BigInt(9 + scale));
    return this.scale === undefined ? base / 1e9 : base * Number(`1e${scale}`);
  }

  plus(other: Quantity, sign: 1n | -1n): Quantity {
    const scale = this.scale === undefined || other.scale === undefined ? undefined : Math.min(this.scale, other.scale);
    const form = this.nanos === 0n && (sign < 0n || scale === undefined) ? other.form : this.form;
    if (this.nanos === 0n) return new Quantity(sign * other.nanos, form, other.scale);
    return new Quantity(this.nanos + sign * other.nanos, form, other.nanos === 0n ? this.scale : scale);
  }

  equals(other: this): boolean {
    return this.nanos === other.nanos;
  }

  /** The canonical form: the largest suffix that leaves no fraction. */
  get text(): string {
    const isSmall = this.nanos > -1024n * one && this.nanos < 1024n * one;
    if (this.form === 'binary' && !isSmall && this.nanos % one === 0n) return this.binaryText();
    let power = -9;
    let mantissa = this.nanos;
    while (mantissa !== 0n && mantissa % 1000n === 0n && (power < 18 || this.form === 'exponent')) {
      mantissa /= 1000n;
      power += 3;
    }
    if (mantissa === 0n) return '0';
    if (this.form === 'exponent') return power === 0 ? String(mantissa) : `${mantissa}e${power}`;
    return mantissa + suffixOf('decimal', power);
  }

  private binaryText(): string {
    let power = 0;
    let mantissa = this.nanos / one;
    while (mantissa % 1024n === 0n && power < 60) {
      mantissa /= 1024n;
      power += 10;
    }
    return mantissa + (power === 0 ? '' : suffixOf('binary', power));
  }
}

function suffixOf(form: Form, power: number): string {
  return Object.entries(suffixes).find(([, [one, two]]) => one === form && two === power)?.[0] ?? '';
}

/** digits × 10^power in nanos, what is smaller rounded away from zero. */
function scaled(digits: bigint, power: number): bigint {
  if (power + 9 >= 0) return digits * 10n ** BigInt(power + 9);
  const divisor = 10n ** BigInt(-power - 9);
  const rounding = digits % divisor === 0n ? 0n : digits < 0n ? -1n : 1n;
  return digits / divisor + rounding;
}

/** Follows the fast path of the API machinery's parser: at most 15 digits, no fraction before a binary suffix. */
function scaleOf(whole: string, fraction: string, isBinary: boolean, power: number): number | undefined {
  const digits = Math.max(1, whole.replace(/^0+/, '').length);
  if (isBinary) {
    const room = 15 - digits - Math.trunc((power * 3) / 10) - 1;
    return fraction === '' && room >= 0 ? 0 : undefined;
  }
  const scale = power - fraction.length;
  return 15 - digits - fraction.length >= 0 && scale >= -9 ? scale : undefined;
}

function quantity(text: string): Quantity {
  const parsed = Quantity.parse(text);
  if (parsed === undefined)
    throw new Fault('bad-conversion', `'${text.slice(0, 100)}' is not a quantity, such as 1.5Gi or 100m`);
  return parsed;
}

function ofInt(value: number | bigint): Quantity {
  return new Quantity(BigInt(value) * one, 'exponent', 0);
}

function compareTo(a: Quantity, b: Quantity): number {
  return a.nanos < b.nanos ? -1 : Number(a.nanos > b.nanos);
}

function asInteger(value: Quantity): Value {
  if (!value.isInteger) throw new Fault('bad-conversion', `${value.text} is not a whole number`);
  return intFromBigInt(value.nanos / one);
}

const Q = 'kubernetes.Quantity';

export const quantityRows: readonly Row[] = [
  ['quantity', `(string): ${Q}`, quantity, (text: string) => lengthCost(text.length)],
  [
    'isQuantity',
    '(string): bool',
    (text: string) => Quantity.parse(text) !== undefined,
    (text: string) => lengthCost(text.length),
  ],
  ['sign', `(${Q}): int`, (value: Quantity) => Number(value.nanos > 0n) - Number(value.nanos < 0n)],
  ['isInteger', `${Q}.(): bool`, (value: Quantity) => value.isInteger],
  ['asInteger', `${Q}.(): int`, asInteger],
  ['asApproximateFloat', `${Q}.(): double`, (value: Quantity) => doubleValue(value.approximate)],
  ['add', `${Q}.(${Q}): ${Q}`, (a: Quantity, b: Quantity) => a.plus(b, 1n)],
  ['add', `${Q}.(int): ${Q}`, (a: Quantity, b: number | bigint) => a.plus(ofInt(b), 1n)],
  ['sub', `${Q}.(${Q}): ${Q}`, (a: Quantity, b: Quantity) => a.plus(b, -1n)],
  ['sub', `${Q}.(int): ${Q}`, (a: Quantity, b: number | bigint) => a.plus(ofInt(b), -1n)],
  ['compareTo', `${Q}.(${Q}): int`, compareTo],
  ['isLessThan', `${Q}.(${Q}): bool`, (a: Quantity, b: Quantity) => a.nanos < b.nanos],
  ['isGreaterThan', `${Q}.(${Q}): bool`, (a: Quantity, b: Quantity) => a.nanos > b.nanos],
];
