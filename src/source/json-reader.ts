import { type JsonObject, type JsonValue, join, segments } from '../model/index.ts';
import { define } from './define.ts';
import {
  deepest,
  type Locate,
  type Reader,
  type Reading,
  Refused,
  reading,
  type Span,
  type TextProblem,
  tooDeep,
} from './reading.ts';
import { resolvePlain } from './scalar.ts';

/** True when the text is JSON as a whole; kubectl too takes a text that begins with a brace for JSON first. */
export function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON that `isJson` has seen: values and duplicate keys in one pass, places only when asked for. */
export const jsonReader: Reader = {
  read: (text) => reading(() => new JsonScanner(text).read()),
  locator: (text) => {
    const root = new JsonScanner(text).place();
    return (pointer, part) => locate(root, pointer, part);
  },
};

interface Place {
  span: Span;
  key?: Span;
  members?: Map<string, Place>;
}

function locate(root: Place, pointer: string, part: Parameters<Locate>[1]): Span | undefined {
  let place: Place | undefined = root;
  for (const segment of segments(pointer)) place = place?.members?.get(segment);
  if (!place?.key || part === undefined || part === 'value') return place?.span;
  return part === 'key' ? place.key : { from: place.key.from, to: place.span.to };
}

/** Walks valid JSON; what to keep of it is the caller's choice. */
class JsonScanner {
  readonly #text: string;
  readonly #problems: TextProblem[] = [];
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Reading {
    return { value: this.#value(), problems: this.#problems };
  }

  /** The same walk, with places in place of values. */
  place(): Place {
    const character = this.#peek();
    const from = this.#at;
    const members = new Map<string, Place>();
    if (character === '{') {
      this.#items('}', () => {
        const key = this.#key();
        const place = this.place();
        place.key = key.span;
        members.set(key.name, place);
      });
    } else if (character === '[') this.#items(']', (at) => members.set(String(at), this.place()));
    else this.#scalar(character);
    return members.size > 0 ? { span: { from, to: this.#at }, members } : { span: { from, to: this.#at } };
  }

  #value(): JsonValue {
    const character = this.#peek();
    if (character !== '{' && character !== '[') return this.#scalar(character);
    if (this.#path.length >= deepest) throw tooDeep({ from: this.#at, to: this.#at + 1 });
    if (character === '{') return this.#object();
    const list: JsonValue[] = [];
    this.#items(']', (at) => {
      this.#path.push(at);
      list.push(this.#value());
      this.#path.pop();
    });
    return list;
  }

  #object(): JsonObject {
    const object: JsonObject = {};
    const first = new Map<string, Span>();
    this.#items('}', () => {
      const { name, span } = this.#key();
      this.#path.push(name);
      const earlier = first.get(name);
      if (earlier) this.#noteDuplicate(name, span, earlier);
      else first.set(name, span);
      define(object, name, this.#value());
      this.#path.pop();
    });
    return object;
  }

  #noteDuplicate(name: string, span: Span, first: Span): void {
    this.#problems.push({
      kind: 'duplicate-key',
      message: `The key \`${name}\` stands twice in this object: the last one wins, the other is lost. Delete one.`,
      span,
      pointer: join('', ...this.#path),
      related: [{ message: 'first here', span: first }],
    });
  }

  #items(close: string, item: (at: number) => void): void {
    this.#at += 1;
    for (let count = 0; this.#peek() !== close; count += 1) {
      if (this.#text[this.#at] === ',') this.#at += 1;
      item(count);
    }
    this.#at += 1;
  }

  #key(): { name: string; span: Span } {
    this.#peek();
    const from = this.#at;
    const name = this.#string();
    const span = { from, to: this.#at };
    this.#peek();
    this.#at += 1;
    return { name, span };
  }

  #scalar(character: string): JsonValue {
    if (character === '"') return this.#string();
    const from = this.#at;
    while (/[^\s,\]}]/.test(this.#text[this.#at] ?? ' ')) this.#at += 1;
    const { type, value } = resolvePlain(this.#text.slice(from, this.#at));
    if (type !== 'string') return value;
    throw new Refused('This number is too large for Kubernetes. Write a smaller one, or a text.', {
      from,
      to: this.#at,
    });
  }

  #string(): string {
    const from = this.#at;
    const text = this.#text;
    let at = from + 1;
    let escaped = false;
    for (let code = text.charCodeAt(at); code !== 34; code = text.charCodeAt(at)) {
      if (code === 92) escaped = true;
      at += code === 92 ? 2 : 1;
    }
    this.#at = at + 1;
    // A string between its quotes, in text that JSON.parse has accepted.
    return escaped ? (JSON.parse(text.slice(from, this.#at)) as string) : text.slice(from + 1, at);
  }

  /** The next character that is no white space. */
  #peek(): string {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return this.#text[this.#at] ?? '';
      this.#at += 1;
    }
  }
}
