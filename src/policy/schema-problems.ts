import type { SchemaError } from '../generated/validators.js';
import { type JsonValue, join, nearest, type Pointer, resolve } from '../model/index.ts';

/** What a JSON Schema validator found, in words: what stands there, what was wanted. `schema` lists the known keys. */
export function schemaProblems(
  errors: readonly SchemaError[],
  value: JsonValue,
): { pointer: Pointer; message: string; key?: boolean }[] {
  const problems = errors
    // The summary line of a oneOf; its branches say more, unless no branch fits the type at all.
    .filter((error) => error.keyword !== 'oneOf' || errors.length === 1)
    .map((error) => ({ error, pointer: error.instancePath }))
    .map(({ error, pointer }) => describe(error, pointer, value));
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const id = `${problem.pointer} ${problem.message}`;
    return !seen.has(id) && seen.add(id);
  });
}

function describe(
  error: SchemaError,
  pointer: Pointer,
  root: JsonValue,
): { pointer: Pointer; message: string; key?: boolean } {
  const found = resolve(root, pointer);
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(error.params.additionalProperty);
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
      const near = nearest(name, known);
      const hint = near === '' ? `known here: ${known.join(', ')}` : `did you mean '${near}'?`;
      return { pointer: join(pointer, name), message: `unknown key '${name}'; ${hint}`, key: true };
    }
    case 'required':
      return { pointer, message: `the key '${String(error.params.missingProperty)}' is missing` };
    case 'enum': {
      const allowed = (error.params.allowedValues as unknown[]).map(String);
      const near = typeof found === 'string' ? nearest(found, allowed) : '';
      return {
        pointer,
        message: `found ${show(found)}, wanted one of ${allowed.join(', ')}${near === '' ? '' : `; did you mean '${near}'?`}`,
      };
    }
    case 'type':
      return { pointer, message: `found ${show(found)}, wanted ${String(error.params.type)}` };
    case 'pattern':
      return { pointer, message: `found ${show(found)}, wanted text of the form ${String(error.params.pattern)}` };
    default:
      return { pointer, message: `${error.message ?? error.keyword}; found ${show(found)}` };
  }
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
