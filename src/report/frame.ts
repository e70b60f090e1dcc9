import type { Range } from '../model/index.ts';
import { visible } from './cells.ts';
import type { Paint, Style } from './style.ts';

const linesBefore = 2;
const linesAfter = 1;
/** Longest piece of a source line, and how much of it stands before the range when the line is cut. */
const longest = 100;
const lead = 40;
/** A range over more lines shows its first ones and its last. */
const mostLines = 6;

/** The lines around `range` with numbers; the first line of the range is underlined, its other lines are marked in the gutter. */
export function codeFrame(lines: readonly string[], range: Range, style: Style, paint: Paint): string[] {
  const first = Math.min(range.start.line, lines.length - 1);
  const last = lastLine(lines, range);
  const from = first === range.start.line ? range.start.column : 0;
  const to = last > first ? (lines[first] ?? '').trimEnd().length : range.end.column;
  const left = cutAt(lines[first] ?? '', from, to);
  const gutter = String(last + linesAfter + 1).length;
  const frame: string[] = [];
  const put = (line: number, bar: string): void => {
    const text = piece(lines[line] ?? '', left);
    frame.push(`${style.dim(String(line + 1).padStart(gutter))} ${bar}${text === '' ? '' : ` ${text}`}`);
  };

  for (let line = Math.max(0, first - linesBefore); line < first; line += 1) put(line, style.dim('│'));
  put(first, last > first ? paint('┃') : style.dim('│'));
  frame.push(`${' '.repeat(gutter)} ${style.dim('│')} ${underline(lines[first] ?? '', left, from, to, paint)}`);
  for (let line = first + 1; line <= last; line += 1) {
    if (line - first === mostLines - 2 && last - line > 1) {
      frame.push(`${' '.repeat(gutter)} ${paint('⋮')}`);
      line = last;
    }
    put(line, paint('┃'));
  }
  for (let line = last + 1; line <= last + linesAfter && line < lines.length; line += 1) {
    if (lines[line] !== '') put(line, style.dim('│'));
  }
  return frame;
}

/** Blocks end at the start of the line after them; the blank lines between belong to nobody. */
function lastLine(lines: readonly string[], range: Range): number {
  let last = Math.min(range.end.line, lines.length - 1);
  if (range.end.column === 0 && last > range.start.line) last -= 1;
  while (last > range.start.line && (lines[last] ?? '').trim() === '') last -= 1;
  return Math.max(last, Math.min(range.start.line, lines.length - 1));
}

/** Column where the shown piece of each line begins: 0 unless the range would lie outside. */
function cutAt(line: string, from: number, to: number): number {
  if (line.length <= longest || Math.min(to, from + lead) <= longest) return 0;
  return Math.max(0, from - lead);
}

function piece(line: string, left: number): string {
  if (line.length <= left) return line === '' ? '' : '…';
  const text = visible(line.slice(onBoundary(line, left), onBoundary(line, left + longest))).text;
  return `${left > 0 ? '…' : ''}${text}${line.length > left + longest ? '…' : ''}`;
}

/** Half a surrogate pair would be shown as an escape. */
function onBoundary(line: string, index: number): number {
  const code = line.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index + 1 : index;
}

function underline(line: string, left: number, from: number, to: number, paint: Paint): string {
  const begin = onBoundary(line, left);
  const before = visible(line.slice(begin, from)).width;
  const until = Math.min(to, onBoundary(line, left + longest));
  const carets = Math.max(1, visible(line.slice(begin, until)).width - before);
  return `${' '.repeat(before + (left > 0 ? 1 : 0))}${paint('^'.repeat(carets))}`;
}
