import type { Finding, Location, SourceDocument } from '../model/index.ts';

/** A finding that moves with the documents its places are in. */
export interface Anchored {
  /** The text it is shown in. */
  uri: string;
  /** All texts it names places of. */
  uris: readonly string[];
  /** The finding with the lines of now. */
  now(): Finding;
}

/** Ties a finding to the documents its places are in; `documentsOf` gives those of a text, in their order. */
export function anchored(finding: Finding, documentsOf: (uri: string) => readonly SourceDocument[]): Anchored {
  const own = anchor(finding.location, documentsOf);
  const related = finding.related.map(({ location }) => anchor(location, documentsOf));
  return {
    uri: finding.location.uri,
    uris: [...new Set([finding.location.uri, ...finding.related.map(({ location }) => location.uri)])],
    now() {
      if ([own, ...related].every((each) => each.offset() === 0)) return finding;
      return {
        ...finding,
        location: own.now(),
        related: finding.related.map((entry, index) => ({
          ...entry,
          location: related[index]?.now() ?? entry.location,
        })),
      };
    },
  };
}

interface Anchor {
  /** How many lines the document has moved down since. */
  offset(): number;
  now(): Location;
}

function anchor(location: Location, documentsOf: (uri: string) => readonly SourceDocument[]): Anchor {
  const { range } = location;
  const document = range && documentAt(documentsOf(location.uri), range.start.line);
  const then = document?.range.start.line ?? 0;
  const offset = (): number => (document?.range.start.line ?? 0) - then;
  return {
    offset,
    now() {
      const lines = offset();
      if (range === undefined || lines === 0) return location;
      const { start, end } = range;
      const moved = { start: { ...start, line: start.line + lines }, end: { ...end, line: end.line + lines } };
      return { ...location, range: moved };
    },
  };
}

function documentAt(documents: readonly SourceDocument[], line: number): SourceDocument | undefined {
  let low = 0;
  let high = documents.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((documents[middle]?.range.start.line ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  return documents[low];
}
