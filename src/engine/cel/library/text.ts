/** Strings as sequences of code points, with the plain UTF-16 way for the usual text that has no surrogates. */

const surrogate = /[\ud800-\udfff]/;

export function codePoints(text: string): string[] | string {
  return surrogate.test(text) ? [...text] : text;
}

export function codePointLength(text: string): number {
  if (!surrogate.test(text)) return text.length;
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Code points from `start` to before `end`. */
export function slice(text: string, start: number, end: number): string {
  const points = codePoints(text);
  return typeof points === 'string' ? points.slice(start, end) : points.slice(start, end).join('');
}

/** UTF-16 offset of code point `index`. */
export function unitOffset(text: string, index: number): number {
  return surrogate.test(text) ? slice(text, 0, index).length : index;
}

/** Code point index of the UTF-16 offset; -1 stays -1. */
export function pointIndex(text: string, offset: number): number {
  return offset < 0 ? -1 : codePointLength(text.slice(0, offset));
}

/** A double as Go's strconv writes it with 'g': 1e+06, 0.5, 1e-07, NaN, +Inf. */
export function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 6)
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  return plainDecimal(value);
}

/** Digits without an exponent. */
export function plainDecimal(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const [mantissa = '', exponent = ''] = text.split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const power = Number(exponent);
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${whole}${fraction}`;
  return sign + (whole + fraction).padEnd(whole.length + power, '0');
}

/** Fixed digits, ties to even as Go rounds (JavaScript's toFixed rounds 2.5 up). */
export function fixed(value: number, digits: number): string {
  const rounded = value.toFixed(digits);
  const exact = value.toFixed(Math.min(100, digits + 30));
  const rest = exact.slice(exact.indexOf('.') + 1 + digits);
  if (!/^50*$/.test(rest)) return rounded;
  const lower = exact.slice(0, exact.length - rest.length).replace(/\.$/, '');
  return /[02468]$/.test(lower) ? lower : rounded;
}
