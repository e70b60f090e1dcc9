import type { JsonObject, JsonValue } from '../model/index.ts';

/** Sets a member, also one that is called `__proto__`. */
export function define(object: JsonObject, key: string, value: JsonValue): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
