import { CelError } from './errors.ts';
import { isNumberToken, Lexer, numberValue, type Token } from './lexer.ts';
import { expandMacro } from './macros.ts';
import {
  dottedName,
  type Expression,
  type ListElement,
  type MapEntry,
  type MessageField,
  type Parsed,
  type Span,
} from './syntax.ts';

/** Kubernetes' parser stops at this depth of nesting; it also bounds our own recursion over the tree. */
const deepest = 250;

const reserved = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);
/** How tightly operators bind. */
const ranks: ReadonlyMap<string, number> = new Map([
  ...['==', '!=', '<', '<=', '>', '>=', 'in'].map((name) => [name, 1] as const),
  ...['+', '-'].map((name) => [name, 2] as const),
  ...['*', '/', '%'].map((name) => [name, 3] as const),
]);

/** Kubernetes' parser reads no longer texts. */
const longest = 100_000;

/** Reads one CEL expression, macros expanded. Throws CelError with the stage `parse`. */
export function parseExpression(text: string): Parsed {
  if (text.length > longest) throw new CelError('parse', `longer than ${longest} characters`, longest, text.length);
  return { text, root: new Parser(text).whole() };
}

class Parser {
  private readonly lexer: Lexer;
  private token: Token;
  private depth = 0;

  constructor(text: string) {
    this.lexer = new Lexer(text);
    this.token = this.lexer.next();
  }

  whole(): Expression {
    const root = this.expression();
    if (this.token.kind !== 'end') throw this.unexpected('the end of the expression or an operator');
    return root;
  }

  private expression(): Expression {
    this.deeper(this.token, ++this.depth);
    const condition = this.or();
    let node = condition;
    if (this.accept('?')) {
      const then = this.or();
      this.expect(':');
      const otherwise = this.expression();
      node = { kind: 'conditional', condition, then, otherwise, start: condition.start, end: otherwise.end };
    }
    this.depth--;
    return node;
  }

  private or(): Expression {
    const first = this.and();
    return this.is('||') ? this.logical('or', first, () => this.and()) : first;
  }

  private and(): Expression {
    const first = this.relation(1);
    return this.is('&&') ? this.logical('and', first, () => this.relation(1)) : first;
  }

  private logical(kind: 'and' | 'or', first: Expression, operand: () => Expression): Expression {
    const operands = [first];
    while (this.accept(kind === 'and' ? '&&' : '||')) operands.push(operand());
    return { kind, operands, start: first.start, end: operands.at(-1)?.end ?? first.end };
  }

  /** Operators of `rank` and above, grouped from the left. The tree is as deep as a chain is long, hence the limit. */
  private relation(rank: number): Expression {
    let left = this.unary();
    for (let length = 1; this.token.kind === 'sign'; length++) {
      const name = this.token.text;
      const own = ranks.get(name) ?? 0;
      if (own < rank) break;
      this.deeper(this.token, this.depth + length);
      this.advance();
      const right = this.relation(own + 1);
      left = { kind: 'call', name, args: [left, right], start: left.start, end: right.end };
    }
    return left;
  }

  private unary(): Expression {
    const { start, text } = this.token;
    if (!this.is('!') && !this.is('-')) return this.member();
    let count = 0;
    while (this.accept(text)) count++;
    if (text === '-' && count === 1 && isNumberToken(this.token) && !/[uU]$/.test(this.token.text)) {
      return this.member(start);
    }
    const operand = this.member();
    // As cel-go has it, signs cancel in pairs, whatever the operand is.
    if (count % 2 === 0) return operand;
    return { kind: 'call', name: text, args: [operand], start, end: operand.end };
  }

  private member(minus?: number): Expression {
    let node = this.primary(minus);
    for (let length = 1; ; length++) {
      if (!this.is('.') && !this.is('[') && !this.is('{')) return node;
      this.deeper(this.token, this.depth + length);
      if (this.accept('.')) node = this.field(node);
      else if (this.accept('[')) node = this.index(node);
      else node = this.message(node);
    }
  }

  private field(operand: Expression): Expression {
    const optional = this.accept('?');
    const name = this.token;
    if (name.kind !== 'identifier') throw this.unexpected('the name of a field');
    this.advance();
    if (optional || !this.is('(')) {
      return { kind: 'select', operand, field: name.text, optional, test: false, start: operand.start, end: name.end };
    }
    const { args, end } = this.argumentList();
    return expandMacro({ kind: 'call', name: name.text, target: operand, args, start: operand.start, end });
  }

  private index(operand: Expression): Expression {
    const name = this.accept('?') ? '[?]' : '[]';
    const index = this.expression();
    const end = this.expect(']');
    return { kind: 'call', name, args: [operand, index], start: operand.start, end };
  }

  private message(operand: Expression): Expression {
    const type = dottedName(operand);
    if (type === undefined) throw this.unexpected('an operator');
    this.advance();
    const fields: MessageField[] = [];
    const end = this.sequence('}', true, () => {
      const optional = this.accept('?');
      const name = this.token;
      if (name.kind !== 'identifier') throw this.unexpected('the name of a field');
      this.advance();
      this.expect(':');
      fields.push({ name: name.text, optional, value: this.expression() });
    });
    return { kind: 'message', type, fields, start: operand.start, end };
  }

  private primary(minus?: number): Expression {
    const token = this.token;
    if (token.kind === 'literal') {
      this.advance();
      const start = minus ?? token.start;
      const value = isNumberToken(token) ? numberValue(token, minus !== undefined) : token.value;
      return { kind: 'literal', value, start, end: token.end };
    }
    if (token.kind === 'identifier') return this.name(token.start);
    if (this.accept('.')) return this.name(token.start);
    if (this.accept('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (this.accept('[')) return this.list(token.start);
    if (this.accept('{')) return this.map(token.start);
    throw this.unexpected('a value');
  }

  private name(start: number): Expression {
    const token = this.token;
    if (token.kind !== 'identifier') throw this.unexpected('a name');
    if (reserved.has(token.text)) {
      throw new CelError('parse', `'${token.text}' is reserved in CEL and cannot be a name`, token.start, token.end);
    }
    this.advance();
    if (!this.is('(')) return { kind: 'identifier', name: token.text, start, end: token.end };
    const { args, end } = this.argumentList();
    return expandMacro({ kind: 'call', name: token.text, args, start, end });
  }

  private argumentList(): { args: Expression[]; end: number } {
    this.expect('(');
    const args: Expression[] = [];
    const end = this.sequence(')', false, () => args.push(this.expression()));
    return { args, end };
  }

  private list(start: number): Expression {
    const elements: ListElement[] = [];
    const end = this.sequence(']', true, () => {
      elements.push({ optional: this.accept('?'), value: this.expression() });
    });
    return { kind: 'list', elements, start, end };
  }

  private map(start: number): Expression {
    const entries: MapEntry[] = [];
    const end = this.sequence('}', true, () => {
      const optional = this.accept('?');
      const key = this.expression();
      this.expect(':');
      entries.push({ optional, key, value: this.expression() });
    });
    return { kind: 'map', entries, start, end };
  }

  /** Items between commas up to `closing`; gives where `closing` ends. */
  private sequence(closing: string, trailingComma: boolean, item: () => void): number {
    while (!this.is(closing)) {
      item();
      if (this.is(closing)) break;
      this.expect(',');
      if (this.is(closing) && !trailingComma) throw this.unexpected('a value');
    }
    return this.expect(closing);
  }

  private advance(): void {
    this.token = this.lexer.next();
  }

  private is(text: string): boolean {
    return this.token.kind === 'sign' && this.token.text === text;
  }

  private accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.advance();
    return true;
  }

  private expect(text: string): number {
    if (!this.is(text)) throw this.unexpected(`'${text}'`);
    const { end } = this.token;
    this.advance();
    return end;
  }

  private unexpected(wanted: string): CelError {
    const { kind, text, start, end } = this.token;
    return new CelError('parse', `found ${kind === 'end' ? 'the end' : `'${text}'`}, wanted ${wanted}`, start, end);
  }

  private deeper(place: Span, depth: number): void {
    if (depth > deepest) throw new CelError('parse', `nested deeper than ${deepest} levels`, place.start, place.end);
  }
}
