import { isConvertible, labelsOf, qualifiedNameProblems, selectorMatches } from '../../inventory/index.ts';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  join,
  listAt,
  objectAt,
  type Reason,
  valueAt,
} from '../../model/index.ts';
import type { KruiseCause, Surroundings } from './cause.ts';

const field = 'spec.patchPodMetadata';
const base = '/spec/patchPodMetadata';

const cause = (message: string, pointer: string = base, reason: Reason = 'FieldValueRequired'): KruiseCause => ({
  check: 'patch-pod-metadata',
  reason,
  field,
  pointer,
  message,
});

/** Checks of the annotations a set wants to write, the cluster's whitelist among them where it is known. */
export function patchCauses(set: JsonObject, surroundings: Surroundings): KruiseCause[] {
  const entries = listAt(set, 'spec', 'patchPodMetadata');
  if (entries.length === 0) return [];
  const causes: KruiseCause[] = [];
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const annotations = Object.keys(objectAt(entry, 'annotations') ?? {});
    if (annotations.length === 0) causes.push(cause('no annotations', join(base, index)));
    for (const key of annotations) {
      const pointer = join(base, index, 'annotations', key);
      for (const message of qualifiedNameProblems(key.toLowerCase())) {
        causes.push({
          ...cause(`${key}: ${message}`, pointer, 'FieldValueInvalid'),
          field: 'patchPodMetadata.annotations',
        });
      }
      if (seen.has(key)) causes.push(cause(`annotation ${key} is patched twice`, pointer));
      seen.add(key);
    }
  }
  const refusal = whitelistProblem(set, [...seen], surroundings);
  return refusal === '' ? causes : [...causes, cause(refusal)];
}

function whitelistProblem(set: JsonObject, keys: readonly string[], surroundings: Surroundings): string {
  const { configuration, allowsAnyPatch = false, compile } = surroundings;
  if (configuration === undefined || compile === undefined) return '';
  const text = configuration === null ? undefined : configuration.SidecarSet_PatchPodMetadata_WhiteList;
  if (text === undefined) return allowsAnyPatch ? '' : 'the whitelist is not there';
  const rules = rulesOf(text);
  if (rules === undefined) return 'the whitelist is not readable';
  const allowed: ((key: string) => boolean)[] = [];
  for (const rule of rules) {
    const selector = valueAt(rule, 'selector') ?? undefined;
    if (selector !== undefined && !isConvertible(selector)) return 'a selector of the whitelist cannot be used';
    if (selector !== undefined && !selectorMatches(selector, labelsOf(valueAt(set, 'metadata', 'labels')))) continue;
    for (const pattern of listAt(rule, 'allowedAnnotationKeyExprs')) {
      const test = compile(String(pattern));
      if (test === undefined) return `pattern ${pattern} of the whitelist cannot be used`;
      allowed.push(test);
    }
  }
  if (allowed.length === 0) return allowsAnyPatch ? '' : 'no rule of the whitelist is for this set';
  const refused = keys.find((key) => !allowed.some((test) => test(key)));
  return refused === undefined ? '' : `annotation ${refused} is not in the whitelist`;
}

function rulesOf(text: JsonValue): JsonValue[] | undefined {
  try {
    const parsed: unknown = JSON.parse(String(text));
    // JSON.parse gives JSON.
    return isObject(parsed) ? listAt(parsed as JsonObject, 'rules') : undefined;
  } catch {
    return undefined;
  }
}
