import { JSONPath } from 'jsonpath-plus';
import type { JsonObject, JsonValue, Pointer } from '../model/index.ts';

/** All values below `object` that a checked JSONPath selects, each with its JSON Pointer, in document order. */
export function query(path: string, object: JsonObject): { value: JsonValue; pointer: Pointer }[] {
  const found: { value: JsonValue; pointer: Pointer }[] = [];
  JSONPath({
    path,
    json: object,
    eval: false,
    resultType: 'all',
    callback: (_payload: unknown, _type: unknown, full: { value: JsonValue; pointer: Pointer }) => {
      found.push({ value: full.value, pointer: full.pointer });
    },
  });
  return found;
}
