import { CelError } from './errors.ts';
import { readNumber, readString } from './literals.ts';
import type { Value } from './values.ts';

export type TokenKind = 'end' | 'identifier' | 'literal' | 'sign';

/** The token at hand; `text` is a sign or a name, `value` belongs to literals. */
export interface Token {
  kind: TokenKind;
  text: string;
  value: Value;
  start: number;
  end: number;
}

const blank = /(?:[\t\n\f\r ]|\/\/[^\n\r]*)*/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const number = /0x[0-9a-fA-F]+[uU]?|\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?|\d+[uU]?/y;
const sign = /==|!=|<=|>=|&&|\|\||[-+*/%<>()[\]{}.,:?!]/y;
const quote = /(?:[rR][bB]?|[bB][rR]?)?(?:"""|'''|"|')/y;

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Cuts the text into tokens. A number after a minus is read by the parser, which alone knows whether the minus belongs to it. */
export class Lexer {
  readonly text: string;
  private position = 0;

  constructor(text: string) {
    this.text = text;
  }

  next(): Token {
    const start = this.skipBlank();
    if (start >= this.text.length) return this.token('end', '', start, start);
    const code = this.text.charCodeAt(start);
    if (isLetter(code)) return this.quoted(start) ?? this.word(match(name, this.text, start) ?? '', start);
    if (code === 0x22 || code === 0x27) return this.quoted(start) ?? this.unknown(start);
    const digits = isDigit(code) || code === 0x2e ? match(number, this.text, start) : undefined;
    if (digits !== undefined) return this.token('literal', digits, start, start + digits.length);
    const found = match(sign, this.text, start);
    return found === undefined ? this.unknown(start) : this.token('sign', found, start, start + found.length);
  }

  private skipBlank(): number {
    const code = this.text.charCodeAt(this.position);
    // Most tokens follow one another, or a single blank.
    if (code > 0x20 && code !== 0x2f) return this.position;
    return this.position + (match(blank, this.text, this.position)?.length ?? 0);
  }

  private quoted(start: number): Token | undefined {
    const opening = match(quote, this.text, start);
    if (opening === undefined) return undefined;
    const { value, end } = readString(this.text, start, opening);
    return this.token('literal', this.text.slice(start, end), start, end, value);
  }

  private unknown(start: number): never {
    const character = String.fromCodePoint(this.text.codePointAt(start) ?? 0);
    throw new CelError('parse', `'${character}' has no meaning in CEL`, start, start + character.length);
  }

  private word(text: string, start: number): Token {
    const end = start + text.length;
    if (text === 'true' || text === 'false') return this.token('literal', text, start, end, text === 'true');
    if (text === 'null') return this.token('literal', text, start, end, null);
    return this.token(text === 'in' ? 'sign' : 'identifier', text, start, end);
  }

  private token(kind: TokenKind, text: string, start: number, end: number, value: Value = null): Token {
    this.position = end;
    return { kind, text, value, start, end };
  }
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** True for `12`, `0x1f`, `.5`; names and strings never start so. */
export function isNumberToken(token: Token): boolean {
  return token.kind === 'literal' && (isDigit(token.text.charCodeAt(0)) || token.text.startsWith('.'));
}

/** The value of a number token, a leading minus included: -9223372036854775808 is an int, 9223372036854775808 is none. */
export function numberValue(token: Token, negative: boolean): Value {
  return readNumber(token, negative);
}
