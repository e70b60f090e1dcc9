import { isObject, type JsonObject, type JsonValue, member, objectAt } from '../model/index.ts';

/** Shorter texts are the values of switches. */
const shortest = 6;

/** Local addresses and paths say where a container looks, and messages have to name them. */
const harmless = /^(?:(?:localhost|127\.0\.0\.1|\[::1\]):\d+|(?:unix:\/?\/?)?\/[\w./-]*)$/;

/**
 * Takes values of environment variables and annotations out of texts that leave the process: no rule has to be trusted with them. A value
 * that stands openly elsewhere in the object (a name, an image) is no secret.
 */
export function createRedaction(object: JsonObject): (text: string) => string {
  let secrets: string[] | undefined;
  return (text) => {
    // Most answers have no text.
    secrets ??= secretsOf(object);
    return secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
  };
}

function secretsOf(object: JsonObject): string[] {
  const hidden = new Set<string>();
  const open = new Set<string>();
  collect(object, hidden, open);
  // The longest first: one value may be part of another.
  return [...hidden]
    .filter((value) => value.length >= shortest && !open.has(value) && !harmless.test(value))
    .sort((a, b) => b.length - a.length);
}

function collect(value: JsonValue, hidden: Set<string>, open: Set<string>): void {
  if (typeof value === 'string') open.add(value);
  if (Array.isArray(value)) for (const item of value) collect(item, hidden, open);
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'env' && Array.isArray(inner)) {
      for (const entry of inner) collectEnv(entry, hidden, open);
    } else if (name === 'annotations' && isObject(inner)) {
      for (const text of Object.values(inner)) if (typeof text === 'string') hidden.add(text);
    } else if (name !== 'managedFields') collect(inner, hidden, open);
  }
}

function collectEnv(entry: JsonValue, hidden: Set<string>, open: Set<string>): void {
  const [name, value] = [member(entry, 'name'), member(entry, 'value')];
  if (typeof name === 'string') open.add(name);
  if (typeof value === 'string') hidden.add(value);
  collect(objectAt(entry, 'valueFrom') ?? null, hidden, open);
}
