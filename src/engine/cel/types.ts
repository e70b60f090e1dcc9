/**
 * A static type: `string`, `int`, `dyn`, `list(T)`, `map(K, V)`, `optional_type(T)`, `type(T)`, the name of a record, or a type
 * variable (a capital letter in signatures, `%1` while types are inferred).
 */
export interface Type {
  readonly name: string;
  readonly params: readonly Type[];
  readonly isVariable: boolean;
}

const none: readonly Type[] = [];

export function simple(name: string): Type {
  return { name, params: none, isVariable: false };
}

export const dyn = simple('dyn');
export const bool = simple('bool');
export const string = simple('string');
export const int = simple('int');
export const nullType = simple('null_type');

export function variable(name: string): Type {
  return { name, params: none, isVariable: true };
}

export function listOf(item: Type): Type {
  return { name: 'list', params: [item], isVariable: false };
}

export function mapOf(key: Type, value: Type): Type {
  return { name: 'map', params: [key, value], isVariable: false };
}

export function optionalOf(value: Type): Type {
  return { name: 'optional_type', params: [value], isVariable: false };
}

export function typeOf(value: Type): Type {
  return { name: 'type', params: [value], isVariable: false };
}

export function param(type: Type, index: number): Type {
  return type.params[index] ?? dyn;
}

export function isDyn(type: Type): boolean {
  return type.name === 'dyn';
}

/** `list(string)`, `map(string, int)`: the text `parseType` reads. */
export function typeText(type: Type): string {
  return type.params.length === 0 ? type.name : `${type.name}(${type.params.map(typeText).join(', ')})`;
}

export function sameType(a: Type, b: Type): boolean {
  return (
    a.name === b.name && a.params.length === b.params.length && a.params.every((one, at) => sameType(one, param(b, at)))
  );
}

/** Whether a type has more than `limit` parts; looks at no more. */
export function isLarger(type: Type, limit: number): boolean {
  let left = limit;
  const walk = (part: Type): boolean => left-- <= 0 || part.params.some(walk);
  return walk(type);
}

/** Reads a type as declarations write it; `map(T)` has string keys. Throws on text that is none: declarations are ours. */
export function parseType(text: string): Type {
  const reader = new TypeReader(text);
  const type = reader.type();
  if (!reader.atEnd()) throw new Error(`'${text}' is not a type`);
  return type;
}

/** A signature: `(string, int): bool`, for methods with the receiver's type in front: `string.(int): string`. */
export interface Signature {
  readonly isMethod: boolean;
  /** The receiver first. */
  readonly params: readonly Type[];
  readonly result: Type;
}

export function parseSignature(text: string): Signature {
  const reader = new TypeReader(text);
  const isMethod = !text.startsWith('(');
  const receiver = isMethod ? [reader.type()] : [];
  if (isMethod) reader.take('.');
  const params = [...receiver, ...reader.params()];
  reader.take(':');
  return { isMethod, params, result: reader.type() };
}

class TypeReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text.replaceAll(' ', '');
  }

  type(): Type {
    const name = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y;
    name.lastIndex = this.at;
    const found = name.exec(this.text)?.[0];
    if (found === undefined) throw new Error(`'${this.text}' is not a type`);
    this.at += found.length;
    if (/^[A-Z]$/.test(found)) return variable(found);
    const params = this.text[this.at] === '(' ? this.params() : none;
    const isKeyless = found === 'map' && params.length === 1;
    return { name: found, params: isKeyless ? [string, ...params] : params, isVariable: false };
  }

  params(): readonly Type[] {
    const params: Type[] = [];
    this.take('(');
    while (this.text[this.at] !== ')') {
      params.push(this.type());
      if (this.text[this.at] !== ')') this.take(',');
    }
    this.take(')');
    return params;
  }

  take(sign: string): void {
    if (!this.text.startsWith(sign, this.at)) throw new Error(`'${this.text}' is not a type: '${sign}' is missing`);
    this.at += sign.length;
  }

  atEnd(): boolean {
    return this.at === this.text.length;
  }
}
