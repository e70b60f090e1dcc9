/** JSON as Kubernetes reads it. Integers beyond ±(2^53−1) are `bigint`, so that no digit is lost; every other number is `number`. */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member `key` of `value` when `value` is an object that has it as its own; otherwise undefined. */
export function member(value: unknown, key: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function objectAt(value: unknown, ...keys: string[]): JsonObject | undefined {
  const found = valueAt(value, ...keys);
  return isObject(found) ? found : undefined;
}

export function listAt(value: unknown, ...keys: string[]): JsonValue[] {
  const found = valueAt(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** A string at `keys`, or '' when there is none (absent, null or of another type). */
export function stringAt(value: unknown, ...keys: string[]): string {
  const found = valueAt(value, ...keys);
  return typeof found === 'string' ? found : '';
}

export function valueAt(value: unknown, ...keys: string[]): JsonValue | undefined {
  // A JsonValue or nothing: callers hand in parsed JSON.
  let current = value as JsonValue | undefined;
  for (const key of keys) current = member(current, key);
  return current;
}

/** Whether two values are equal, whatever the order of members. */
export function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
  );
}
