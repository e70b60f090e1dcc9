import {
  type Inventory,
  isConvertible,
  type Labels,
  labelAt,
  type NamespaceLabels,
  type SelectorTerm,
  selectorTerms,
  termMatches,
} from '../inventory/index.ts';
import { type JsonValue, type Manifest, stringAt, valueAt } from '../model/index.ts';
import { behaves, isSince, type KruiseTarget, type Release, releaseOf } from './release.ts';
import { isPaused, virtualNodeLabel } from './sidecar-set.ts';
import { apiOf, servedSince } from './table.ts';

export type Match = 'yes' | 'no' | 'unknown';

/** What decides whether a set takes a pod. */
export interface PodIdentity {
  /** `default` when the pod names none. */
  namespace: string;
  /** Of the pod, not of its workload. */
  labels: Labels;
}

/** no beats unknown beats yes. */
const both = (a: Match, b: Match): Match => (a === 'no' || b === 'no' ? 'no' : a === 'unknown' ? a : b);

/**
 * Whether a set injects its containers into a pod when the pod is created. What files cannot tell (labels of a namespace
 * without a manifest, labels the platform adds later, namespaces an installation may leave out) is 'unknown', never 'no'.
 */
export function matches(set: Manifest, pod: PodIdentity, inventory: Inventory, target: KruiseTarget): Match {
  const release = releaseOf(target.kruise);
  const since = servedSince(apiOf(set.apiVersion));
  if (since === undefined || !isSince(release, since) || isPaused(set)) return 'no';
  const byLabels = matchesLabels(set, pod.labels, target);
  if (byLabels === 'no') return 'no';
  const byNamespace = matchesNamespace(set, pod.namespace, inventory.namespace(pod.namespace), release);
  return both(both(byLabels, byNamespace), reachesWebhook(pod.namespace, inventory, release));
}

/** Every pod of a run is held against every set. */
const selectors = new WeakMap<Manifest, { terms: readonly SelectorTerm[]; isUsable: boolean }>();

function selectorOf(set: Manifest): { terms: readonly SelectorTerm[]; isUsable: boolean } {
  const known = selectors.get(set);
  if (known !== undefined) return known;
  const selector = valueAt(set.object, 'spec', 'selector');
  const terms = selectorTerms(selector);
  const made = { terms, isUsable: terms.length > 0 && isConvertible(selector) };
  selectors.set(set, made);
  return made;
}

function matchesLabels(set: Manifest, labels: Labels, target: KruiseTarget): Match {
  const { terms, isUsable } = selectorOf(set);
  // Only a cluster with virtual nodes adds the label, and only after the pod was made.
  const added =
    labelAt(labels, virtualNodeLabel) === undefined && target.platforms.some((name) => name !== 'kubernetes');
  const later = added && isForVirtualNode(labels) ? { ...labels, [virtualNodeLabel]: 'true' } : undefined;
  let found: Match = 'yes';
  for (const term of terms) {
    if (later !== undefined && term.key === virtualNodeLabel) found = termMatches(term, later) ? found : 'no';
    else if (added && term.key === virtualNodeLabel) found = both(found, 'unknown');
    else if (!termMatches(term, labels)) return 'no';
  }
  return isUsable ? found : 'no';
}

/** Whether a label sends a pod to a virtual node for certain, so that the platform will label it as being there. */
export function isForVirtualNode(labels: Labels): boolean {
  return ['alibabacloud.com/eci', 'alibabacloud.com/acs'].some((key) => labelAt(labels, key) === 'true');
}

/** Whether `spec.namespace` and `spec.namespaceSelector` let a set into a namespace. From 1.9 on `namespace` makes the selector void. */
export function matchesNamespace(
  set: Pick<Manifest, 'object' | 'apiVersion'>,
  namespace: string,
  { labels, known }: NamespaceLabels,
  release: Release,
): Match {
  const spec = valueAt(set.object, 'spec');
  const only = apiOf(set.apiVersion) === 'v1alpha1' ? stringAt(spec, 'namespace') : '';
  if (only !== '' && only !== namespace) return 'no';
  const selector = valueAt(spec, 'namespaceSelector') ?? undefined;
  if (selector === undefined || !behaves(release, 'namespaceSelector')) return 'yes';
  if (only !== '' && behaves(release, 'namespaceIsSelector')) return 'yes';
  const selects = selectsLoosely(selector, labels);
  if (known || selects === undefined) return selects === true ? 'yes' : 'no';
  let found: Match = 'yes';
  for (const term of selectorTerms(selector)) {
    if (term.key !== 'kubernetes.io/metadata.name') found = both(found, 'unknown');
    else if (!termMatches(term, labels)) return 'no';
  }
  return found;
}

const operators: readonly string[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/**
 * Whether labels are selected as Kruise's pod webhook judges: keys and values go unchecked, and only an unknown operator makes a
 * selector useless (undefined).
 */
export function selectsLoosely(selector: JsonValue | undefined, labels: Labels): boolean | undefined {
  const terms = selectorTerms(selector);
  if (terms.some(({ operator }) => !operators.includes(operator))) return undefined;
  return terms.every((term) => termMatches(term, labels));
}

/** Kruise's pod webhook is not asked in every namespace: that is a setting of the installation, except where all of them agree. */
function reachesWebhook(namespace: string, inventory: Inventory, release: Release): Match {
  if (behaves(release, 'skipsKubeNamespaces') && ['kube-system', 'kube-public'].includes(namespace)) return 'no';
  const plane = labelAt(inventory.namespace(namespace).labels, 'control-plane');
  if (plane === 'openkruise') return 'no';
  return plane !== undefined || namespace === 'kube-system' ? 'unknown' : 'yes';
}
