import {
  isObject,
  type JsonValue,
  join,
  type Manifest,
  type ParsedSource,
  type Pointer,
  type SourceDocument,
  stringAt,
} from '../model/index.ts';

/** Lists in lists: nobody writes more, and depth must not come from the input. */
const deepestList = 8;

/** The Kubernetes objects of a text: `kind: List` (and `*List` with items) and JSON arrays flattened, `origin.base` saying where each stands. */
export function manifests(parsed: ParsedSource): Manifest[] {
  if (parsed.skip) return [];
  const found: Manifest[] = [];
  for (const document of parsed.documents) collect(parsed.source.uri, document, document.value, '', 0, found);
  return found;
}

function collect(
  uri: string,
  document: SourceDocument,
  value: JsonValue | undefined,
  base: Pointer,
  depth: number,
  found: Manifest[],
): void {
  if (depth > deepestList) return;
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) collect(uri, document, item, join(base, at), depth + 1, found);
    return;
  }
  if (!isObject(value)) return;
  const kind = stringAt(value, 'kind');
  const apiVersion = stringAt(value, 'apiVersion');
  if (kind === '') return;
  if (kind.endsWith('List') && Array.isArray(value.items)) {
    for (const [at, item] of value.items.entries())
      collect(uri, document, item, join(base, 'items', at), depth + 1, found);
    return;
  }
  found.push({
    object: value,
    apiVersion,
    kind,
    group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
    name: stringAt(value, 'metadata', 'name'),
    namespace: stringAt(value, 'metadata', 'namespace'),
    origin: { uri, document, base },
  });
}
