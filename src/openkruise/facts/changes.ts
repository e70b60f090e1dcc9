import { canonicalText } from '../../inventory/index.ts';
import {
  type FactList,
  isObject,
  type JsonObject,
  type JsonValue,
  join,
  type Manifest,
  nearestExisting,
  type Pointer,
  valueAt,
} from '../../model/index.ts';
import { behaves, type KruiseTarget, releaseOf } from '../release.ts';
import { isSidecarSet, updateType } from '../sidecar-set.ts';
import { hashInput } from '../store/hash.ts';
import { storeSidecarSet } from '../store/store.ts';
import { updateCauses } from '../validate/containers.ts';

/** What an update of a set means for pods that run: nothing is said of changes that reach them. */
export function setChanges(manifest: Manifest, old: JsonObject | null, target: KruiseTarget): FactList<'setChanges'> {
  if (!isSidecarSet(manifest) || old === null || updateType(manifest) === 'NotUpdate') return [];
  const release = releaseOf(target.kruise);
  const now = storeSidecarSet(manifest, release);
  const before = storeSidecarSet({ ...manifest, object: old }, release);
  if (now.refusal !== undefined || before.refusal !== undefined) return [];
  // Nothing changes when the update is refused.
  if (updateCauses(now.object, before.object, behaves(release, 'newContainerForbidden')).length > 0) return [];
  const [a, b] = [hashInput(before.object, release), hashInput(now.object, release)];
  const change = (kind: string, lists: readonly string[], ignore: readonly string[]): FactList<'setChanges'> => {
    for (const list of lists) {
      const [was, is] = [before, now].map(({ object }) => valueAt(object, 'spec', list));
      const at = firstDifference(was, is, `/spec/${list}`, ignore);
      if (at === undefined) continue;
      const pointer = nearestExisting(manifest.object, at);
      return [{ self: { kind, field: list }, pointer, places: {} }];
    }
    return [];
  };
  if (a.withoutImages !== b.withoutImages) return change('blocked', ['containers', 'initContainers'], ['image']);
  if (a.whole !== b.whole) return [];
  return change('untracked', ['volumes', 'patchPodMetadata', 'imagePullSecrets', 'initContainers'], []);
}

/** The first place where two values differ, in the order of the new one; what is gone counts where it was. */
function firstDifference(
  was: JsonValue | undefined,
  is: JsonValue | undefined,
  pointer: Pointer,
  ignore: readonly string[],
): Pointer | undefined {
  if (canonicalText(was ?? null) === canonicalText(is ?? null)) return undefined;
  const both = (Array.isArray(was) && Array.isArray(is)) || (isObject(was) && isObject(is));
  if (!both) return pointer;
  const keys = [...new Set([...Object.keys(is ?? {}), ...Object.keys(was ?? {})])];
  for (const key of keys) {
    if (ignore.includes(key)) continue;
    const at = firstDifference(entry(was, key), entry(is, key), join(pointer, key), ignore);
    if (at !== undefined) return at;
  }
  return undefined;
}

function entry(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) ? value[key] : undefined;
}
