import type { Inventory } from '../../inventory/index.ts';
import { type FactList, join, listAt, type Manifest, nearest, stringAt, toFieldPath } from '../../model/index.ts';
import { behaves, type KruiseTarget, type Release, releaseOf } from '../release.ts';
import { isSidecarSet, sidecarsOf } from '../sidecar-set.ts';
import { matchedWorkloads } from './matched.ts';

/** A field whose value no webhook compares with its list. */
interface Enum {
  path: readonly string[];
  allowed: readonly string[];
  /** What Kruise makes of every other value. */
  means: string;
}

const upgradeType: Enum = {
  path: ['upgradeStrategy', 'upgradeType'],
  allowed: ['ColdUpgrade', 'HotUpgrade'],
  means: 'the container is upgraded cold',
};
const deviceSharing: Enum = {
  path: ['shareVolumeDevicePolicy', 'type'],
  allowed: ['enabled', 'disabled'],
  means: 'no device is shared',
};
const mountSharing: Enum = {
  path: ['shareVolumePolicy', 'type'],
  allowed: ['enabled', 'disabled'],
  means: 'no volume is shared',
};
const strategyType: Enum = {
  path: ['updateStrategy', 'type'],
  allowed: ['RollingUpdate', 'NotUpdate'],
  means: 'running pods are updated, and the rest of the strategy goes unchecked',
};
const patchPolicy: Enum = {
  path: ['patchPolicy'],
  allowed: ['Retain', 'Overwrite', 'MergePatchJson'],
  means: 'the annotations are not written',
};
const injectPolicy = (release: Release): Enum => ({
  path: ['podInjectPolicy'],
  allowed: ['BeforeAppContainer', 'AfterAppContainer'],
  means: behaves(release, 'nativeSidecars')
    ? 'the container comes after those of the application'
    : 'nothing: before 1.7 init containers have no policy',
});

/** Values outside their list that Kruise takes without a word, and what it makes of them. */
export function uncheckedValues(manifest: Manifest, target: KruiseTarget): FactList<'uncheckedValues'> {
  if (!isSidecarSet(manifest)) return [];
  const release = releaseOf(target.kruise);
  const found: FactList<'uncheckedValues'> = [];
  const check = (owner: unknown, pointer: string, { path, allowed, means }: Enum): void => {
    const value = stringAt(owner, ...path);
    if (value === '' || allowed.includes(value)) return;
    const at = join(pointer, ...path);
    const self = { field: toFieldPath(at), value, allowed: allowed.join(', '), means };
    found.push({ self: { ...self, nearest: nearest(value, allowed) }, pointer: at, places: {} });
  };
  check(manifest.object.spec, '/spec', strategyType);
  for (const { list, container, pointer } of sidecarsOf(manifest)) {
    if (list === 'initContainers') {
      check(container, pointer, injectPolicy(release));
      check(container, pointer, mountSharing);
    }
    check(container, pointer, upgradeType);
    if (behaves(release, 'volumeDevices')) check(container, pointer, deviceSharing);
  }
  for (const [index, patch] of listAt(manifest.object, 'spec', 'patchPodMetadata').entries()) {
    if (behaves(release, 'patchPodMetadata')) check(patch, join('/spec/patchPodMetadata', index), patchPolicy);
  }
  return found;
}

/** The annotations that a set merges into those of pods as JSON. */
export function jsonPatches(manifest: Manifest, inventory: Inventory, target: KruiseTarget): FactList<'jsonPatches'> {
  if (!isSidecarSet(manifest)) return [];
  const meets = (key: string): boolean =>
    matchedWorkloads(manifest, inventory, target).some(
      ({ podMetadata }) => stringAt(podMetadata, 'annotations', key) !== '',
    );
  return listAt(manifest.object, 'spec', 'patchPodMetadata').flatMap((patch, index) => {
    if (stringAt(patch, 'patchPolicy') !== 'MergePatchJson') return [];
    const annotations = patch !== null && typeof patch === 'object' && !Array.isArray(patch) ? patch.annotations : {};
    return Object.entries(annotations ?? {}).map(([key, value]) => ({
      self: { key, value: typeof value === 'string' ? value : '', kind: jsonKind(value), meets: meets(key) },
      pointer: join('/spec/patchPodMetadata', index, 'annotations', key),
      places: {},
    }));
  });
}

function jsonKind(text: unknown): string {
  try {
    const value: unknown = JSON.parse(String(text));
    return typeof value === 'object' && value !== null ? 'structure' : 'scalar';
  } catch {
    return 'none';
  }
}
