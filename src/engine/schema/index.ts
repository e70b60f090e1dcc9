import { Ajv2020 } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';

/**
 * Makes validators of JSON Schemas that stand in rules. Patterns run on a linear-time engine, references to other documents are
 * not followed. Heavy, so it is loaded only when a rule has a schema.
 */
export function schemaCompiler(): (schema: object) => (value: unknown) => boolean {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    code: { regExp: Object.assign(linear, { code: 'linear' }) },
  });
  return (schema) => {
    const validate = ajv.compile(schema);
    return (value) => validate(value) === true;
  };
}

/** The library tells patterns apart by their text. */
function linear(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiled = RE2JS.compile(pattern);
  return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
}
