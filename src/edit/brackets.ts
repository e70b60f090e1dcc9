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
  if (last === undefined)
    return [{ from: node.span.from + 1, to: close, text: entryText(page, undefined, key, payload, 0) }];
  const next = node.entries.find(({ name }) => key !== undefined && name === where.before);
  if (next !== undefined) return [inFront(page, next, key, payload)];
  const wanted = (where.after ?? []).map((name) =>
    node.entries.find((entry) => key !== undefined && entry.name === name),
  );
  const previous = wanted.find((entry) => entry !== undefined) ?? last;
  const end = previous.value?.span.to ?? previous.after;
  const indent = indentOf(text, previous.key.from);
  const isOnOwnLine = startsLine(text, previous.key.from);
  const written = entryText(page, previous, key, payload, indent.length);
  const comma = /^\s*,/.exec(text.slice(end, close))?.[0];
  if (!isOnOwnLine) {
    if (comma === undefined) return [{ from: end, to: end, text: `, ${written}` }];
    const at = end + comma.length;
    return [{ from: at, to: at, text: previous === last ? ` ${written}` : ` ${written},` }];
  }
  const line = lineEnd(text, end);
  const tail = comma !== undefined && previous !== last ? ',' : '';
  if (line > close)
    return [
      {
        from: end + (comma?.length ?? 0),
        to: end + (comma?.length ?? 0),
        text: `${comma === undefined ? ',' : ''}\n${indent}${written}${tail}`,
      },
    ];
  const added = { from: line, to: line, text: `\n${indent}${written}${tail}` };
  if (comma !== undefined) return [added];
  return line === end ? [{ ...added, text: `,${added.text}` }] : [{ from: end, to: end, text: ',' }, added];
}

function inFront(page: Page, next: WrittenEntry, key: string | undefined, payload: Payload): Splice {
  const { text } = page;
  const { from } = next.key;
  const indent = indentOf(text, from);
  const separator = startsLine(text, from) ? `,\n${indent}` : ', ';
  return { from, to: from, text: `${entryText(page, next, key, payload, indent.length)}${separator}` };
}

/** `like`: an entry whose colon is written as this one's should be. */
function entryText(
  page: Page,
  like: WrittenEntry | undefined,
  key: string | undefined,
  payload: Payload,
  column: number,
): string {
  const { isJson } = page.outline;
  const { value, raw } = payload;
  if (raw !== undefined && !raw.inBrackets) throw new Refusal('it would go from a block into brackets');
  if (raw?.kind === 'member') return shifted(raw.text, column - raw.column);
  const colon =
    like?.value === undefined || key === undefined ? ': ' : page.text.slice(like.key.to, like.value.span.from);
  const name = key === undefined ? '' : `${inline(key, isJson)}${/^\s*:[ \t]*$/.test(colon) ? colon : ': '}`;
  if (raw === undefined) return `${name}${inline(value, isJson)}`;
  const item = shifted(raw.text, column - raw.column);
  return key === undefined ? item : `${name}[${raw.open}${raw.text}${raw.close}]`;
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
