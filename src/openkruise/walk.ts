import { isObject, type JsonObject, type JsonValue, join, type Pointer } from '../model/index.ts';
import { type Field, fieldsOf } from './table.ts';

/** A member met in an object of a Kruise type. `field` is absent when the type has no such member in any release. */
export interface Visited {
  owner: string;
  name: string;
  value: JsonValue;
  pointer: Pointer;
  field?: Field;
}

/** Members of `value` by the types of the table, parents before their members, in the order written. Kubernetes' own types are not entered. */
export function* visit(value: JsonValue, type: string, pointer: Pointer): Generator<Visited> {
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) return;
    for (const [index, item] of value.entries()) yield* visit(item, type.slice(2), join(pointer, index));
    return;
  }
  const fields = fieldsOf(type);
  if (fields !== undefined && isObject(value)) yield* visitObject(value, type, fields, pointer);
}

function* visitObject(
  value: JsonObject,
  owner: string,
  fields: Readonly<Record<string, Field>>,
  pointer: Pointer,
): Generator<Visited> {
  for (const [name, member] of Object.entries(value)) {
    const at = join(pointer, name);
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    yield { owner, name, value: member, pointer: at, ...(field && { field }) };
    if (field !== undefined) yield* visit(member, field.type, at);
  }
}
