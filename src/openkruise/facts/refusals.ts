import type { Inventory } from '../../inventory/index.ts';
import {
  type FactList,
  isObject,
  type JsonValue,
  join,
  listAt,
  type Manifest,
  objectAt,
  type Place,
  stringAt,
  type Workload,
} from '../../model/index.ts';
import type { KruiseTarget } from '../release.ts';
import { matchingSets, nameOf } from './matched.ts';
import { afterSets } from './simulated.ts';

/** Pods that OpenKruise refuses because of what stands in their annotations. */
export function refusals(workload: Workload, inventory: Inventory, target: KruiseTarget): FactList<'refusals'> {
  const sets = matchingSets(workload, inventory, target);
  if (sets.length === 0) return [];
  const denial = (some: readonly Manifest[]): string => afterSets(workload, some, inventory, target)?.denied ?? '';
  const why = denial(sets);
  if (why !== 'merge-patch-not-json' && why !== 'bookkeeping-annotation-not-json') return [];
  const set = sets.find((one) => denial([one]) === why) ?? sets[0];
  const annotations = objectAt(workload.podMetadata, 'annotations') ?? {};
  const keys = Object.keys(annotations);
  const key =
    why === 'merge-patch-not-json'
      ? keys.find((name) => patchOf(set, name) >= 0)
      : keys.find((name) => name.startsWith('kruise.io/sidecarset-hash') && !isJsonObject(annotations[name]));
  const patch = key === undefined ? -1 : patchOf(set, key);
  const place: Place = {
    manifest: workload.manifest,
    pointer: join(workload.podMetadataPointer, 'annotations', key ?? ''),
  };
  return [
    {
      self: { denial: why, set: set?.name ?? '', key: key ?? '', pod: nameOf(workload) },
      pointer: workload.podMetadataPointer,
      places: {
        annotation: key === undefined ? undefined : place,
        set: set && {
          manifest: set,
          pointer: patch < 0 ? '/spec/selector' : join('/spec/patchPodMetadata', patch, 'annotations', key ?? ''),
        },
      },
    },
  ];
}

function patchOf(set: Manifest | undefined, key: string): number {
  return listAt(set?.object, 'spec', 'patchPodMetadata').findIndex(
    (patch) =>
      stringAt(patch, 'patchPolicy') === 'MergePatchJson' && objectAt(patch, 'annotations')?.[key] !== undefined,
  );
}

function isJsonObject(text: JsonValue | undefined): boolean {
  if (text === '') return true;
  try {
    return isObject(JSON.parse(String(text)));
  } catch {
    return false;
  }
}
