import { isObject, type JsonObject, type JsonValue, member } from '../../model/index.ts';

/**
 * What becomes of `written` when the difference between `before` and `after`, two readings of it, is applied to it: lists are
 * compared by position, so what the readings do not hold stays at its list index while the rest moves.
 */
export function carryOver(written: JsonValue, before: JsonValue, after: JsonValue): JsonValue {
  if (isObject(written) && isObject(before) && isObject(after)) return carryObject(written, before, after);
  if (Array.isArray(written) && Array.isArray(before) && Array.isArray(after)) {
    return after.map((item, index) => {
      const [old, known] = [written[index], before[index]];
      return old === undefined || known === undefined ? item : carryOver(old, known, item);
    });
  }
  return same(before, after) ? written : after;
}

function carryObject(written: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const result: JsonObject = Object.create(null);
  for (const [name, value] of Object.entries(written)) {
    const [known, wanted] = [member(before, name), member(after, name)];
    if (known === undefined && wanted === undefined) result[name] = value;
    else if (known !== undefined && wanted !== undefined) result[name] = carryOver(value, known, wanted);
  }
  for (const [name, wanted] of Object.entries(after)) if (member(before, name) === undefined) result[name] = wanted;
  return result;
}

/** Scalars, or values of two kinds. */
const same = (a: JsonValue, b: JsonValue): boolean => a === b;
