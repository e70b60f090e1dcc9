import { type JsonObject, type JsonValue, objectAt, stringAt } from '../../model/index.ts';

/** Digests of 32 bytes and values that say nothing are small. */
const most = 2_048;
/** Of findings in all values together: whoever sends objects that are full of faults must not fill the memory. */
const mostFindings = 8_192;

/**
 * What came out for objects that were judged before. A workload comes as itself, as what its controller makes of it, and again for each
 * replica and retry; only names, ids and times differ then.
 */
export class Remembered<Value> {
  readonly #digest: (text: string) => string;
  readonly #count: (value: Value) => number;
  /** When these are full they become the ones before, so what was not asked for in the meantime is forgotten. */
  #recent = new Map<string, Value>();
  #before = new Map<string, Value>();
  /** In the recent values. */
  #findings = 0;

  /**
   * `digest` must be one that nobody can find collisions of: the objects come from those who are judged. `count`: of the findings and
   * failures in a value.
   */
  constructor(digest: (text: string) => string, count: (value: Value) => number) {
    this.#digest = digest;
    this.#count = count;
  }

  /** `beside`: all that the value depends on besides the objects, without the name of the object. */
  get(object: JsonObject, oldObject: JsonObject | null, beside: readonly string[], make: () => Value): Value {
    const facts = [beside, timeless(object), oldObject === null ? null : timeless(oldObject)];
    const key = this.#digest(JSON.stringify(facts));
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent;
    const value = this.#before.get(key) ?? make();
    const count = this.#count(value);
    // What is said names the object, so of those with generated names only those are alike of which nothing is said.
    if (count === 0 || !isGenerated(object)) this.#keep(key, value, count);
    return value;
  }

  #keep(key: string, value: Value, count: number): void {
    if (this.#recent.size >= most || this.#findings + count > mostFindings) {
      this.#before = this.#recent;
      this.#recent = new Map();
      this.#findings = 0;
    }
    this.#recent.set(key, value);
    this.#findings += count;
  }
}

/** What the server writes anew for each object. That it is there still counts: it tells what is stored from what is made. */
const written = ['uid', 'creationTimestamp', 'resourceVersion', 'generation', 'managedFields'] as const;

function timeless(object: JsonObject): JsonObject {
  const metadata: Record<string, JsonValue> = { ...objectAt(object, 'metadata') };
  for (const name of written) if (metadata[name] !== undefined) metadata[name] = true;
  if (isGenerated(object)) metadata.name = true;
  return { ...object, metadata };
}

function isGenerated(object: JsonObject): boolean {
  return stringAt(object, 'metadata', 'generateName') !== '';
}
