import { parseQuantity } from '../../model/index.ts';
import { formOf } from '../library/quantity.ts';
import { type Amount, add, divide, ExpressionError, larger, multiply, negate, smaller } from './amount.ts';

/** Nobody nests deeper; reading must not exhaust the stack. */
const deepest = 100;
const longest = 2000;

/** A number with what follows it, a name, or a sign. */
const token =
  /\s*(?:([0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]*(?:%|(?<![eE])[A-Za-z]+)?|%|[A-Za-z]+)?|\.[0-9]*(?:[eE][-+]?[0-9]*(?:%|(?<![eE])[A-Za-z]+)?|%|[A-Za-z]+)?)|([A-Za-z][A-Za-z0-9_]*)|(\S))/y;

/** Units of quantities; any other makes the whole number 0, without a word. */
const units = new Set(['m', 'k', 'M', 'G', 'T', 'P', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi']);

interface Token {
  kind: 'number' | 'name' | 'sign' | 'end';
  text: string;
}

/**
 * The value of an expression of resourcesPolicy, as Kruise 1.9 computes it: + - * / unary minus, parentheses, max and min of two.
 * Throws ExpressionError on anything else, and on a negative result.
 */
export function evaluate(text: string, variables: ReadonlyMap<string, Amount>): Amount {
  if (text.length > longest) throw new ExpressionError('the expression is too long');
  const result = new Reader(tokens(text), variables).whole();
  const size = 'nano' in result ? result.nano : result.number;
  if (size < 0) throw new ExpressionError('the result is negative');
  return result;
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [, number, name, sign = ''] = match;
    if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (name !== undefined) found.push({ kind: 'name', text: name.toLowerCase() });
    else found.push({ kind: 'sign', text: sign });
  }
  return found;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #variables: ReadonlyMap<string, Amount>;
  #at = 0;
  #depth = 0;

  constructor(found: readonly Token[], variables: ReadonlyMap<string, Amount>) {
    this.#tokens = found;
    this.#variables = variables;
  }

  whole(): Amount {
    const value = this.#sum();
    if (this.#next().kind !== 'end') throw new ExpressionError(`unexpected '${this.#next().text}'`);
    return value;
  }

  #next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #takes(sign: string): boolean {
    const { kind, text } = this.#next();
    if (kind !== 'sign' || text !== sign) return false;
    this.#at += 1;
    return true;
  }

  #needs(sign: string): void {
    if (!this.#takes(sign)) throw new ExpressionError(`'${sign}' expected`);
  }

  #sum(): Amount {
    this.#depth += 1;
    if (this.#depth > deepest) throw new ExpressionError('the expression is nested too deeply');
    let value = this.#product();
    for (;;) {
      if (this.#takes('+')) value = add(value, this.#product());
      else if (this.#takes('-')) value = add(value, negate(this.#product()));
      else break;
    }
    this.#depth -= 1;
    return value;
  }

  #product(): Amount {
    let value = this.#factor();
    for (;;) {
      if (this.#takes('*')) value = multiply(value, this.#factor());
      else if (this.#takes('/')) value = divide(value, this.#factor());
      else return value;
    }
  }

  #factor(): Amount {
    let isNegative = false;
    while (this.#takes('-')) isNegative = !isNegative;
    const value = this.#primary();
    return isNegative ? negate(value) : value;
  }

  #primary(): Amount {
    if (this.#takes('(')) {
      const value = this.#sum();
      this.#needs(')');
      return value;
    }
    const { kind, text } = this.#next();
    this.#at += 1;
    if (kind === 'number') return amountOf(text);
    if (kind !== 'name')
      throw new ExpressionError(text === '' ? 'the expression ends too early' : `unexpected '${text}'`);
    if (this.#takes('(')) return this.#call(text);
    const value = this.#variables.get(text);
    if (value === undefined) throw new ExpressionError(`undefined variable: ${text}`);
    return value;
  }

  #call(name: string): Amount {
    const first = this.#sum();
    this.#needs(',');
    const second = this.#sum();
    this.#needs(')');
    if (name === 'max') return larger(first, second);
    if (name === 'min') return smaller(first, second);
    throw new ExpressionError(`unknown function: ${name}`);
  }
}

function amountOf(text: string): Amount {
  const unit = /^[0-9.eE+-]*/.exec(text)?.[0].length ?? 0;
  if (units.has(text.slice(unit))) {
    const nano = parseQuantity(text);
    if (nano === undefined) throw new ExpressionError(`'${text}' is no quantity`);
    return { nano, form: formOf(text) };
  }
  const isPercent = text.endsWith('%');
  const digits = isPercent ? text.slice(0, -1) : text;
  if (!/^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/.test(digits)) return { number: 0 };
  return { number: Number(digits) / (isPercent ? 100 : 1) };
}
