import type { PolicyConfig } from '../generated/config.ts';
import { config as validConfig } from '../generated/validators.js';
import type { JsonValue, SourceDocument } from '../model/index.ts';
import { PolicyError } from './errors.ts';
import { schemaProblems } from './schema-problems.ts';

/**
 * Checks a configuration value. `document` gives positions when it was read from YAML or JSON.
 * @throws {PolicyError} naming each wrong key or value.
 */
export function checkConfig(value: JsonValue, uri: string, document?: SourceDocument): PolicyConfig {
  if (validConfig(value)) {
    // Validated against the schema the type is generated from.
    return value as unknown as PolicyConfig;
  }
  throw new PolicyError(
    schemaProblems(validConfig.errors ?? [], value).map((problem) => {
      const range = document?.rangeOf(problem.pointer, problem.key === true ? 'key' : 'value');
      const place = range === undefined && problem.pointer !== '' ? `${problem.pointer}: ` : '';
      return { uri, ...(range === undefined ? {} : { position: range.start }), message: place + problem.message };
    }),
  );
}
