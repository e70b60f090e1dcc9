import type { Position as EditorPosition, Range as EditorRange } from 'vscode-languageserver';
import type { Position, Range } from '../model/index.ts';

/** How client and server count columns. */
export type Encoding = 'utf-16' | 'utf-8';

/** The lines of a text, found at the first question. */
export interface Lines {
  /** Without its line break; '' beyond the end. */
  line(number: number): string;
}

export function linesOf(text: string): Lines {
  let starts: number[] | undefined;
  return {
    line(number) {
      starts ??= [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
      const from = starts[number];
      if (from === undefined) return '';
      return text.slice(from, (starts[number + 1] ?? text.length + 1) - 1).replace(/\r$/, '');
    },
  };
}

/** UTF-8 bytes that the first `column` UTF-16 units of a line take. */
function bytesBefore(line: string, column: number): number {
  return Buffer.byteLength(line.slice(0, column));
}

/** UTF-16 units that the first `bytes` UTF-8 bytes of a line take; a byte inside a character counts as its beginning. */
function unitsBefore(line: string, bytes: number): number {
  let left = bytes;
  let units = 0;
  for (const character of line) {
    left -= Buffer.byteLength(character);
    if (left < 0) break;
    units += character.length;
  }
  return units;
}

export function toEditor(range: Range, encoding: Encoding, lines: Lines): EditorRange {
  const position = ({ line, column }: Position): EditorPosition => {
    return { line, character: encoding === 'utf-16' ? column : bytesBefore(lines.line(line), column) };
  };
  return { start: position(range.start), end: position(range.end) };
}

export function fromEditor({ line, character }: EditorPosition, encoding: Encoding, lines: Lines): Position {
  return { line, column: encoding === 'utf-16' ? character : unitsBefore(lines.line(line), character) };
}
