import { type DecodeError, isObject, type JsonObject, type JsonValue } from '../model/index.ts';
import { type Field, type Shape, typeFields } from '../target/index.ts';
import type { JsonText } from './json-text.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { scalarFits, zeroOf } from './scalars.ts';

/** After this many complaints the server stops to list them. */
const mostStrictErrors = 100;

/** Thrown where a value cannot be what its field holds. */
export class DecodeFailure extends Error {
  readonly at: DecodeError;

  constructor(at: DecodeError) {
    super(at.field);
    this.at = at;
  }
}

/** Reads a JSON value as the Go type would: unknown fields pruned and noted, nulls gone. The value itself is left as it is. */
export function decodeObject(pass: Pass, type: string, value: JsonObject, path: Path): JsonObject {
  const fields = typeFields(type);
  const decoded: JsonObject = {};
  for (const name of Object.keys(value)) {
    const member = value[name];
    const field = fields?.get(name);
    if (member === undefined) continue;
    if (field === undefined || !served(pass, field)) noteUnknown(pass, type, decoded, name, member, path, field);
    else {
      if (pass.text !== undefined) noteDuplicate(pass, pass.text, path.at(name));
      const shape = shapeOf(pass, field);
      if (member === null) continue;
      // No path is made for the many scalars that fit.
      const isPlain = pass.text === undefined && shape.kind === 'scalar' && scalarFits(shape.name, member);
      decoded[name] = isPlain ? member : decodeValue(pass, shape, member, path.at(name, field.embeddedIn));
    }
  }
  return decoded;
}

function served(pass: Pass, field: Field): boolean {
  if (field.since !== undefined && !pass.server.atLeast(field.since)) return false;
  return field.until === undefined || !pass.server.atLeast(field.until + 1);
}

function shapeOf(pass: Pass, field: Field): Shape {
  const { earlier, shape } = field;
  return earlier !== undefined && !pass.server.atLeast(earlier.until + 1) ? earlier.shape : shape;
}

function noteUnknown(
  pass: Pass,
  owner: string,
  decoded: JsonObject,
  name: string,
  value: JsonValue,
  path: Path,
  field: Field | undefined,
): void {
  const place = path.at(name);
  pass.lose(decoded, name, place, value);
  if (pass.unknown.length >= mostStrictErrors) return;
  const { since, until } = field ?? {};
  pass.unknown.push({
    field: place.field(),
    pointer: place.pointer(),
    owner,
    name,
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  });
}

function noteDuplicate(pass: Pass, text: JsonText, place: Path): void {
  if (text.duplicates.has(place.pointer())) pass.duplicates.push(place.field());
}

/** A whole number written as 1.0 or 1e2, where the type wants an integer. */
function isFloat(pass: Pass, shape: Shape, path: Path): boolean {
  if (pass.text === undefined || pass.text.floats.size === 0) return false;
  return /^int/.test(shape.name) && pass.text.floats.has(path.pointer());
}

function decodeValue(pass: Pass, shape: Shape, value: JsonValue, path: Path): JsonValue {
  if (shape.kind === 'object' && isObject(value)) return decodeObject(pass, shape.name, value, path);
  if (shape.kind === 'list' && Array.isArray(value)) return decodeList(pass, itemOf(shape), value, path);
  if (shape.kind === 'map' && isObject(value)) return decodeMap(pass, itemOf(shape), value, path);
  if (shape.kind === 'scalar' && scalarFits(shape.name, value) && !isFloat(pass, shape, path)) return value;
  throw new DecodeFailure({ field: goField(pass, shape, path), pointer: path.pointer(), wanted: describe(shape) });
}

function decodeList(pass: Pass, item: Shape, list: JsonValue[], path: Path): JsonValue[] {
  return list.map((value, index) => (value === null ? zeroOf(item) : decodeValue(pass, item, value, path.at(index))));
}

function decodeMap(pass: Pass, item: Shape, map: JsonObject, path: Path): JsonObject {
  // Keys are the author's: no prototype that one of them could name.
  const decoded: JsonObject = Object.create(null);
  for (const [key, value] of Object.entries(map)) {
    // The server names the key as if it were a field.
    if (pass.text !== undefined) noteDuplicate(pass, pass.text, path.at(key));
    decoded[key] = value === null ? zeroOf(item) : decodeValue(pass, item, value, path.key(key));
  }
  return decoded;
}

const anything: Shape = { kind: 'scalar', name: 'any' };

function itemOf(shape: Shape): Shape {
  return shape.item ?? anything;
}

/** Types that read themselves (quantities, times, numbers or names) answer without a path; embedded types are named from 1.35. */
function goField(pass: Pass, shape: Shape, path: Path): string {
  if (shape.kind === 'scalar' && ['quantity', 'time', 'intOrString'].includes(shape.name)) return '';
  return path.names(path.isEmbedded() && pass.server.atLeast(35));
}

function describe(shape: Shape): string {
  if (shape.kind === 'list') return `list of ${describe(itemOf(shape))}`;
  if (shape.kind === 'map') return `map of ${describe(itemOf(shape))}`;
  return shape.kind === 'object' ? `object (${shape.name})` : shape.name;
}
