import type { JsonObject } from './json.ts';
import type { Pointer } from './pointer.ts';
import type { SourceDocument } from './source.ts';

/** Where a manifest was read: a document of a source, and the pointer of the object inside it ('' unless in a List or JSON array). */
export interface Origin {
  uri: string;
  document: SourceDocument;
  base: Pointer;
}

/** One Kubernetes object. All pointers of findings are relative to `object`. */
export interface Manifest {
  object: JsonObject;
  apiVersion: string;
  kind: string;
  /** API group: '' for core. */
  group: string;
  name: string;
  /** As written; '' when the object names none. */
  namespace: string;
  /** Absent when the object came from an API server. */
  origin?: Origin;
}

/** `group/Kind` (`v1` objects: `Kind` alone), the form rules use in `kinds`. */
export function groupKind(manifest: Pick<Manifest, 'group' | 'kind'>): string {
  return manifest.group === '' ? manifest.kind : `${manifest.group}/${manifest.kind}`;
}
