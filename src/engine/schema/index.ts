import { Ajv2020 } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';

/**
 * Makes validators of JSON Schemas that stand in rules. Patterns run on a linear-time engine, references to other documents are
 * not followed. Heavy, so it is loaded only when a rule has a schema.
 */
export function schemaCompiler(): (schema: object) => (value: unknown) => boolean {
  const linear = Object.assign((pattern: string) => ({ test: (text: string) => RE2JS.compile(pattern).matcher(text).find() }), {
    code: 'linear',
  });
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, code: { regExp: linear } });
  return (schema) => {
    const validate = ajv.compile(schema);
    return (value) => validate(value) === true;
  };
}
