import { isObject, type JsonObject, join, listAt, objectAt, stringAt } from '../../model/index.ts';
import { mergePatchText } from './merge-patch.ts';
import type { Chosen, Provenance } from './types.ts';

/** The annotations of a pod as text by key, in an object that has no prototype. */
export type Annotations = Record<string, string>;

/** Writes `spec.patchPodMetadata` of the sets into the annotations, in order. True when a patch was tried at all. */
export function patchAnnotations(annotations: Annotations, sets: readonly Chosen[], provenance: Provenance[]): boolean {
  let changed = false;
  for (const set of sets) {
    for (const [index, entry] of listAt(set.spec, 'patchPodMetadata').entries()) {
      if (!isObject(entry)) continue;
      for (const [key, value] of Object.entries(objectAt(entry, 'annotations') ?? {})) {
        const before = annotations[key];
        const after = patched(before, String(value), stringAt(entry, 'patchPolicy'));
        if (after === undefined || after === before) continue;
        annotations[key] = after;
        changed = true;
        provenance.push({
          pointer: join('/metadata/annotations', key),
          set: set.name,
          from: join('/spec/patchPodMetadata', index, 'annotations', key),
          ...(set.revision !== undefined && { revision: set.revision }),
        });
      }
    }
  }
  return changed;
}

/** The new value; undefined when the policy leaves the annotation alone, as an unknown policy does. */
function patched(before: string | undefined, value: string, policy: string): string | undefined {
  if (policy === 'Overwrite') return value;
  if (policy === 'MergePatchJson') return before === undefined || before === '' ? value : mergePatchText(before, value);
  return (policy === 'Retain' || policy === '') && before === undefined ? value : undefined;
}

export function annotationsOf(pod: JsonObject): Annotations {
  const annotations: Annotations = Object.create(null);
  for (const [key, value] of Object.entries(objectAt(pod, 'metadata', 'annotations') ?? {}))
    annotations[key] = String(value);
  return annotations;
}
