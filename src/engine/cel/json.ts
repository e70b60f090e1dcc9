import type { JsonValue } from '../../model/index.ts';
import { CelRuntimeError } from './errors.ts';
import { doubleOf, isInt, isList, isPlainMap, type Value } from './values.ts';

/** What an expression gave, as JSON. @throws {CelRuntimeError} for types that JSON does not have. */
export function jsonOf(value: unknown): JsonValue {
  // Everything an expression gives is a value of CEL.
  const given = value as Value;
  if (given === null || typeof given === 'string' || typeof given === 'boolean') return given;
  // Digits beyond 2^53 are no concern of a fix, and JSON's own writer has none for them.
  if (isInt(given)) return Number(given);
  const double = doubleOf(given);
  if (double !== undefined) return double;
  if (isList(given)) return given.map(jsonOf);
  if (isPlainMap(given)) return Object.fromEntries(Object.entries(given).map(([key, member]) => [key, jsonOf(member)]));
  throw new CelRuntimeError('other', 'the value of an edit has a type that JSON does not have', 0, 0);
}
