import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';

/** Standalone validators as an ES module with types: nothing of ajv is loaded to check a rule file or a configuration. */
export function validators(names: readonly string[]): [file: string, text: string][] {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    code: { source: true, esm: true, lines: true },
  });
  const exported: Record<string, string> = {};
  for (const name of names) {
    // A JSON Schema of ours.
    const schema = JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as { $id: string };
    ajv.addSchema(schema);
    exported[name] = schema.$id;
  }
  const code = standaloneCode.default(ajv, exported);
  const types = [
    'export interface SchemaError {\n  instancePath: string;\n  keyword: string;\n  params: Record<string, unknown>;\n  message?: string;\n  parentSchema?: Record<string, unknown>;\n}',
    'interface Validator {\n  (value: unknown): boolean;\n  errors?: SchemaError[] | null;\n}',
    ...names.map((name) => `export declare const ${name}: Validator;`),
  ];
  return [
    ['validators.js', code],
    ['validators.d.ts', `${types.join('\n')}\n`],
  ];
}
