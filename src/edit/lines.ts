import { Refusal } from './refusal.ts';

/** Offset where the line of `at` begins. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Offset of the line break that ends the line of `at`, or the end of the text. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/**
 * The column of what stands at `at`, as blanks would make it: in front of it only blanks and the dashes of lists may stand.
 * @throws {Refusal} when something else does.
 */
export function columnOf(text: string, at: number): number {
  const before = text.slice(lineStart(text, at), at).replace(/^\ufeff/, '');
  if (!/^[ -]*$/.test(before)) throw new Refusal('what stands in front of it on its line has no plain indentation');
  return before.length;
}

/** Nothing but blanks stands before it on its line. */
export function startsLine(text: string, at: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, at), at));
}

/**
 * The end of the line on which something ends.
 * @throws {Refusal} when more than a comment follows there.
 */
export function endOfItsLine(text: string, to: number): number {
  const end = lineEnd(text, to);
  if (!/^[ \t]*(?:#.*)?$/.test(text.slice(to, end))) throw new Refusal('something else follows on its line');
  return end;
}

/** Moves on over comment lines that are indented deeper than `column`. Both offsets are ends of lines. */
export function pastInnerComments(text: string, end: number, column: number): number {
  let at = end;
  for (;;) {
    const next = text.slice(at + 1, lineEnd(text, at + 1));
    const indent = /^ *(?=#)/.exec(next)?.[0].length ?? -1;
    if (text[at] !== '\n' || indent <= column) return at;
    at += 1 + next.length;
  }
}

/** Goes up over comment lines of exactly this column that stand directly above. Both offsets are starts of lines. */
export function pastCommentsAbove(text: string, start: number, column: number): number {
  let at = start;
  while (at > 0) {
    const above = lineStart(text, at - 1);
    const comment = /^( *)#/.exec(text.slice(above, at));
    if (comment === null || comment[1]?.length !== column) return at;
    at = above;
  }
  return at;
}

/** Text in a deeper or shallower place: every line but the first is moved by `by` columns, blank lines are left. */
export function shifted(text: string, by: number): string {
  if (by === 0) return text;
  const [first = '', ...rest] = text.split('\n');
  const lines = rest.map((line) => {
    if (line.trim() === '') return line;
    if (by > 0) return `${' '.repeat(by)}${line}`;
    const blanks = /^ */.exec(line)?.[0].length ?? 0;
    return line.slice(Math.min(blanks, -by));
  });
  return [first, ...lines].join('\n');
}
