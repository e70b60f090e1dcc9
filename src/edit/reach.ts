import { join, type Pointer, resolve, segments } from '../model/index.ts';
import type { Outline, Written, WrittenEntry } from '../source/index.ts';
import { Refusal } from './refusal.ts';

/** A member or item, and the map or list that holds it. */
export interface Place {
  holder: Written;
  entry: WrittenEntry;
}

/** How far a pointer leads in what is written. */
export interface Reached {
  /** The members on the way, the last one innermost. */
  places: Place[];
  /** What is left of the path: nothing is written for it. */
  rest: string[];
}

/** @throws {Refusal} when the way leads through something that is written elsewhere, or that is no single place. */
export function reach({ value, root }: Outline, pointer: Pointer): Reached {
  const places: Place[] = [];
  const path = segments(pointer);
  let node = root;
  for (const [depth, step] of path.entries()) {
    const rest = path.slice(depth);
    if (node === undefined || (node.isNull && !node.isMarked)) return { places, rest };
    if (node.kind === 'alias')
      throw new Refusal('the way there leads through an alias: what it stands for is used elsewhere too');
    if (node.kind !== 'map' && node.kind !== 'list') throw new Refusal(`${step} would stand in a single value`);
    const same: WrittenEntry[] = node.entries.filter(
      ({ name, isSimple }) => name === step && (isSimple || name !== ''),
    );
    const [entry, twin] = same;
    if (twin !== undefined) throw new Refusal(`the key ${step} stands twice there`);
    if (entry === undefined) {
      if (resolve(value, join('', ...path.slice(0, depth + 1))) !== undefined)
        throw new Refusal(`${step} comes from a merge (<<), and stands elsewhere`);
      return { places, rest };
    }
    places.push({ holder: node, entry });
    node = entry.value;
  }
  return { places, rest: [] };
}

/** @throws {Refusal} when nothing is written there. */
export function placeAt(outline: Outline, pointer: Pointer): Place {
  const { places, rest } = reach(outline, pointer);
  const place = places.at(-1);
  if (place === undefined || rest.length > 0) throw new Refusal(`there is nothing at ${pointer}`);
  if (!place.entry.isSimple) throw new Refusal('its key has an anchor, a tag or a `?` in front of it');
  return place;
}
