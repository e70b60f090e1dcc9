import type { Change, Position, Range, Source, SourceDocument } from '../model/index.ts';
import { parse } from '../source/index.ts';
import { carryOut } from './carry-out.ts';
import { Pieces, type Splice } from './pieces.ts';
import { Refusal } from './refusal.ts';
import { same } from './value.ts';

/** A stretch of a text and what comes in its place; never overlapping, in the order of the text. */
export interface TextEdit {
  range: Range;
  newText: string;
}

/** A change of one document of a text. */
export type DocumentChange = Change & { document: number };

/** The text with the changes carried out and the edits that lead to it, or why they cannot be made without harm. */
export type Edited = { text: string; edits: TextEdit[] } | { refused: string };

/**
 * Carries out changes, one after the other, and leaves everything else as it is: comments, order, quotes, indentation, line breaks. All of
 * them or none.
 */
export function edit(source: Source, changes: readonly DocumentChange[]): Edited {
  try {
    const { documents, skip } = parse(source);
    if (documents.length === 0 && skip !== undefined) return { refused: skip.reason };
    const edits = [...new Set(changes.map(({ document }) => document))]
      .sort((a, b) => a - b)
      .flatMap((index) =>
        editDocument(
          source.text,
          documents[index],
          changes.filter(({ document }) => document === index),
        ),
      );
    const text = applyEdits(source.text, edits);
    const added = changes.filter(({ op }) => op === 'add-document').length;
    checkOthers(documents, parse({ ...source, text }).documents, changes, added);
    return { text, edits };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: error.message };
  }
}

function editDocument(
  text: string,
  document: SourceDocument | undefined,
  changes: readonly DocumentChange[],
): TextEdit[] {
  if (document === undefined) throw new Refusal('the text has no such document');
  if (document.value === undefined) throw new Refusal(document.skip?.reason ?? 'the document cannot be read');
  const lines = text.split('\n');
  const first = document.range.start.line;
  const own = lines.slice(first, document.range.end.line).map((line) => line.replace(/\r$/, ''));
  const pieces = new Pieces(`${own.join('\n')}\n`);
  for (const change of changes) carryOut(pieces, change);
  return pieces.splices().map((splice) => toEdit(splice, own, first, lines));
}

function toEdit({ from, to, text }: Splice, own: readonly string[], first: number, lines: readonly string[]): TextEdit {
  const start = positionOf(own, from);
  const end = positionOf(own, to);
  const line = first + start.line;
  const breaks =
    (lines[line]?.endsWith('\r') || (line === lines.length - 1 && lines[line - 1]?.endsWith('\r'))) === true;
  const place = (at: Position): Position => ({ line: first + at.line, column: at.column });
  return { range: { start: place(start), end: place(end) }, newText: breaks ? text.replaceAll('\n', '\r\n') : text };
}

function positionOf(lines: readonly string[], offset: number): Position {
  let left = offset;
  for (const [line, text] of lines.entries()) {
    if (left <= text.length) return { line, column: left };
    left -= text.length + 1;
  }
  // The line break that closes a text need not be in it.
  return { line: lines.length - 1, column: lines.at(-1)?.length ?? 0 };
}

/** A text with edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, column }: Position): number => Math.min(text.length, (starts[line] ?? text.length) + column);
  let result = '';
  let at = 0;
  for (const { range, newText } of edits) {
    result += text.slice(at, offset(range.start)) + newText;
    at = offset(range.end);
  }
  return result + text.slice(at);
}

/** Documents that no change names must say what they said. */
function checkOthers(
  before: readonly SourceDocument[],
  after: readonly SourceDocument[],
  changes: readonly DocumentChange[],
  added: number,
): void {
  if (after.length !== before.length + added) throw new Refusal('the text would be cut into other documents');
  const touched = new Set(changes.map(({ document }) => document));
  let shift = 0;
  for (const { index, value } of before) {
    const now = after[index + shift]?.value;
    if (touched.has(index) ? now === undefined : !same(now, value))
      throw new Refusal('another document of the text would change');
    shift += changes.filter(({ document, op }) => document === index && op === 'add-document').length;
  }
}
