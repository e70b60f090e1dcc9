/** What a scalar is for Kubernetes' YAML reader. `int` above the signed range is `uint`: a value, but no mapping key. */
export type Scalar =
  | { type: 'null'; value: null }
  | { type: 'bool'; value: boolean }
  | { type: 'int' | 'uint'; value: number | bigint }
  | { type: 'float'; value: number }
  | { type: 'string'; value: string };

const words = new Map<string, Scalar>();
for (const text of ['', '~', 'null', 'Null', 'NULL']) words.set(text, { type: 'null', value: null });
for (const text of ['y', 'yes', 'true', 'on']) addBoolean(text, true);
for (const text of ['n', 'no', 'false', 'off']) addBoolean(text, false);
addFloat('.nan', Number.NaN);
for (const [sign, value] of Object.entries({ '': 1, '+': 1, '-': -1 })) addFloat(`${sign}.inf`, value / 0);

function addBoolean(text: string, value: boolean): void {
  for (const form of [text, text[0]?.toUpperCase() + text.slice(1), text.toUpperCase()])
    words.set(form, { type: 'bool', value });
}

function addFloat(text: string, value: number): void {
  const mixed = text === '.nan' ? '.NaN' : text.replace('inf', 'Inf');
  for (const form of [text, mixed, text.toUpperCase()]) words.set(form, { type: 'float', value });
}

const longestWord = 5;
const integer = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const signedBinary = /^0b[-+][01]+$/;
const short = /^[-+]?[1-9][0-9]{0,14}$/;
const maxInt = 2n ** 63n - 1n;
const minInt = -(2n ** 63n);
const maxUint = 2n ** 64n - 1n;

/**
 * A plain scalar without a tag, by YAML 1.1 as go-yaml 2 implements it: yes/no/on/off are booleans, `0777` is octal, `1_000` a
 * number, dates stay strings, numbers outside their range become floats or strings.
 */
export function resolvePlain(text: string): Scalar {
  if (text.length <= longestWord) {
    const word = words.get(text);
    if (word) return word;
  }
  const first = text.charCodeAt(0);
  // Only digits, signs and a dot begin a number.
  if ((first >= 48 && first <= 57) || first === 43 || first === 45)
    return number(text) ?? { type: 'string', value: text };
  if (first === 46 && decimal.test(text.replaceAll('_', '')))
    return float(text.replaceAll('_', '')) ?? { type: 'string', value: text };
  return { type: 'string', value: text };
}

function number(text: string): Scalar | undefined {
  if (short.test(text)) return { type: 'int', value: Number(text) };
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  if (integer.test(plain)) {
    const parsed = parseInteger(plain);
    if (parsed >= minInt && parsed <= maxInt) return { type: 'int', value: narrow(parsed) };
    if (parsed > maxInt && parsed <= maxUint && plain[0] !== '+') return { type: 'uint', value: parsed };
  }
  if (decimal.test(plain)) return float(plain);
  // A sign after the prefix: go-yaml hands what follows `0b` to a signed parser.
  if (signedBinary.test(plain)) return { type: 'int', value: narrow(parseInteger(`${plain[2]}0b${plain.slice(3)}`)) };
  return undefined;
}

function float(text: string): Scalar | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? { type: 'float', value } : undefined;
}

function parseInteger(text: string): bigint {
  const negative = text[0] === '-';
  const digits = negative || text[0] === '+' ? text.slice(1) : text;
  const octal = digits.length > 1 && digits[0] === '0' && digits.charCodeAt(1) <= 57;
  const magnitude = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  return negative ? -magnitude : magnitude;
}

function narrow(value: bigint): number | bigint {
  const plain = Number(value);
  return Number.isSafeInteger(plain) ? plain : value;
}

const tagPrefix = 'tag:yaml.org,2002:';

/** A scalar with its tag, if any; undefined when the text is not what the tag says. */
export function resolveTagged(text: string, plain: boolean, tag: string | undefined): Scalar | undefined {
  if (tag === undefined) return plain ? resolvePlain(text) : { type: 'string', value: text };
  const wanted = tag.startsWith(tagPrefix) ? tag.slice(tagPrefix.length) : '';
  if (wanted === 'binary') return binary(text);
  if (wanted === 'timestamp') return timestamp.test(text) ? { type: 'string', value: text } : undefined;
  if (!['bool', 'int', 'float', 'null'].includes(wanted)) return { type: 'string', value: text };
  const found = resolvePlain(text);
  if (wanted === 'float' && found.type === 'int') return { type: 'float', value: Number(found.value) };
  return found.type === wanted || (wanted === 'int' && found.type === 'uint') ? found : undefined;
}

const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)?$/;

function binary(text: string): Scalar | undefined {
  const packed = text.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(packed)) return undefined;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return { type: 'string', value: new TextDecoder().decode(bytes) };
}

/** A scalar as a member name; undefined for those that JSON cannot name (null, integers beyond the signed range). */
export function keyText(scalar: Scalar): string | undefined {
  switch (scalar.type) {
    case 'string':
      return scalar.value;
    case 'bool':
    case 'int':
      return String(scalar.value);
    case 'float':
      return floatKey(scalar.value);
    default:
      return undefined;
  }
}

/** The shortest decimal that names the number as a 32-bit float, written by Go's rule: an exponent below 1e-4 and from 1e+6 on. */
function floatKey(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : `${value < 0 ? '-' : ''}.inf`;
  const single = Math.fround(value);
  if (single === 0 || !Number.isFinite(single))
    return single === 0 ? (Object.is(value, -0) ? '-0' : '0') : `${value < 0 ? '-' : ''}.inf`;
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits += 1;
  const [mantissa = '', exponent = '0'] = single.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(single.toPrecision(digits)));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
