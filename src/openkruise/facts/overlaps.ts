import { type Inventory, selectorMatches, selectorTerms } from '../../inventory/index.ts';
import { type FactList, type JsonValue, join, type Manifest, stringAt, valueAt } from '../../model/index.ts';
import { isHot } from '../inject/build.ts';
import { behaves, type KruiseTarget, type Release, releaseOf } from '../release.ts';
import { isPaused, isSidecarSet, type Sidecar, sidecarsOf } from '../sidecar-set.ts';
import { apiOf } from '../table.ts';
import { excludes } from './conflict.ts';
import { matchedWorkloads, takesPodsOf } from './matched.ts';

/**
 * Containers of one name in this set and an earlier one by name, when a pod can be selected by both. Pairs of
 * which the webhook says so itself are left out.
 */
export function setOverlaps(manifest: Manifest, inventory: Inventory, target: KruiseTarget): FactList<'setOverlaps'> {
  if (!isSidecarSet(manifest) || isPaused(manifest)) return [];
  const release = releaseOf(target.kruise);
  return inventory.ofKind('apps.kruise.io/SidecarSet').flatMap((other) => {
    if (other.name >= manifest.name || isPaused(other)) return [];
    const [shared] = sharedNames(manifest, other, release);
    if (shared === undefined || !canMeet(manifest, other, inventory, release)) return [];
    if (excludes(manifest, other, inventory, release)) return [];
    // What a pod of the input meets is told there.
    if (
      matchedWorkloads(other, inventory, target).some((pod) => takesPodsOf(manifest, pod, inventory, target) === 'yes')
    )
      return [];
    const { name, mine, theirs } = shared;
    const self = { other: other.name, container: name, list: mine.list, otherList: theirs.list };
    const places = { other: { manifest: other, pointer: join(theirs.pointer, 'name') } };
    return [{ self, pointer: join(mine.pointer, 'name'), places }];
  });
}

const namesOf = (sidecar: Sidecar, release: Release): string[] =>
  isHot(sidecar, release) ? [`${sidecar.name}-1`, `${sidecar.name}-2`] : [sidecar.name];

function sharedNames(a: Manifest, b: Manifest, release: Release): { name: string; mine: Sidecar; theirs: Sidecar }[] {
  return sidecarsOf(a).flatMap((mine) =>
    sidecarsOf(b).flatMap((theirs) =>
      namesOf(mine, release)
        .filter((name) => name !== '' && namesOf(theirs, release).includes(name))
        .map((name) => ({ name, mine, theirs })),
    ),
  );
}

/** Whether a pod can exist that both sets take. */
function canMeet(a: Manifest, b: Manifest, inventory: Inventory, release: Release): boolean {
  if (!canBoth([selectorOf(a), selectorOf(b)])) return false;
  if (!canBoth([namespacesOf(a, release), namespacesOf(b, release)])) return false;
  return [
    [a, b],
    [b, a],
  ].every(([one, two]) => {
    const namespace = stringAt(one?.object, 'spec', 'namespace');
    const selector = valueAt(two?.object, 'spec', 'namespaceSelector');
    const { known, labels } = inventory.namespace(namespace);
    return namespace === '' || selector === undefined || !known || selectorMatches(selector, labels);
  });
}

const selectorOf = (set: Manifest): JsonValue | undefined => valueAt(set.object, 'spec', 'selector');

function namespacesOf(set: Manifest, release: Release): JsonValue | undefined {
  const namespace = stringAt(set.object, 'spec', 'namespace');
  if (namespace !== '' && apiOf(set.apiVersion) === 'v1alpha1') {
    return { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  }
  return behaves(release, 'namespaceSelector') ? valueAt(set.object, 'spec', 'namespaceSelector') : undefined;
}

/** Whether labels exist that all selectors select: key by key. */
function canBoth(selectors: readonly (JsonValue | undefined)[]): boolean {
  const terms = selectors.flatMap((selector) => selectorTerms(selector));
  return [...new Set(terms.map(({ key }) => key))].every((key) => {
    const here = terms.filter((term) => term.key === key);
    const ins = here.filter(({ operator }) => operator === 'In');
    const wanted = ins.length > 0 || here.some(({ operator }) => operator === 'Exists');
    if (wanted && here.some(({ operator }) => operator === 'DoesNotExist')) return false;
    const banned = here.filter(({ operator }) => operator === 'NotIn').flatMap(({ values }) => values);
    const [first] = ins;
    if (first === undefined) return true;
    return first.values.some((value) => ins.every(({ values }) => values.includes(value)) && !banned.includes(value));
  });
}
