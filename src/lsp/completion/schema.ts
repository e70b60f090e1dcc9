import configSchema from '../../../schemas/config.schema.json' with { type: 'json' };
import ruleSchema from '../../../schemas/rule.schema.json' with { type: 'json' };
import { isObject, type JsonObject } from '../../model/index.ts';
import type { Path } from './scalar.ts';

// The schemas of the two forms, read as the data they are.
const schemas: Record<'config' | 'rule', JsonObject> = { config: configSchema, rule: ruleSchema };

/** What a schema says of one place: the keys of a mapping with their descriptions, the values, what it is for. */
export interface Place {
  keys: ReadonlyMap<string, string>;
  values: readonly string[];
  about: string;
}

export function placeIn(form: 'config' | 'rule', path: Path): Place {
  const root = schemas[form];
  let found = branches(root, root);
  for (const segment of path) found = found.flatMap((schema) => below(schema, segment, root));
  const keys = found.flatMap((schema) => Object.entries(object(schema.properties)));
  return {
    keys: new Map(keys.map(([name, schema]) => [name, descriptionOf(schema, root)])),
    values: found.flatMap(valuesOf),
    about: found.map((schema) => descriptionOf(schema, root)).find((text) => text !== '') ?? '',
  };
}

function below(schema: JsonObject, segment: string | number, root: JsonObject): JsonObject[] {
  if (typeof segment === 'number') return branches(schema.items, root);
  const properties = object(schema.properties);
  const own = Object.hasOwn(properties, segment) ? properties[segment] : schema.additionalProperties;
  return branches(own, root);
}

/** A schema without its references and alternatives. */
function branches(schema: unknown, root: JsonObject): JsonObject[] {
  if (!isObject(schema)) return [];
  const { $ref, oneOf } = schema;
  if (typeof $ref === 'string') return branches(object(root.$defs)[$ref.replace('#/$defs/', '')], root);
  return Array.isArray(oneOf) ? oneOf.flatMap((each) => branches(each, root)) : [schema];
}

function valuesOf(schema: JsonObject): string[] {
  if (Array.isArray(schema.enum)) return schema.enum.filter((each) => typeof each === 'string');
  return schema.type === 'boolean' ? ['true', 'false'] : [];
}

function descriptionOf(schema: unknown, root: JsonObject): string {
  const own = isObject(schema) ? schema.description : undefined;
  if (typeof own === 'string') return own;
  const [first] = branches(schema, root).flatMap(({ description }) =>
    typeof description === 'string' ? [description] : [],
  );
  return first ?? '';
}

function object(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
