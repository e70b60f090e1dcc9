import {
  isObject,
  type JsonValue,
  join,
  type Manifest,
  type Origin,
  type ParsedSource,
  type Pointer,
  stringAt,
} from '../model/index.ts';

/** Lists in lists: nobody writes more, and depth must not come from the input. */
const deepestList = 8;

type OriginOf = (base: Pointer) => Origin | undefined;

/** The Kubernetes objects of a text: `kind: List` (and `*List` with items) and JSON arrays flattened, `origin.base` saying where each stands. */
export function manifests(parsed: ParsedSource): Manifest[] {
  if (parsed.skip) return [];
  const { uri } = parsed.source;
  const documents = parsed.documents.filter(({ skip }) => skip === undefined);
  return documents.flatMap((document) => collect(document.value, '', 0, (base) => ({ uri, document, base })));
}

/** The Kubernetes objects in a value that came from no text. */
export function manifestsIn(value: JsonValue): Manifest[] {
  return collect(value, '', 0, () => undefined);
}

function collect(value: JsonValue | undefined, base: Pointer, depth: number, originOf: OriginOf): Manifest[] {
  if (depth > deepestList) return [];
  if (Array.isArray(value)) return value.flatMap((item, at) => collect(item, join(base, at), depth + 1, originOf));
  if (!isObject(value)) return [];
  const kind = stringAt(value, 'kind');
  const apiVersion = stringAt(value, 'apiVersion');
  if (kind === '') return [];
  if (kind.endsWith('List') && Array.isArray(value.items)) {
    return value.items.flatMap((item, at) => collect(item, join(base, 'items', at), depth + 1, originOf));
  }
  const origin = originOf(base);
  return [
    {
      object: value,
      apiVersion,
      kind,
      group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
      name: stringAt(value, 'metadata', 'name'),
      namespace: stringAt(value, 'metadata', 'namespace'),
      ...(origin === undefined ? {} : { origin }),
    },
  ];
}
