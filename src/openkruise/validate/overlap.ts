import { selectorMatches, selectorTerms } from '../../inventory/index.ts';
import { type JsonObject, type JsonValue, stringAt, valueAt } from '../../model/index.ts';
import { behaves, type Release } from '../release.ts';
import type { Surroundings } from './cause.ts';

/** Stands for every value of a key that is required to exist. A label value of that text is taken for it, as in the webhook. */
const any = 'ALL';

/** Whether the webhook takes two selectors for overlapping. It misses some overlaps of Exists and NotIn; so does this. */
export function selectorsOverlap(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return !isDisjoint(a, b) && !isDisjoint(b, a);
}

function isDisjoint(first: JsonValue | undefined, second: JsonValue | undefined): boolean {
  const values = requiredValues(first);
  return selectorTerms(second).some((term) => {
    const known = values.get(term.key);
    if (term.operator === 'Exists') return known === undefined;
    if (known === undefined) return false;
    if (term.operator === 'DoesNotExist') return true;
    if (term.operator === 'NotIn') return [...known].every((value) => term.values.includes(value));
    return !known.has(any) && !term.values.some((value) => known.has(value));
  });
}

function requiredValues(selector: JsonValue | undefined): Map<string, Set<string>> {
  const values = new Map<string, Set<string>>();
  for (const term of selectorTerms(selector)) {
    if (term.operator === 'Exists') values.set(term.key, new Set([any]));
    if (term.operator !== 'In') continue;
    const known = values.get(term.key) ?? new Set();
    for (const value of term.values) known.add(value);
    values.set(term.key, known);
  }
  return values;
}

/** Whether the webhook takes the namespaces of two sets for overlapping; `own` is the set under validation. */
export function namespacesOverlap(own: JsonObject, other: JsonObject, surroundings: Surroundings): boolean {
  const { release } = surroundings;
  const [a, b] = [limits(own, release), limits(other, release)];
  if (a.namespace !== '' && b.namespace !== '' && a.namespace !== b.namespace) return false;
  if (a.selector !== undefined && b.selector !== undefined && !selectorsOverlap(a.selector, b.selector)) return false;
  if (behaves(release, 'namespaceIsSelector')) return true;
  // The webhook then asks whether the other's namespace matches a selector that it took from the wrong set: never.
  if (b.namespace !== '' && a.selector !== undefined) return false;
  if (a.namespace === '' || b.selector === undefined) return true;
  const labels = surroundings.namespaceLabels(a.namespace);
  return labels !== undefined && selectorMatches(b.selector, labels);
}

function limits(set: JsonObject, release: Release): { namespace: string; selector: JsonValue | undefined } {
  const namespace = stringAt(set, 'spec', 'namespace');
  const selector = valueAt(set, 'spec', 'namespaceSelector');
  if (!behaves(release, 'namespaceIsSelector') || namespace === '') return { namespace, selector };
  return { namespace: '', selector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
}
