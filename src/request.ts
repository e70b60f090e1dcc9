import { type JsonText, readJson } from './apiserver/index.ts';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  type Manifest,
  type ParsedSource,
  stringAt,
} from './model/index.ts';
import { parse } from './source/index.ts';

/** What a client sends: one object, or something that is none. */
export type Request = { manifest: Manifest; json?: JsonText } | { problem: string };

/** Reads the object of a request: JSON as the server reads it, YAML as kubectl turns it into JSON. */
export function readRequest(input: string | JsonObject): Request {
  if (typeof input !== 'string') return requestOf(input);
  const json = jsonOf(input);
  if (json !== undefined) return requestOf(json.value, json);
  const values = readYaml(parse({ uri: '-', text: input }));
  if ('problem' in values) return values;
  const [value, second] = values.found;
  if (value === undefined) return { problem: 'no object in the text' };
  if (second !== undefined) return { problem: `${values.found.length} objects in the text: a request holds one` };
  return requestOf(sorted(value));
}

/** JSON text with what is lost once it is a value; undefined for a text that is none, which may still be YAML. */
export function jsonOf(text: string): JsonText | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readYaml({ skip, problems, documents }: ParsedSource): { found: JsonValue[] } | { problem: string } {
  if (documents.length === 0 && skip !== undefined && skip.kind !== 'empty') return { problem: skip.reason };
  const [lost] = problems;
  if (lost !== undefined) return { problem: lost.message };
  const found: JsonValue[] = [];
  for (const document of documents) {
    if (document.value === undefined) {
      return { problem: document.problems[0]?.message ?? document.skip?.reason ?? 'the text cannot be read' };
    }
    if (document.value !== null) found.push(document.value);
  }
  return { found };
}

/** The request whose body is `value`; `json`: the text it was read from. */
export function requestOf(value: JsonValue, json?: JsonText): Request {
  if (!isObject(value)) return { problem: 'an object is wanted' };
  const [apiVersion, kind] = [stringAt(value, 'apiVersion'), stringAt(value, 'kind')];
  if (apiVersion === '' || kind === '') return { problem: 'apiVersion and kind have to be set' };
  const manifest: Manifest = {
    object: value,
    apiVersion,
    kind,
    group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
    name: stringAt(value, 'metadata', 'name'),
    namespace: stringAt(value, 'metadata', 'namespace'),
  };
  return json === undefined ? { manifest } : { manifest, json };
}

/** kubectl sends the members of every object sorted by name: the order in which a server lists unknown fields. */
export function asSent(object: JsonObject): JsonObject {
  const names = Object.keys(object).sort();
  // Unlike an assignment, this makes a member of any name.
  return Object.fromEntries(names.map((name) => [name, sorted(object[name] ?? null)]));
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  return isObject(value) ? asSent(value) : value;
}
