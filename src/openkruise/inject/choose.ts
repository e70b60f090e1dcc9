import { type Labels, labelsOf, selectorTerms } from '../../inventory/index.ts';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  type Manifest,
  member,
  objectAt,
  stringAt,
  valueAt,
} from '../../model/index.ts';
import { reencode } from '../library/decode.ts';
import { matchesNamespace, selectsLoosely } from '../match.ts';
import { behaves, isSince, type Release } from '../release.ts';
import { isPaused } from '../sidecar-set.ts';
import { defaultSpec } from '../store/defaults.ts';
import { storeSidecarSet } from '../store/store.ts';
import { apiOf, servedSince } from '../table.ts';
import { findRevision } from '../validate/revision.ts';
import { type Chosen, Denied, type InjectionContext } from './types.ts';

/** The sets that take a pod. More than one list exists where the revision of a set is drawn by lot. */
export interface Choice {
  lists: Chosen[][];
  undecided: string[];
  unpinned: string[];
}

export function chooseSets(pod: JsonObject, sets: readonly Manifest[], context: InjectionContext): Choice {
  const choice: Choice = { lists: [[]], undecided: [], unpinned: [] };
  // Most sets are about other pods: they need not be read by the release's types.
  const near = sets.filter(
    (set) => selectsLoosely(valueAt(set.object, 'spec', 'selector'), podLabelsOf(pod)) !== false,
  );
  for (const set of inOrder(near, podNamespace(pod), context)) {
    const decision = takes(set, pod, context);
    if (decision === 'unknown') choice.undecided.push(stringAt(set.object, 'metadata', 'name'));
    if (decision !== 'yes') continue;
    const specs = specsOf(set, pod, context, choice.unpinned);
    choice.lists = choice.lists.flatMap((list) => specs.map((spec) => [...list, spec]));
  }
  return choice;
}

const podLabelsOf = (pod: JsonObject): Labels => labelsOf(valueAt(pod, 'metadata', 'labels'));

export function podNamespace(pod: JsonObject): string {
  return stringAt(pod, 'metadata', 'namespace') || 'default';
}

interface StoredSet {
  object: JsonObject;
  apiVersion: string;
  /** Name of the newest ControllerRevision, as the set's status has it. */
  latest: string;
}

/** Sets tied to the namespace come first since 1.7; inside a group Kruise has no order, so that of the names is taken. */
function inOrder(sets: readonly Manifest[], namespace: string, { release, order = [] }: InjectionContext): StoredSet[] {
  const served = sets.filter((set) => isSince(release, servedSince(apiOf(set.apiVersion)) ?? '1.99'));
  const stored = served.flatMap((set) => {
    const { object, refusal } = storeSidecarSet(set, release);
    return refusal === undefined
      ? [{ object, apiVersion: set.apiVersion, latest: stringAt(set.object, 'status', 'latestRevision') }]
      : [];
  });
  const rank = (set: StoredSet): number => (behaves(release, 'ownNamespaceFirst') && isTied(set, namespace) ? 0 : 1);
  const name = (set: StoredSet): string => stringAt(set.object, 'metadata', 'name');
  const listed = (set: StoredSet): number => order.indexOf(name(set));
  return stored.sort((a, b) => rank(a) - rank(b) || listed(a) - listed(b) || (name(a) < name(b) ? -1 : 1));
}

function isTied({ object }: StoredSet, namespace: string): boolean {
  if (stringAt(object, 'spec', 'namespace') === namespace) return true;
  return selectorTerms(valueAt(object, 'spec', 'namespaceSelector')).some(
    ({ key, operator, values }) =>
      key === 'kubernetes.io/metadata.name' && operator === 'In' && values.includes(namespace),
  );
}

function takes(set: StoredSet, pod: JsonObject, { namespace, release }: InjectionContext): 'yes' | 'no' | 'unknown' {
  if (isPaused(set)) return 'no';
  const inNamespace = matchesNamespace(set, podNamespace(pod), namespace, release);
  if (inNamespace === 'no') return 'no';
  const selector = valueAt(set.object, 'spec', 'selector');
  if (!selects(selector, pod) || selectorTerms(selector).length === 0) return 'no';
  return inNamespace;
}

function selects(selector: JsonValue | undefined, pod: JsonObject): boolean {
  const selected = selectsLoosely(selector, podLabelsOf(pod));
  if (selected === undefined) throw new Denied('selector-not-convertible');
  return selected;
}

/** What of a set may be injected: its own spec, the pinned one, or either. */
function specsOf(set: StoredSet, pod: JsonObject, context: InjectionContext, unpinned: string[]): Chosen[] {
  const name = stringAt(set.object, 'metadata', 'name');
  const live: Chosen = { name, spec: objectAt(set.object, 'spec') ?? {}, recorded: set.latest };
  const revision = objectAt(set.object, 'spec', 'injectionStrategy', 'revision');
  if (revision === undefined || (revision.revisionName === undefined && revision.customVersion === undefined))
    return [live];
  if (context.revisions === undefined) {
    unpinned.push(name);
    return [live];
  }
  const found = findRevision(set.object, revision, context.revisions, context.release);
  if (found === undefined) throw new Denied('revision-not-found');
  const revisionName = stringAt(found, 'metadata', 'name');
  const spec = restored(set, found, context.release);
  const pinned: Chosen = { name, spec, revision: revisionName, recorded: revisionName };
  const drawn = draw(set.object, pod, context.release);
  return drawn === 'either' ? [pinned, live] : [drawn === 'pinned' ? pinned : live];
}

function draw(set: JsonObject, pod: JsonObject, release: Release): 'pinned' | 'live' | 'either' {
  if (!behaves(release, 'partialRevision')) return 'pinned';
  const strategy = valueAt(set, 'spec', 'updateStrategy');
  const isPartial = stringAt(set, 'spec', 'injectionStrategy', 'revision', 'policy') === 'Partial';
  if (member(strategy, 'paused') === true || !isPartial) return 'pinned';
  const selector = member(strategy, 'selector');
  if (selector !== undefined && !selects(selector, pod)) return 'pinned';
  const partition = member(strategy, 'partition');
  if (typeof partition !== 'string') return 'live';
  if (!/^[-+]?[0-9]*\.?[0-9]+%$/.test(partition)) throw new Denied('partition-not-a-percentage');
  const percent = Number.parseFloat(partition);
  if (percent <= 0) return 'live';
  return percent >= 100 ? 'pinned' : 'either';
}

/** The members of a revision's spec that are injected; its types are those of the release that reads it. */
function restored(set: StoredSet, revision: JsonObject, release: Release): JsonObject {
  const spec = valueAt(revision, 'data', 'spec');
  const library = { release, api: apiOf(set.apiVersion) };
  const read = reencode(library, 'SidecarSetSpec', isObject(spec) ? spec : {});
  defaultSpec(read, release);
  return read;
}
