import {
  isObject,
  type JsonValue,
  join,
  type Manifest,
  type Pointer,
  type Position,
  type Range,
} from '../model/index.ts';

/** Where a cursor stands: an object, and the innermost value of it that covers the cursor, by its key or by itself. */
export interface Place {
  manifest: Manifest;
  pointer: Pointer;
  range: Range;
}

export function placeAt(manifests: readonly Manifest[], position: Position): Place | undefined {
  for (const manifest of manifests) {
    const { origin } = manifest;
    if (origin === undefined || !covers(origin.document.range, position)) continue;
    const place = descend(manifest, manifest.object, '', position);
    if (place !== undefined) return place;
  }
  return undefined;
}

function descend(manifest: Manifest, value: JsonValue, pointer: Pointer, position: Position): Place | undefined {
  const members: [string | number, JsonValue][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : isObject(value)
      ? Object.entries(value)
      : [];
  for (const [key, member] of members) {
    const below = join(pointer, key);
    const range = rangeOf(manifest, below, 'entry') ?? rangeOf(manifest, below);
    if (range === undefined || !covers(range, position)) continue;
    return descend(manifest, member, below, position) ?? shown(manifest, below);
  }
  return undefined;
}

function shown(manifest: Manifest, pointer: Pointer): Place | undefined {
  const range = rangeOf(manifest, pointer, 'key') ?? rangeOf(manifest, pointer);
  return range && { manifest, pointer, range };
}

function rangeOf({ origin }: Manifest, pointer: Pointer, part?: 'key' | 'entry'): Range | undefined {
  return origin?.document.rangeOf(origin.base + pointer, part);
}

function covers({ start, end }: Range, { line, column }: Position): boolean {
  const begins = start.line < line || (start.line === line && start.column <= column);
  return begins && (line < end.line || (line === end.line && column <= end.column));
}
