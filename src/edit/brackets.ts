import type { Written, WrittenEntry } from '../source/index.ts';
import type { Neighbours } from './block.ts';
import { inline } from './emit.ts';
import { lineEnd, shifted, startsLine } from './lines.ts';
import { indentOf, type Page, type Payload } from './page.ts';
import type { Splice } from './pieces.ts';
import { Refusal } from './refusal.ts';

/** A new entry of a map or list in brackets; `key` is absent for a list. */
export function addInBrackets(
  page: Page,
  node: Written,
  key: string | undefined,
  payload: Payload,
  where: Neighbours,
): Splice[] {
  const { text } = page;
  const last = node.entries.at(-1);
  const close = node.span.to - 1;
  if (last === undefined) return [{ from: node.span.from + 1, to: close, text: firstText(page, key, payload) }];
  const next = node.entries.find(({ name }) => key !== undefined && name === where.before);
  if (next !== undefined) return [inFront(page, node, next, key, payload)];
  const wanted = (where.after ?? []).map((name) =>
    node.entries.find((entry) => key !== undefined && entry.name === name),
  );
  const previous = wanted.find((entry) => entry !== undefined) ?? last;
  const end = endOf(previous);
  const written = entryText(page, previous, key, payload);
  const comma = /^\s*,/.exec(text.slice(end, close))?.[0];
  const behind = end + (comma?.length ?? 0);
  const tail = comma !== undefined && previous !== last ? ',' : '';
  if (!startsLine(text, previous.key.from)) {
    const separator = separatorOf(text, node);
    return [
      { from: behind, to: behind, text: `${comma === undefined ? separator : separator.slice(1)}${written}${tail}` },
    ];
  }
  const added = `\n${indentOf(text, previous.key.from)}${written}${tail}`;
  const line = lineEnd(text, end);
  if (line > close || line === end)
    return [{ from: behind, to: behind, text: `${comma === undefined ? ',' : ''}${added}` }];
  // A comment behind the one before stays on its line.
  const own = { from: line, to: line, text: added };
  return comma === undefined ? [{ from: end, to: end, text: ',' }, own] : [own];
}

const endOf = ({ value, after }: WrittenEntry): number => value?.span.to ?? after;

/** What stands between two entries of one line; without any, a blank follows the comma where one follows the colon. */
function separatorOf(text: string, { entries }: Written): string {
  const [first, second] = entries;
  if (first === undefined) return ', ';
  const between = second === undefined ? '' : text.slice(endOf(first), second.key.from);
  if (/^,[ \t]*$/.test(between)) return between;
  return first.value !== undefined && text[first.after - 1] === ':' && first.value.span.from === first.after
    ? ','
    : ', ';
}

function inFront(page: Page, node: Written, next: WrittenEntry, key: string | undefined, payload: Payload): Splice {
  const { text } = page;
  const { from } = next.key;
  const separator = startsLine(text, from) ? `,\n${indentOf(text, from)}` : separatorOf(text, node);
  return { from, to: from, text: `${entryText(page, next, key, payload)}${separator}` };
}

/** The only entry: what is moved brings along what stood between the brackets and it. */
function firstText(page: Page, key: string | undefined, payload: Payload): string {
  const { raw } = payload;
  if (key !== undefined || raw?.kind !== 'item' || !raw.inBrackets) return entryText(page, undefined, key, payload);
  return `${raw.open}${raw.text}${raw.close}`;
}

/** `like`: an entry whose colon and indentation are as this one's should be. */
function entryText(page: Page, like: WrittenEntry | undefined, key: string | undefined, payload: Payload): string {
  const { isJson } = page.outline;
  const { value, raw } = payload;
  const indent = like !== undefined && startsLine(page.text, like.key.from) ? indentOf(page.text, like.key.from) : '';
  if (raw !== undefined && !raw.inBrackets) throw new Refusal('it would go from a block into brackets');
  if (raw?.kind === 'member') return shifted(raw.text, indent.length - raw.column);
  const colon =
    like?.value === undefined || key === undefined ? '' : page.text.slice(like.key.to, like.value.span.from);
  const name = key === undefined ? '' : `${inline(key, isJson)}${/^\s*:[ \t]*$/.test(colon) ? colon : ': '}`;
  if (raw !== undefined)
    return key === undefined
      ? shifted(raw.text, indent.length - raw.column)
      : `${name}[${raw.open}${raw.text}${raw.close}]`;
  if (!isJson || indent === '') return `${name}${inline(value, isJson)}`;
  // Values of several lines in a text of several lines.
  return `${name}${JSON.stringify(value, undefined, stepOf(page)).replaceAll('\n', `\n${indent}`)}`;
}

/** How far the members of the whole text are indented. */
function stepOf({ text, outline }: Page): number {
  const [first] = outline.root?.entries ?? [];
  return first !== undefined && startsLine(text, first.key.from) ? indentOf(text, first.key.from).length : 2;
}

/** Takes an entry out, with the comma that belongs to it. */
export function removeInBrackets({ text }: Page, node: Written, entry: WrittenEntry): Splice {
  const index = node.entries.indexOf(entry);
  const next = node.entries[index + 1];
  const previous = node.entries[index - 1];
  const end = entry.value?.span.to ?? entry.after;
  let splice = { from: node.span.from + 1, to: node.span.to - 1, text: '' };
  if (next !== undefined) splice = { from: entry.key.from, to: next.key.from, text: '' };
  else if (previous !== undefined) splice = { from: previous.value?.span.to ?? previous.after, to: end, text: '' };
  const around = text.slice(splice.from, entry.key.from) + text.slice(end, splice.to);
  if (around.includes('#')) throw new Refusal('a comment stands beside it');
  return splice;
}
