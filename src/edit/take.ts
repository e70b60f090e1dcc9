import { type JsonValue, lastSegment, type Pointer, parent } from '../model/index.ts';
import { blockColumn } from './block.ts';
import { removeInBrackets } from './brackets.ts';
import { columnOf, lineEnd, lineStart, pastCommentsAbove, pastInnerComments, startsLine } from './lines.ts';
import { entryEnd, indentOf, type Page, type Raw } from './page.ts';
import type { Splice } from './pieces.ts';
import { type Place, reach } from './reach.ts';
import { Refusal } from './refusal.ts';

/** What taking an entry out of its place comes to. */
interface Taken {
  splices: Splice[];
  raw: Raw;
}

/** Takes an entry out. `comments`: with the comment lines directly above it. */
export function take(page: Page, places: readonly Place[], comments: boolean): Taken {
  const place = places.at(-1);
  if (place === undefined) throw new Refusal('the whole document would be taken away');
  const { holder, entry } = place;
  if (!entry.isSimple) throw new Refusal('its key has an anchor, a tag or a `?` in front of it');
  return holder.inBrackets ? fromBrackets(page, places, place) : fromBlock(page, places, place, comments);
}

function fromBrackets(page: Page, places: readonly Place[], { holder, entry }: Place): Taken {
  const { text } = page;
  const isItem = holder.kind === 'list';
  const end = entry.value?.span.to ?? entry.after;
  const first = holder.entries[0] ?? entry;
  const last = holder.entries.at(-1) ?? entry;
  const list = places.at(-2)?.entry;
  const raw: Raw = {
    kind: isItem ? 'item' : 'member',
    text: text.slice(isItem ? (entry.value?.span.from ?? entry.after) : entry.key.from, end),
    inBrackets: true,
    column: indentOf(text, entry.key.from).length,
    gap: ' ',
    comments: [],
    dash: list === undefined ? 0 : 2,
    open: text.slice(holder.span.from + 1, first.key.from),
    close: text.slice(last.value?.span.to ?? last.after, holder.span.to - 1).replace(/^\s*,/, ''),
  };
  return { splices: [removeInBrackets(page, holder, entry)], raw };
}

function fromBlock(page: Page, places: readonly Place[], place: Place, comments: boolean): Taken {
  const { text } = page;
  const { holder, entry } = place;
  const isItem = holder.kind === 'list';
  const column = columnOf(text, entry.key.from);
  const end = pastInnerComments(text, entryEnd(page, entry), column);
  const from = isItem ? (entry.value?.span.from ?? entry.after) : entry.key.from;
  if (isItem && !/^[ ]*$/.test(text.slice(entry.after, from)))
    throw new Refusal('something stands between its dash and its content');
  const ownLine = startsLine(text, entry.key.from);
  const start = lineStart(text, entry.key.from);
  const top = comments && ownLine ? pastCommentsAbove(text, start, column) : start;
  const list = places.at(-2)?.entry;
  const raw: Raw = {
    kind: isItem ? 'item' : 'member',
    text: text.slice(from, end),
    inBrackets: false,
    column: from - start,
    gap: isItem ? text.slice(entry.after, from) : ' ',
    comments: text
      .slice(top, start)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    dash:
      isItem && list !== undefined ? Math.max(0, column - blockColumn(text, places.at(-2)?.holder.entries ?? [])) : 0,
    open: '',
    close: '',
  };
  if (holder.entries.length === 1) return { splices: emptied(page, places, end), raw };
  if (ownLine) return { splices: [wholeLines(text, top, end)], raw };
  return { splices: [behindDash(page, place, end)], raw };
}

function wholeLines(text: string, top: number, end: number): Splice {
  return top > 0 ? { from: top - 1, to: end, text: '' } : { from: 0, to: Math.min(text.length, end + 1), text: '' };
}

/** The first member of a mapping in a list: the next one moves up behind the dash. */
function behindDash({ text }: Page, { holder, entry }: Place, end: number): Splice {
  const next = holder.entries[holder.entries.indexOf(entry) + 1];
  if (next === undefined) throw new Refusal('it shares its line with what it stands in');
  if (text.slice(end, next.key.from).trim() !== '')
    throw new Refusal('a comment stands between it and the next member');
  return { from: entry.key.from, to: next.key.from, text: '' };
}

/** Its last entry: brackets stay where the block was. */
function emptied({ text }: Page, places: readonly Place[], end: number): Splice[] {
  const { holder, entry } = places.at(-1) ?? {};
  const parent = places.at(-2)?.entry;
  if (parent === undefined || holder === undefined || entry === undefined)
    throw new Refusal('nothing of the document would be left');
  if (parent.value?.isMarked === true) throw new Refusal('what it stands in has an anchor or a tag');
  const brackets = holder.kind === 'list' ? '[]' : '{}';
  const line = lineEnd(text, parent.after);
  if (line > entry.key.from) return [{ from: entry.key.from, to: end, text: brackets }];
  if (text.slice(line, entry.key.from).trim() !== '') throw new Refusal('a comment stands above it');
  return [
    { from: parent.after, to: parent.after, text: ` ${brackets}` },
    { from: line, to: end, text: '' },
  ];
}

/** Takes out all members of a name but the last. */
export function takeHidden(page: Page, pointer: Pointer): Splice[] {
  const { places, rest } = reach(page.outline, parent(pointer));
  const holder = rest.length > 0 ? undefined : places.length === 0 ? page.outline.root : places.at(-1)?.entry.value;
  const same = holder?.entries.filter(({ name, isSimple }) => isSimple && name === lastSegment(pointer)) ?? [];
  if (holder === undefined || same.length < 2) throw new Refusal(`${pointer} does not stand there twice`);
  return same.slice(0, -1).flatMap((entry) => take(page, [...places, { holder, entry }], false).splices);
}

/** The value at a place as it is written, for a string that has to hold it. */
export function textOf({ text }: Page, { entry }: Place): string {
  const { value } = entry;
  if (value?.kind !== 'plain') throw new Refusal('it is no single value without quotes');
  return text.slice(value.span.from, value.span.to);
}

/** What can be put down elsewhere without its text: no comments, anchors or aliases in it. */
export function plainValue(raw: Raw, value: JsonValue): JsonValue {
  if (/[#&*|>]/.test(raw.text)) throw new Refusal('its text cannot be kept at the new place');
  return value;
}
