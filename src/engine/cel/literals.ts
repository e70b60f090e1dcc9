import { CelError } from './errors.ts';
import { Bytes, doubleValue, intFromBigInt, Uint, type Value } from './values.ts';

interface NumberText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** int, uint or double by its form; refuses what does not fit 64 bits. */
export function readNumber(token: NumberText, negative: boolean): Value {
  const { text, start, end } = token;
  const isHex = text.startsWith('0x');
  if (!isHex && /[.eE]/.test(text)) {
    const double = Number(text);
    if (!Number.isFinite(double)) throw new CelError('parse', `${text} is too large for a double`, start, end);
    return doubleValue(negative ? -double : double);
  }
  if (/[uU]$/.test(text)) {
    const whole = BigInt(text.slice(0, -1));
    if (whole > 0xffff_ffff_ffff_ffffn) throw new CelError('parse', `${text} is too large for a uint`, start, end);
    return new Uint(whole);
  }
  const whole = negative ? -BigInt(text) : BigInt(text);
  if (BigInt.asIntN(64, whole) !== whole) throw new CelError('parse', `${text} is too large for an int`, start, end);
  return intFromBigInt(whole);
}

const simpleEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '?': '?',
  '"': '"',
  "'": "'",
  '`': '`',
};

/** Reads the string or bytes literal that starts with `opening` (prefix letters and quotes). */
export function readString(text: string, start: number, opening: string): { value: Value; end: number } {
  const quotes = opening.replace(/^[a-zA-Z]+/, '');
  const prefix = opening.slice(0, opening.length - quotes.length).toLowerCase();
  const isRaw = prefix.includes('r');
  const from = start + opening.length;
  const to = closingQuote(text, from, quotes, isRaw);
  if (to === undefined)
    throw new CelError('parse', `the string that starts here has no closing ${quotes}`, start, text.length);
  const isBytes = prefix.includes('b');
  const body = text.slice(from, to).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const end = to + quotes.length;
  if (isBytes) return { value: new Bytes(isRaw ? utf8(body) : unescapeBytes(body, from)), end };
  return { value: isRaw ? body : unescapeText(body, from), end };
}

function closingQuote(text: string, from: number, quotes: string, isRaw: boolean): number | undefined {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\\' && !isRaw) at++;
    else if (quotes.length === 1 && (character === '\n' || character === '\r')) return undefined;
    else if (text.startsWith(quotes, at)) return at;
  }
  return undefined;
}

const escapes = /\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|(.))?/gsu;

function badEscape(escaped: string, offset: number): CelError {
  return new CelError(
    'parse',
    `'${escaped}' is no escape sequence; write \\\\ for a backslash`,
    offset,
    offset + escaped.length,
  );
}

function unescapeText(body: string, offset: number): string {
  if (!body.includes('\\')) return body;
  return body.replace(escapes, (all, hex, short, long, octal, letter, at: number) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    const digits = hex ?? short ?? long;
    const simple = digits === undefined ? simpleEscapes[letter ?? ''] : undefined;
    if (simple !== undefined) return simple;
    const code = Number.parseInt(digits ?? '', 16);
    if (!(code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) throw badEscape(all, offset + at);
    return String.fromCodePoint(code);
  });
}

/** \x and octal escapes are single bytes here; \u and \U are not allowed. */
function unescapeBytes(body: string, offset: number): Uint8Array {
  const bytes: number[] = [];
  let last = 0;
  for (const found of body.matchAll(escapes)) {
    const [all, hex, short, long, octal, letter] = found;
    for (const byte of utf8(body.slice(last, found.index))) bytes.push(byte);
    last = found.index + all.length;
    const simple = simpleEscapes[letter ?? ''];
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (simple !== undefined && short === undefined && long === undefined) bytes.push(...utf8(simple));
    else throw badEscape(all, offset + found.index);
  }
  for (const byte of utf8(body.slice(last))) bytes.push(byte);
  return Uint8Array.from(bytes);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
