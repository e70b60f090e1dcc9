import { canonicalText } from '../../inventory/index.ts';
import { isObject, type JsonObject, type JsonValue, listAt } from '../../model/index.ts';
import { behaves, type Release } from '../release.ts';
import { isNative, sidecarsOf } from '../sidecar-set.ts';

/** What of a stored set Kruise hashes, as text: two sets with equal texts have equal hashes. */
export interface HashInput {
  /** A change marks running pods as outdated. */
  whole: string;
  /** A change keeps running pods from being updated in place. */
  withoutImages: string;
}

/** Regular containers count, and all initContainers as soon as one of them is native; nothing else of a set does. */
export function hashInput(set: JsonObject, release: Release): HashInput {
  const hasNative = behaves(release, 'nativeSidecars') && sidecarsOf({ object: set }).some(isNative);
  const inits = hasNative ? listAt(set, 'spec', 'initContainers') : [];
  const lists = [listAt(set, 'spec', 'containers'), inits];
  return { whole: canonicalText(lists), withoutImages: canonicalText(lists.map((list) => list.map(withoutImage))) };
}

function withoutImage(container: JsonValue): JsonValue {
  if (!isObject(container)) return container;
  const { image: _, ...rest } = container;
  return rest;
}
