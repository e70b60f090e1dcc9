import { isObject, type JsonObject, type JsonValue } from '../model/index.ts';

/** Members of decoded objects. Decoding has checked the JSON types, so what is absent reads as Go's zero value. */
export function text(object: JsonObject | undefined, name: string): string {
  const value = object?.[name];
  return typeof value === 'string' ? value : '';
}

export function number(object: JsonObject | undefined, name: string): number {
  const value = object?.[name];
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : 0;
}

export function flag(object: JsonObject | undefined, name: string): boolean {
  return object?.[name] === true;
}

export function child(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isObject(value) ? value : undefined;
}

export function list(object: JsonObject | undefined, name: string): JsonValue[] {
  const value = object?.[name];
  return Array.isArray(value) ? value : [];
}

export function objects(object: JsonObject | undefined, name: string): JsonObject[] {
  return list(object, name).filter(isObject);
}

export function isSet(object: JsonObject | undefined, name: string): boolean {
  return object !== undefined && object[name] !== undefined;
}
