/**
 * Runtime values. JSON as our reader gives it is a value already: a number that is a safe integer is a CEL int, any other number a
 * double, plain objects are maps with string keys. What JSON cannot say has a class below.
 */
export type Value = null | boolean | number | bigint | string | CelObject | readonly Value[] | ValueMap;
export interface ValueMap {
  readonly [key: string]: Value;
}

/** Base of all classes that are values, so that one `instanceof` tells them from JSON. */
export abstract class CelObject {
  /** Name of the CEL type, as `type()` gives it. */
  abstract readonly type: string;
}

/** Values of Kubernetes' libraries. */
export abstract class LibraryValue extends CelObject {
  /** The other value has the same type. */
  abstract equals(other: this): boolean;
  /** How the value is written in messages and recordings. */
  abstract get text(): string;
}

/** A double that JavaScript would take for an int: whole and safe, -0 included. */
export class Double extends CelObject {
  readonly type = 'double';
  readonly value: number;
  constructor(value: number) {
    super();
    this.value = value;
  }
}

export class Uint extends CelObject {
  readonly type = 'uint';
  readonly value: bigint;
  constructor(value: bigint) {
    super();
    this.value = value;
  }
}

export class Bytes extends CelObject {
  readonly type = 'bytes';
  readonly value: Uint8Array;
  constructor(value: Uint8Array) {
    super();
    this.value = value;
  }
}

export class Duration extends CelObject {
  readonly type = 'google.protobuf.Duration';
  readonly nanoseconds: bigint;
  constructor(nanoseconds: bigint) {
    super();
    this.nanoseconds = nanoseconds;
  }
}

export class Timestamp extends CelObject {
  readonly type = 'google.protobuf.Timestamp';
  /** Since 1970-01-01T00:00:00Z. */
  readonly nanoseconds: bigint;
  /** Minutes east of UTC it was written with: its text keeps them. */
  readonly offset: number;
  constructor(nanoseconds: bigint, offset = 0) {
    super();
    this.nanoseconds = nanoseconds;
    this.offset = offset;
  }
}

export class Optional extends CelObject {
  static readonly none = new Optional(undefined);
  readonly type = 'optional_type';
  readonly value: Value | undefined;
  constructor(value: Value | undefined) {
    super();
    this.value = value;
  }
}

/** What `type(x)` gives and what `int`, `string` … name. */
export class TypeValue extends CelObject {
  readonly type = 'type';
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
}

/** A map with a key that is not a string. Keys are found by `mapKey`, so that 1, 1u and 1.0 are one key. */
export class KeyedMap extends CelObject {
  readonly type = 'map';
  readonly entries: ReadonlyMap<string, readonly [key: Value, value: Value]>;
  constructor(entries: ReadonlyMap<string, readonly [Value, Value]>) {
    super();
    this.entries = entries;
  }
}

/** CEL's name of a value's type. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'double';
    default:
      if (value === null) return 'null_type';
      if (value instanceof CelObject) return value.type;
      return Array.isArray(value) ? 'list' : 'map';
  }
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** A map with string keys only, in the form JSON has. */
export function isPlainMap(value: Value): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof CelObject);
}

export function doubleValue(value: number): Value {
  return Number.isSafeInteger(value) ? new Double(value) : value;
}

/** The number behind a double; undefined for every other value. */
export function doubleOf(value: Value): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? undefined : value;
  return value instanceof Double ? value.value : undefined;
}

/** An int in its one form: number while safe, else bigint. The caller has checked the 64 bits. */
export function intFromBigInt(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

export function isInt(value: Value): value is number | bigint {
  return typeof value === 'number' ? Number.isSafeInteger(value) : typeof value === 'bigint';
}

/** One text per key, equal exactly for keys that CEL takes for the same. */
export function mapKey(key: Value): string | undefined {
  if (typeof key === 'string') return `s${key}`;
  if (typeof key === 'boolean' || key === null) return `c${key}`;
  if (typeof key === 'number' || typeof key === 'bigint') return `n${key}`;
  if (key instanceof Double) return `n${key.value === 0 ? 0 : key.value}`;
  return key instanceof Uint ? `n${key.value}` : undefined;
}

/** Reads an own member; `undefined` when there is none. Never looks at prototypes. */
export function ownMember(map: ValueMap, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
