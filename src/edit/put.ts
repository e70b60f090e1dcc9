import type { JsonValue, Pointer } from '../model/index.ts';
import { addItem, addMember, fill, type Neighbours } from './block.ts';
import { addInBrackets } from './brackets.ts';
import type { Page, Payload } from './page.ts';
import type { Splice } from './pieces.ts';
import { type Place, reach } from './reach.ts';
import { Refusal } from './refusal.ts';

/** Puts something where nothing is; mappings and the list on the way are made. */
export function put(page: Page, pointer: Pointer, payload: Payload, where: Neighbours): Splice[] {
  const { places, rest } = reach(page.outline, pointer);
  const place = places.at(-1);
  const node = place === undefined ? page.outline.root : place.entry.value;
  const [step, ...deeper] = rest;
  if (node === undefined || node.isNull) {
    if (place === undefined) throw new Refusal('the document is empty');
    return open(page, place, rest, payload);
  }
  if (step === undefined) throw new Refusal(`${pointer} is there already`);
  const isEmpty = node.inBrackets && node.entries.length === 0;
  if (isEmpty && place !== undefined && !place.holder.inBrackets && !page.outline.isJson && !node.isMarked)
    return open(page, place, rest, payload);
  if (node.kind === 'list') return inList(page, node, rest, payload, where);
  if (node.kind !== 'map') throw new Refusal(`${step} would stand in a single value`);
  const inner = { ...payload, value: nested(deeper, payload.value) };
  if (payload.raw !== undefined && !isOwnPlace(payload.raw.kind, deeper))
    throw new Refusal('nothing is there that it could go into');
  return node.inBrackets ? addInBrackets(page, node, step, inner, where) : addMember(page, node, step, inner, where);
}

/** A member goes into a mapping that exists, an item into a list that exists or is made for it. */
function isOwnPlace(kind: 'item' | 'member', deeper: readonly string[]): boolean {
  return kind === 'member' ? deeper.length === 0 : deeper.length === 1 && deeper[0] === '-';
}

function inList(
  page: Page,
  list: NonNullable<Page['outline']['root']>,
  rest: readonly string[],
  payload: Payload,
  where: Neighbours,
): Splice[] {
  const [step, ...deeper] = rest;
  if (step !== '-') throw new Refusal(`the list has no entry ${step}`);
  if (payload.raw?.kind === 'member') throw new Refusal('a member cannot become an entry of a list');
  if (payload.raw !== undefined && deeper.length > 0) throw new Refusal('nothing is there that it could go into');
  const inner = { ...payload, value: nested(deeper, payload.value) };
  return list.inBrackets ? addInBrackets(page, list, undefined, inner, where) : addItem(page, list, inner);
}

/** Where only a key, null or empty brackets are written. */
function open(page: Page, place: Place, rest: readonly string[], payload: Payload): Splice[] {
  if (payload.raw !== undefined && !(rest.length === 1 && rest[0] === '-'))
    throw new Refusal('nothing is there that it could go into');
  if (!place.holder.inBrackets) return fill(page, place, { ...payload, value: nested(rest, payload.value) });
  throw new Refusal('nothing is written there, and it stands in brackets');
}

/** The value in the mappings, and the list, that are missing on the way to it. */
function nested(path: readonly string[], value: JsonValue): JsonValue {
  return path.reduceRight<JsonValue>(
    (inner, step) => (step === '-' ? [inner] : Object.fromEntries([[step, inner]])),
    value,
  );
}
