import { Fault } from '../errors.ts';
import type { Row } from '../overloads.ts';
import { intFromBigInt, LibraryValue, type Value } from '../values.ts';

const strict =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** A semantic version (2.0.0). */
class Semver extends LibraryValue {
  readonly type = 'kubernetes.Semver';
  readonly text: string;
  readonly numbers: readonly bigint[];
  readonly prerelease: readonly string[];

  private constructor(text: string, numbers: readonly bigint[], prerelease: readonly string[]) {
    super();
    this.text = text;
    this.numbers = numbers;
    this.prerelease = prerelease;
  }

  /** With `normalize`, takes v1.2 for 1.2.0 and drops leading zeros. */
  static parse(text: string, normalize: boolean): Semver | undefined {
    const whole = normalize ? normalized(text) : text;
    const found = whole.length > 1000 ? null : strict.exec(whole);
    if (found === null) return undefined;
    const [, major = '0', minor = '0', patch = '0', prerelease] = found;
    const parts = prerelease?.split('.') ?? [];
    if (parts.some((part) => /^0\d+$/.test(part))) return undefined;
    const numbers = [major, minor, patch].map(BigInt);
    return numbers.some((number) => number > 0xffff_ffff_ffff_ffffn) ? undefined : new Semver(whole, numbers, parts);
  }

  equals(other: this): boolean {
    return compareTo(this, other) === 0;
  }

  number(at: number): Value {
    return intFromBigInt(this.numbers[at] ?? 0n);
  }
}

function normalized(text: string): string {
  const [, version = '', rest = ''] = /^v?([^-+]*)(.*)$/s.exec(text) ?? [];
  const numbers = version.split('.').map((number) => number.replace(/^0+(?=\d)/, ''));
  while (numbers.length < 3) numbers.push('0');
  return numbers.join('.') + rest;
}

function compareTo(a: Semver, b: Semver): number {
  for (const [at, number] of a.numbers.entries()) {
    const other = b.numbers[at] ?? 0n;
    if (number !== other) return number < other ? -1 : 1;
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return Math.sign(b.prerelease.length - a.prerelease.length);
  for (const [at, part] of a.prerelease.entries()) {
    const other = b.prerelease[at];
    if (other === undefined) return 1;
    const order = comparePart(part, other);
    if (order !== 0) return order;
  }
  return Math.sign(a.prerelease.length - b.prerelease.length);
}

/** Numbers by value and below words, words by their characters. */
function comparePart(a: string, b: string): number {
  const isNumber = [a, b].map((part) => /^\d+$/.test(part));
  if (isNumber[0] !== isNumber[1]) return isNumber[0] === true ? -1 : 1;
  if (isNumber[0] === true && a.length !== b.length) return Math.sign(a.length - b.length);
  return a < b ? -1 : Number(a > b);
}

function semver(text: string, normalize = false): Semver {
  const parsed = Semver.parse(text, normalize);
  if (parsed === undefined) throw new Fault('bad-conversion', `'${text.slice(0, 100)}' is not a semantic version`);
  return parsed;
}

const S = 'kubernetes.Semver';

export const semverRows: readonly Row[] = [
  ['semver', `(string): ${S}`, (text: string) => semver(text)],
  ['semver', `(string, bool): ${S}`, (text: string, normalize: boolean) => semver(text, normalize)],
  ['isSemver', '(string): bool', (text: string) => Semver.parse(text, false) !== undefined],
  [
    'isSemver',
    '(string, bool): bool',
    (text: string, normalize: boolean) => Semver.parse(text, normalize) !== undefined,
  ],
  ...['major', 'minor', 'patch'].map(
    (name, at): Row => [name, `${S}.(): int`, (version: Semver) => version.number(at)],
  ),
  ['compareTo', `${S}.(${S}): int`, compareTo],
  ['isLessThan', `${S}.(${S}): bool`, (a: Semver, b: Semver) => compareTo(a, b) < 0],
  ['isGreaterThan', `${S}.(${S}): bool`, (a: Semver, b: Semver) => compareTo(a, b) > 0],
];
