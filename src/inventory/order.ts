import { groupKind, isObject, type JsonValue, type Manifest } from '../model/index.ts';

/** JSON text with sorted keys: equal values, equal text. Integers beyond 2^53 keep their digits. */
export function canonicalText(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (isObject(value)) {
    const members = Object.keys(value).sort();
    return `{${members.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key])}`).join(',')}}`;
  }
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value ?? null);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The namespace an object lives in: `default` when it names none. */
export function namespaceOf(manifest: Pick<Manifest, 'namespace'>): string {
  return manifest.namespace === '' ? 'default' : manifest.namespace;
}

/**
 * Orders manifests by what they are, then by where they stand, so that no result depends on the order in which files were found.
 * The content decides between objects that came from no file and claim one identity.
 */
export function compareManifests(a: Manifest, b: Manifest): number {
  return (
    (a.kind === b.kind && a.group === b.group ? 0 : compareText(groupKind(a), groupKind(b))) ||
    compareText(namespaceOf(a), namespaceOf(b)) ||
    compareText(a.name, b.name) ||
    compareText(a.apiVersion, b.apiVersion) ||
    compareText(a.origin?.uri ?? '', b.origin?.uri ?? '') ||
    (a.origin?.document.index ?? 0) - (b.origin?.document.index ?? 0) ||
    compareText(a.origin?.base ?? '', b.origin?.base ?? '') ||
    compareText(canonicalText(a.object), canonicalText(b.object))
  );
}
