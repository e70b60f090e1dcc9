import { type JsonObject, type Manifest, objectAt, type Pointer } from '../../model/index.ts';
import { NotDecodable, reencode } from '../library/decode.ts';
import type { Release } from '../release.ts';
import { apiOf } from '../table.ts';
import { defaultSpec, WebhookPanic } from './defaults.ts';

/** How the defaulting webhook refuses an object without looking at its rules. */
export type Refusal = 'not-decodable' | 'panic-in-defaulting';

/** The object as the API server would store it, or why it would not. */
export interface Stored {
  object: JsonObject;
  refusal?: Refusal;
  /** Where it is refused, and what was wanted there. */
  at?: { pointer: Pointer; wanted: string };
}

/**
 * A SidecarSet after pruning and defaulting by a release, without the two hash annotations. On a refusal `object` is as written.
 * Only metadata that decides something is kept: name, namespace, labels and annotations.
 */
export function storeSidecarSet(manifest: Pick<Manifest, 'object' | 'apiVersion'>, release: Release): Stored {
  const library = { release, api: apiOf(manifest.apiVersion) };
  try {
    const { apiVersion, kind, metadata, spec } = manifest.object;
    const object: JsonObject = reencode(library, 'SidecarSet', {
      apiVersion: apiVersion ?? '',
      kind: kind ?? '',
      metadata: metadata ?? {},
      spec: spec ?? {},
    });
    const stored = objectAt(object, 'spec');
    if (stored !== undefined) defaultSpec(stored, release);
    return { object };
  } catch (error) {
    if (error instanceof NotDecodable) {
      const at = { pointer: error.pointer, wanted: error.message };
      return { object: manifest.object, refusal: 'not-decodable', at };
    }
    if (error instanceof WebhookPanic) return { object: manifest.object, refusal: 'panic-in-defaulting' };
    throw error;
  }
}
