import { isObject, type JsonObject, type JsonValue, join, type Pointer } from '../model/index.ts';

/** JSON as a server's reader sees it, with what is lost once it is a value. */
export interface JsonText {
  value: JsonValue;
  /** Members that their object has more than once. The last one counts; objects and lists under one name are merged. */
  duplicates: ReadonlySet<Pointer>;
  /** Whole numbers written with a point or an exponent: 1.0 is no integer. */
  floats: ReadonlySet<Pointer>;
}

/** Deeper text is refused: nobody writes it, and depth must not come from the input. */
const deepest = 1000;

/** Reads JSON text. Throws SyntaxError with the position of what cannot be read. */
export function readJson(text: string): JsonText {
  const reader = new Reader(text);
  const value = reader.value('', 0);
  reader.end();
  return { value, duplicates: reader.duplicates, floats: reader.floats };
}

const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const blank = /[ \t\r\n]*/y;
const word = /true|false|null/y;

class Reader {
  readonly duplicates = new Set<Pointer>();
  readonly floats = new Set<Pointer>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(pointer: Pointer, depth: number): JsonValue {
    if (depth > deepest) throw this.#unexpected(`nesting deeper than ${deepest}`);
    this.#match(blank);
    const first = this.#text[this.#at];
    if (first === '{') return this.#object(pointer, depth);
    if (first === '[') return this.#list(pointer, depth);
    if (first === '"') return this.#string();
    const literal = this.#match(word);
    if (literal !== undefined) return literal === 'null' ? null : literal === 'true';
    return this.#number(pointer);
  }

  end(): void {
    this.#match(blank);
    if (this.#at < this.#text.length) throw this.#unexpected('text after the value');
  }

  #object(pointer: Pointer, depth: number): JsonObject {
    const object: JsonObject = {};
    this.#at += 1;
    if (this.#ends('}')) return object;
    do {
      this.#match(blank);
      const name = this.#string();
      this.#expect(':');
      const place = join(pointer, name);
      const value = this.value(place, depth + 1);
      const before = Object.hasOwn(object, name) ? object[name] : undefined;
      if (before !== undefined) this.duplicates.add(place);
      const merged = before === undefined ? value : merge(before, value);
      setMember(object, name, merged);
    } while (this.#continues('}'));
    return object;
  }

  #list(pointer: Pointer, depth: number): JsonValue[] {
    const list: JsonValue[] = [];
    this.#at += 1;
    if (this.#ends(']')) return list;
    do list.push(this.value(join(pointer, list.length), depth + 1));
    while (this.#continues(']'));
    return list;
  }

  #string(): string {
    const begin = this.#at;
    if (this.#text[begin] !== '"') throw this.#unexpected('no string');
    let end = begin + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1;
    try {
      // A quoted text is a string or nothing that JSON.parse takes.
      const found = JSON.parse(this.#text.slice(begin, end + 1)) as string;
      this.#at = end + 1;
      return found;
    } catch {
      throw this.#unexpected('a string that is none');
    }
  }

  #number(pointer: Pointer): number | bigint {
    const found = this.#match(number);
    if (found === undefined) throw this.#unexpected('no JSON value');
    const value = Number(found);
    const isPlain = /^-?\d+$/.test(found);
    if (!isPlain && Number.isInteger(value)) this.floats.add(pointer);
    return isPlain && !Number.isSafeInteger(value) ? BigInt(found) : value;
  }

  /** True when the list or object just opened is empty. */
  #ends(close: string): boolean {
    this.#match(blank);
    if (this.#text[this.#at] !== close) return false;
    this.#at += 1;
    return true;
  }

  /** True after a comma, false after the closing sign. */
  #continues(close: string): boolean {
    this.#match(blank);
    const sign = this.#text[this.#at];
    if (sign !== ',' && sign !== close) throw this.#unexpected(`neither ',' nor '${close}'`);
    this.#at += 1;
    return sign === ',';
  }

  #expect(sign: string): void {
    this.#match(blank);
    if (this.#text[this.#at] !== sign) throw this.#unexpected(`no '${sign}'`);
    this.#at += 1;
  }

  #match(form: RegExp): string | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #unexpected(what: string): SyntaxError {
    return new SyntaxError(`${what} at character ${this.#at} of the JSON text`);
  }
}

/**
 * What a reader holds that fills in the later value where the earlier one already is: objects and items of lists are merged. Changes the
 * earlier value: a name that is given thousands of times must not be copied as often.
 */
function merge(before: JsonValue, after: JsonValue): JsonValue {
  if (Array.isArray(before) && Array.isArray(after)) {
    return after.map((item, index) => merge(before[index] ?? null, item));
  }
  if (!isObject(before) || !isObject(after)) return after;
  for (const [name, value] of Object.entries(after)) {
    const earlier = Object.hasOwn(before, name) ? before[name] : undefined;
    setMember(before, name, earlier === undefined ? value : merge(earlier, value));
  }
  return before;
}

/** A name such as __proto__ has to become a member like any other. */
function setMember(object: JsonObject, name: string, value: JsonValue): void {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}
