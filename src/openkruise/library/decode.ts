import { isObject, type JsonObject, type JsonValue, join, type Pointer, parseQuantity } from '../../model/index.ts';
import type { Shape } from '../../target/index.ts';
import { canonicalQuantity } from './quantity.ts';
import { alwaysWritten, isKept, type Library, shapeOf } from './shape.ts';

/** Thrown where a value cannot be what its field holds: the webhook then refuses the whole object. */
export class NotDecodable extends Error {
  /** Of the value, from the object that was read. */
  pointer: Pointer = '';
}

/** Names the step that leads to a value which cannot be read. */
function below<Value>(step: string | number, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotDecodable) error.pointer = join('', step) + error.pointer;
    throw error;
  }
}

/**
 * Reads a value as a Go type of the library and writes it again: unknown fields, nulls and empty members are gone, quantities
 * are in their canonical form. What is handed in stays as it is.
 */
export function reencode(library: Library, type: string, value: JsonObject): JsonObject {
  const written: JsonObject = Object.create(null);
  for (const [name, member] of Object.entries(value)) {
    const shape = shapeOf(library, type, name);
    if (shape === undefined || member === null) continue;
    const encoded = below(name, () => encodeValue(library, shape, member));
    if (isKept(type, name) || !isEmpty(shape, encoded)) written[name] = encoded;
  }
  for (const [name, member] of Object.entries(alwaysWritten(type))) {
    // Values of the table are plain JSON.
    if (shapeOf(library, type, name) !== undefined) written[name] ??= structuredClone(member) as JsonValue;
  }
  return written;
}

function encodeValue(library: Library, shape: Shape, value: JsonValue): JsonValue {
  const item = shape.item ?? { kind: 'scalar', name: 'any' };
  if (shape.kind === 'object' && isObject(value)) return reencode(library, shape.name, value);
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.map((member, index) =>
      member === null ? zeroOf(library, item) : below(index, () => encodeValue(library, item, member)),
    );
  }
  if (shape.kind === 'map' && isObject(value)) {
    const map: JsonObject = Object.create(null);
    for (const [key, member] of Object.entries(value)) {
      map[key] = member === null ? zeroOf(library, item) : below(key, () => encodeValue(library, item, member));
    }
    return map;
  }
  if (shape.kind !== 'scalar' || !fits(shape.name, value))
    throw new NotDecodable(wanted[shape.kind] ?? wanted[shape.name] ?? shape.name);
  return shape.name === 'quantity' ? canonicalQuantity(value) : value;
}

/** What a field takes, in words. */
const wanted: Readonly<Record<string, string>> = {
  object: 'an object',
  map: 'an object',
  list: 'a list',
  string: 'a string',
  boolean: 'true or false',
  int32: 'a whole number',
  int64: 'a whole number',
  intOrString: 'a whole number or a string',
  quantity: 'a quantity such as 100m or 64Mi',
  time: 'a time',
};

const isInteger = (value: JsonValue): boolean => typeof value === 'bigint' || Number.isSafeInteger(value);
const isInt32 = (value: JsonValue): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;

const scalars: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  int32: isInt32,
  int64: isInteger,
  intOrString: (value) => typeof value === 'string' || isInt32(value),
  quantity: (value) => parseQuantity(value) !== undefined,
  time: (value) => typeof value === 'string',
};

function fits(name: string, value: JsonValue): boolean {
  return scalars[name]?.(value) ?? true;
}

function zeroOf(library: Library, shape: Shape): JsonValue {
  if (shape.kind === 'object') return reencode(library, shape.name, {});
  if (shape.kind === 'map') return {};
  if (shape.kind === 'list') return [];
  if (shape.name === 'boolean') return false;
  return shape.name === 'string' ? '' : shape.name === 'quantity' ? '0' : 0;
}

/** What omitempty leaves out. Structs are never empty, and numbers-or-names are pointers wherever they can be left out. */
function isEmpty(shape: Shape, value: JsonValue): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return shape.kind === 'map' && Object.keys(value).length === 0;
  if (shape.name === 'intOrString' || shape.name === 'quantity') return false;
  return value === '' || value === 0 || value === false;
}
