import { type JsonObject, type JsonValue, join, listAt, stringAt } from '../../model/index.ts';
import { behaves, type Release } from '../release.ts';
import type { ContainerList } from '../sidecar-set.ts';
import type { Cargo } from './build.ts';
import { union } from './environment.ts';
import type { Emitted, Provenance } from './types.ts';

const byName = (a: Emitted, b: Emitted): number => {
  const [first, second] = [stringAt(a.container, 'name'), stringAt(b.container, 'name')];
  return first < second ? -1 : first > second ? 1 : 0;
};

/** Puts the cargo into the pod's spec, in place, and notes where everything stands. */
export function mergeCargo(
  spec: JsonObject,
  cargo: Cargo,
  release: Release,
  gates: Readonly<Record<string, boolean>>,
): Provenance[] {
  const inits = cargo.emitted.filter(({ list }) => list === 'initContainers').sort(byName);
  const regulars = cargo.emitted.filter(({ list }) => list === 'containers');
  if (gates.EnableSortSidecarContainerByName === true && behaves(release, 'v1beta1')) regulars.sort(byName);
  return [
    ...place(spec, 'initContainers', inits, release),
    ...place(spec, 'containers', regulars, release),
    ...append(
      spec,
      'volumes',
      cargo.volumes.map(({ volume, ...origin }) => ({ item: volume, ...origin })),
    ),
    ...append(
      spec,
      'imagePullSecrets',
      cargo.secrets.map(({ secret, ...origin }) => ({ item: secret, ...origin })),
    ),
  ];
}

/** A container whose name the pod has in the same list takes its place, whole; the others go in front or behind. */
function place(spec: JsonObject, list: ContainerList, emitted: readonly Emitted[], release: Release): Provenance[] {
  if (emitted.length === 0) return [];
  const own: (JsonValue | Emitted)[] = [...listAt(spec, list)];
  const before: Emitted[] = [];
  const after: Emitted[] = [];
  // Until 1.6 init containers went behind the pod's own, whatever they were called.
  const merges = list === 'containers' || behaves(release, 'nativeSidecars');
  const positions = new Map(
    merges ? listAt(spec, list).map((container, index) => [stringAt(container, 'name'), index]) : [],
  );
  const unknownGoesBehind = behaves(release, 'unknownPolicyIsAfter');
  for (const one of emitted) {
    const position = positions.get(stringAt(one.container, 'name'));
    const isBefore = one.policy === 'BeforeAppContainer' || (one.policy !== 'AfterAppContainer' && !unknownGoesBehind);
    if (position !== undefined) own[position] = one;
    else if (merges && isBefore) before.push(one);
    else after.push(one);
  }
  const all = [...before, ...own, ...after];
  spec[list] = all.map((entry) => (isEmitted(entry) ? entry.container : entry));
  return all.flatMap((entry, index) => {
    if (!isEmitted(entry)) return [];
    const { set, from, revision } = entry;
    return [{ pointer: join('/spec', list, index), set, from, ...(revision !== undefined && { revision }) }];
  });
}

function isEmitted(entry: JsonValue | Emitted): entry is Emitted {
  return typeof entry === 'object' && entry !== null && 'container' in entry && 'policy' in entry;
}

/** Adds the items whose name is not there yet: what the pod has under a name stays. */
function append(
  spec: JsonObject,
  list: 'volumes' | 'imagePullSecrets',
  items: readonly { item: JsonValue; set: string; from: string; revision?: string }[],
): Provenance[] {
  const own = listAt(spec, list);
  const kept = list === 'imagePullSecrets' ? union([], own) : own;
  const all = union(
    kept,
    items.map(({ item }) => item),
  );
  if (all.length > 0) spec[list] = all;
  return all.slice(kept.length).map((added, offset) => {
    const { item: _, ...origin } = items.find(({ item }) => item === added) ?? { item: null, set: '', from: '' };
    return { pointer: join('/spec', list, kept.length + offset), ...origin };
  });
}
