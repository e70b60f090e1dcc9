import { type Change, lastSegment, type Pointer, parent, resolve, segments } from '../model/index.ts';
import { cut, writeYaml } from '../source/index.ts';
import { type Page, pageOf } from './page.ts';
import type { Pieces, Splice } from './pieces.ts';
import { put } from './put.ts';
import { placeAt, reach } from './reach.ts';
import { Refusal } from './refusal.ts';
import { quote, rename, replace } from './replace.ts';
import { plainValue, take, takeHidden, textOf } from './take.ts';
import { changed, same } from './value.ts';

/**
 * Carries out one change of a document's text, and reads the result to see that it says what the change asks for. `before` is the document
 * as it is, what comes back the document as it is then.
 * @throws {Refusal}
 */
export function carryOut(pieces: Pieces, before: Page, change: Change): Page {
  if (change.op === 'add-document') {
    const count = cut({ uri: '', text: pieces.text }).length;
    pieces.change([newDocument(before, pieces.text, change.value)]);
    const [first, ...added] = cut({ uri: '', text: pieces.text });
    // Put behind those that were put there before.
    const [last] = added.slice(-1);
    if (first === undefined || last === undefined || added.length !== count)
      throw new Refusal('it would not be cut off');
    if (!same(pageOf(last.text).outline.value, change.value))
      throw new Refusal('the new document would say something else');
    return before;
  }
  const written = change.op === 'quote' ? textOf(before, placeAt(before.outline, change.pointer)) : '';
  const wanted = changed(before.outline.value, change, written);
  if (change.op === 'move') move(pieces, before, change.from, change.pointer);
  else pieces.change(splicesOf(before, change));
  const after = pageOf(pieces.text);
  if (!same(after.outline.value, wanted)) throw new Refusal(reasonOf(before, change));
  return after;
}

type Simple = Exclude<Change, { op: 'move' | 'add-document' }>;

function splicesOf(page: Page, change: Simple): Splice[] {
  const { outline } = page;
  switch (change.op) {
    case 'replace':
      return replace(page, placeAt(outline, change.pointer), change.value);
    case 'quote': {
      const place = placeAt(outline, change.pointer);
      return [quote(place, textOf(page, place))];
    }
    case 'rename':
      return [rename(page, placeAt(outline, change.pointer), change.name)];
    case 'add':
      return put(page, change.pointer, { value: change.value }, { after: change.after ?? [] });
    case 'remove':
      placeAt(outline, change.pointer);
      return take(page, reach(outline, change.pointer).places, false).splices;
    case 'remove-hidden':
      return takeHidden(page, change.pointer);
  }
}

/** In two steps: the place it goes to is looked up when it is gone from where it was. */
function move(pieces: Pieces, page: Page, from: Pointer, to: Pointer): void {
  placeAt(page.outline, from);
  const value = resolve(page.outline.value, from) ?? null;
  const { splices, raw } = take(page, reach(page.outline, from).places, true);
  const isItem = lastSegment(to) === '-';
  pieces.change(splices);
  const left = pageOf(pieces.text);
  const holder = isItem ? parent(parent(to)) : parent(to);
  // What is made for it stands in front of what it comes from, when both are members of one mapping.
  const origin = parent(from);
  const before = parent(origin) === holder ? lastSegment(origin) : undefined;
  const isMade = reach(left.outline, to).rest.length > 1;
  const keepsText = isItem ? raw.kind === 'item' : raw.kind === 'member' && !isMade;
  const payload = keepsText ? { value, raw } : { value: plainValue(raw, value) };
  pieces.change(put(left, to, payload, before === undefined || !isItem ? {} : { before }));
}

/** Behind the last line of the document, its own last comments included. */
function newDocument({ outline }: Page, text: string, value: Parameters<typeof writeYaml>[0]): Splice {
  if (outline.isJson) throw new Refusal('a JSON text holds one document');
  const at = text.trimEnd().length;
  if (/\n\.\.\.$/.test(text.slice(0, at))) throw new Refusal('`...` ends the document');
  return { from: at, to: at, text: `\n---\n${writeYaml(value).trimEnd()}` };
}

function reasonOf({ outline }: Page, change: Simple | Extract<Change, { op: 'move' }>): string {
  if (change.op === 'remove-hidden') return 'the text would say something else afterwards';
  const { places } = reach(outline, change.op === 'move' ? change.from : change.pointer);
  if (places.some(({ entry }) => entry.value?.isMarked === true))
    return 'it has an anchor or a tag, and is used elsewhere too';
  return `the text would say something else afterwards${segments(change.pointer).length > 0 ? '' : ' (the whole document)'}`;
}
