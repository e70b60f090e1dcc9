import { type JsonObject, type JsonValue, type Manifest, objectAt, stringAt } from '../../model/index.ts';
import type { ManifestResult } from '../../session.ts';

/** Digests of 32 bytes and results without findings are small; some with findings are not. */
const most = 4_096;

/**
 * Results of objects that were judged before. A workload comes as itself, as what its controller makes of it, and again for each replica
 * and retry; only names, ids and times differ then.
 */
export class Remembered {
  readonly #digest: (text: string) => string;
  readonly #results = new Map<string, ManifestResult>();

  /** `digest` must be one that nobody can find collisions of: the objects come from those who are judged. */
  constructor(digest: (text: string) => string) {
    this.#digest = digest;
  }

  get(manifest: Manifest, oldObject: JsonObject | null, today: string, make: () => ManifestResult): ManifestResult {
    const { apiVersion, kind, namespace, object } = manifest;
    const key = this.#digest(
      JSON.stringify([today, apiVersion, kind, namespace, timeless(object), oldObject && timeless(oldObject)]),
    );
    const known = this.#results.get(key);
    const result = known ?? make();
    // Findings name their object, so of those with generated names only clean ones are alike.
    const isClean = result.findings.length + result.failures.length === 0;
    if (!isClean && stringAt(object, 'metadata', 'generateName') !== '') return result;
    // The last used stands last.
    this.#results.delete(key);
    this.#results.set(key, result);
    const [oldest] = this.#results.keys();
    if (this.#results.size > most && oldest !== undefined) this.#results.delete(oldest);
    return result;
  }
}

/** What the server writes anew for each object. That it is there still counts: it tells what is stored from what is made. */
const written = ['uid', 'creationTimestamp', 'resourceVersion', 'generation', 'managedFields'];

function timeless(object: JsonObject): JsonValue {
  const metadata = objectAt(object, 'metadata') ?? {};
  const isGenerated = stringAt(metadata, 'generateName') !== '';
  const entries = Object.entries(metadata).map(([name, value]): [string, JsonValue] => {
    return [name, written.includes(name) || (isGenerated && name === 'name') ? true : value];
  });
  return { ...object, metadata: Object.fromEntries(entries) };
}
