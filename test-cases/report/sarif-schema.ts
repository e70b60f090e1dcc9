/** The part of the SARIF 2.1.0 standard that our output uses, stricter than its schema where GitHub is: written from the standard. */
const text = { type: 'string', minLength: 1 };
const message = object({ text });
const multiformat = object({ text, markdown: text }, ['text']);
const artifactLocation = object({
  // Relative or file URI; a percent sign only as part of an escape, no character that has to be escaped.
  uri: { type: 'string', pattern: "^(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$" },
});
const line = { type: 'integer', minimum: 1 };
const region = object({ startLine: line, startColumn: line, endLine: line, endColumn: line }, ['startLine']);
const level = { enum: ['error', 'warning', 'note'] };

const logicalLocation = object({ fullyQualifiedName: text, kind: text });
const location = object(
  {
    id: { type: 'integer', minimum: 0 },
    physicalLocation: object({ artifactLocation, region }, ['artifactLocation']),
    logicalLocations: { type: 'array', items: logicalLocation, uniqueItems: true },
    message,
  },
  ['physicalLocation'],
);

const rule = object(
  {
    id: { type: 'string', minLength: 1, maxLength: 255 },
    name: { type: 'string', pattern: '^[A-Z][A-Za-z0-9]*$', maxLength: 255 },
    shortDescription: object({ text: { ...text, maxLength: 1024 } }),
    fullDescription: object({ text: { ...text, maxLength: 1024 } }),
    help: multiformat,
    helpUri: { type: 'string', pattern: '^https://' },
    defaultConfiguration: object({ level }),
    properties: object({
      tags: { type: 'array', items: text, maxItems: 10, uniqueItems: true },
      precision: { enum: ['very-high', 'high', 'medium', 'low'] },
      'problem.severity': { enum: ['error', 'warning', 'recommendation'] },
    }),
  },
  ['id', 'name', 'shortDescription', 'fullDescription', 'help', 'defaultConfiguration', 'properties'],
);

const result = object(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: { type: 'array', items: location, minItems: 1, maxItems: 1 },
    relatedLocations: { type: 'array', items: location, minItems: 1, maxItems: 100, uniqueItems: true },
    partialFingerprints: object({ primaryLocationLineHash: { type: 'string', pattern: '^[^:]+:[0-9]+$' } }),
    properties: { type: 'object' },
  },
  ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'partialFingerprints', 'properties'],
);

const driver = object({
  name: text,
  version: text,
  semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
  informationUri: { type: 'string', pattern: '^https://' },
  rules: { type: 'array', items: rule, uniqueItems: true },
});
const notification = object({ level, message, locations: { type: 'array', items: location } }, ['level', 'message']);
const invocation = object({
  executionSuccessful: { type: 'boolean' },
  toolExecutionNotifications: { type: 'array', items: notification },
});
const run = object({
  tool: object({ driver }),
  columnKind: { const: 'utf16CodeUnits' },
  invocations: { type: 'array', items: invocation, minItems: 1 },
  results: { type: 'array', items: result, maxItems: 25_000 },
});

export const sarifSchema = object({
  $schema: text,
  version: { const: '2.1.0' },
  runs: { type: 'array', items: run, minItems: 1, maxItems: 1 },
});

function object(properties: Record<string, object>, required: string[] = Object.keys(properties)): object {
  return { type: 'object', additionalProperties: false, properties, required };
}
