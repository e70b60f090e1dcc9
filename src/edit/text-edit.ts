import type { Position, Range } from '../model/index.ts';
import type { Splice } from './pieces.ts';

/** A stretch of a text and what comes in its place; never overlapping, in the order of the text. */
export interface TextEdit {
  range: Range;
  newText: string;
}

/** From a document's own text to the text it is cut from: lines `first` up to `end` of `lines`, which may still hold their '\r'. */
export function toEdit({ from, to, text }: Splice, lines: readonly string[], first: number, end: number): TextEdit {
  const start = positionOf(lines, first, end, from);
  const stop = positionOf(lines, first, end, to);
  const isLast = start.line === lines.length - 1;
  const hasReturn = lines[isLast ? start.line - 1 : start.line]?.endsWith('\r') === true;
  return { range: { start, end: stop }, newText: hasReturn ? text.replaceAll('\n', '\r\n') : text };
}

function positionOf(lines: readonly string[], first: number, end: number, offset: number): Position {
  let left = offset;
  let length = 0;
  for (let line = first; line < end; line += 1) {
    length = (lines[line] ?? '').replace(/\r$/, '').length;
    if (left <= length) return { line, column: left };
    left -= length + 1;
  }
  // The line break that closes a text need not be in it.
  return { line: end - 1, column: length };
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
