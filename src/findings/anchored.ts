import type { Finding, Fix, Location, SourceDocument } from '../model/index.ts';

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
  const fixes = finding.fixes?.map((fix) => anchorFix(fix, documentsOf));
  const operations = finding.fixes?.flatMap((fix) => fix.operations) ?? [];
  const places = [finding.location, ...finding.related.map(({ location }) => location), ...operations];
  return {
    uri: finding.location.uri,
    uris: [...new Set(places.map(({ uri }) => uri))],
    now() {
      if ([own, ...related, ...(fixes ?? [])].every((each) => each.offset() === 0)) return finding;
      return {
        ...finding,
        ...(fixes === undefined ? {} : { fixes: fixes.map((fix) => fix.now()) }),
        location: own.now(),
        related: finding.related.map((entry, index) => ({
          ...entry,
          location: related[index]?.now() ?? entry.location,
        })),
      };
    },
  };
}

interface Anchor<Value> {
  /** How far the document has moved since; 0 when it stands where it stood. */
  offset(): number;
  now(): Value;
}

/** A fix counts documents. */
function anchorFix(fix: Fix, documentsOf: (uri: string) => readonly SourceDocument[]): Anchor<Fix> {
  const documents = fix.operations.map(({ uri, document }) => documentsOf(uri)[document]);
  const moves = (): number[] =>
    fix.operations.map((each, at) => (documents[at]?.index ?? each.document) - each.document);
  return {
    offset: () => moves().find((move) => move !== 0) ?? 0,
    now() {
      const by = moves();
      return {
        ...fix,
        operations: fix.operations.map((each, at) => ({ ...each, document: each.document + (by[at] ?? 0) })),
      };
    },
  };
}

function anchor(location: Location, documentsOf: (uri: string) => readonly SourceDocument[]): Anchor<Location> {
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
