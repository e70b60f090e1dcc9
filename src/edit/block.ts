import type { Written, WrittenEntry } from '../source/index.ts';
import { below, inBlock, scalar } from './emit.ts';
import { columnOf, lineEnd, lineStart, pastCommentsAbove, pastInnerComments, shifted, startsLine } from './lines.ts';
import { entryEnd, type Page, type Payload } from './page.ts';
import type { Splice } from './pieces.ts';
import type { Place } from './reach.ts';
import { Refusal } from './refusal.ts';

/** Where a new member should stand among the others. */
export interface Neighbours {
  /** Behind the first of these that exists; otherwise last. */
  after?: readonly string[];
  /** In front of this one, if it exists. */
  before?: string;
}

/** A new member of a block mapping. */
export function addMember(page: Page, map: Written, key: string, payload: Payload, where: Neighbours): Splice[] {
  const { text } = page;
  const { entries } = map;
  const column = blockColumn(text, entries);
  const pad = ' '.repeat(column);
  const member = memberText(page, key, payload, column);
  const next = entries.find(({ name }) => name === where.before);
  if (next !== undefined) return [inFront(text, next, member, column)];
  const wanted = (where.after ?? []).map((name) => entries.find((entry) => entry.name === name));
  const previous = wanted.find((entry) => entry !== undefined) ?? entries.at(-1);
  if (previous === undefined) throw new Refusal('the mapping is empty');
  const at = pastInnerComments(text, entryEnd(page, previous), column);
  return [{ from: at, to: at, text: `\n${pad}${member}` }];
}

function inFront(text: string, next: WrittenEntry, member: string, column: number): Splice {
  const pad = ' '.repeat(column);
  const { from } = next.key;
  if (!startsLine(text, from)) return { from, to: from, text: `${member}\n${pad}` };
  const at = pastCommentsAbove(text, lineStart(text, from), column);
  return { from: at, to: at, text: `${pad}${member}\n` };
}

/** A new last item of a block list. */
export function addItem(page: Page, list: Written, payload: Payload): Splice[] {
  const { text } = page;
  const last = list.entries.at(-1);
  if (last === undefined) throw new Refusal('the list is empty');
  const column = columnOf(text, last.key.from);
  const at = pastInnerComments(text, entryEnd(page, last), column);
  return [{ from: at, to: at, text: `\n${' '.repeat(column)}${itemText(page, payload, column)}` }];
}

/** Puts the first value where none is written: behind a key or a dash. */
export function fill(page: Page, { entry, holder }: Place, payload: Payload): Splice[] {
  const { text, style } = page;
  const column = columnOf(text, entry.key.from);
  const isItem = holder.kind === 'list';
  const { value, raw } = payload;
  if (raw !== undefined && (isItem || raw.kind === 'member'))
    throw new Refusal('nothing is written where it should go');
  const written =
    raw !== undefined
      ? madeList(page, payload, column)
      : isItem
        ? ` ${inBlock(value, column + 2, style)}`
        : below(value, column, style);
  const old = { from: entry.after, to: entry.value?.span.to ?? entry.after, text: '' };
  if (!written.startsWith('\n')) return [{ ...old, text: written }];
  // The comment behind the key stays there.
  const end = lineEnd(text, old.to);
  return end === old.from ? [{ ...old, text: written }] : [old, { from: end, to: end, text: written }];
}

function memberText(page: Page, key: string, { value, raw }: Payload, column: number): string {
  const name = scalar(key);
  if (raw === undefined) return `${name}:${below(value, column, page.style)}`;
  if (raw.kind === 'member') return shifted(raw.text, column - raw.column).replace(/^[^:]*/, name);
  return `${name}:${madeList(page, { value, raw }, column)}`;
}

/** A list for what is moved, below a key at `column`, indented as the list it comes from. */
function madeList(page: Page, { value, raw }: Payload, column: number): string {
  const dash = column + (raw === undefined || raw.inBrackets ? page.style.dash : raw.dash);
  return `\n${' '.repeat(dash)}${itemText(page, { value, ...(raw && { raw }) }, dash)}`;
}

function itemText(page: Page, { value, raw }: Payload, column: number): string {
  const pad = `\n${' '.repeat(column)}`;
  if (raw === undefined || raw.kind === 'member') return `- ${inBlock(value, column + 2, page.style)}`;
  const comments = raw.comments.map((comment) => `${comment}${pad}`).join('');
  return `${comments}-${raw.gap}${shifted(raw.text, column + 1 + raw.gap.length - raw.column)}`;
}

/** The column of the keys of a block mapping. */
export function blockColumn(text: string, entries: readonly WrittenEntry[]): number {
  const own = entries.find(({ key }) => startsLine(text, key.from)) ?? entries[0];
  if (own === undefined) throw new Refusal('the mapping is empty');
  return columnOf(text, own.key.from);
}
