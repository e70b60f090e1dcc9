import { canonicalText, type Inventory } from '../../inventory/index.ts';
import {
  type FactList,
  isObject,
  type JsonValue,
  join,
  listAt,
  type Manifest,
  type Place,
  stringAt,
  type Workload,
} from '../../model/index.ts';
import { usedVolumes } from '../inject/build.ts';
import { transferredEnv } from '../inject/environment.ts';
import { podOf } from '../inject/pod.ts';
import { NotDecodable, reencode } from '../library/decode.ts';
import { behaves, type KruiseTarget, type Release, releaseOf } from '../release.ts';
import { type Sidecar, sidecarsOf } from '../sidecar-set.ts';
import { defaultVolume } from '../store/core-defaults.ts';
import { excludes } from './conflict.ts';
import { isInjected, matchingSets, nameOf } from './matched.ts';

/** Volumes that sets would add to a pod under a name that another definition has. The first one stays. */
export function volumeClashes(
  workload: Workload,
  inventory: Inventory,
  target: KruiseTarget,
): FactList<'volumeClashes'> {
  const sets = isInjected(workload) ? [] : matchingSets(workload, inventory, target);
  if (sets.length === 0) return [];
  const release = releaseOf(target.kruise);
  const taken = new Map<string, { text: string; owner: string; place: Place }>();
  const apart = (set: Manifest, { place: { manifest } }: { place: Place }): boolean =>
    manifest !== undefined && manifest !== workload.manifest && excludes(set, manifest, inventory, release);
  const own = (manifest: Manifest, pointer: string, volume: JsonValue, owner: string) => {
    return { text: textOf(volume, release), owner, place: { manifest, pointer } };
  };
  for (const [index, volume] of listAt(workload.podSpec, 'volumes').entries()) {
    const pointer = join(workload.podSpecPointer, 'volumes', index);
    taken.set(stringAt(volume, 'name'), own(workload.manifest, pointer, volume, nameOf(workload)));
  }
  return sets.flatMap((set) => {
    const used = new Set(sidecarsOf(set).flatMap((sidecar) => usedVolumes(sidecar, release)));
    return listAt(set.object, 'spec', 'volumes').flatMap((volume, index) => {
      const name = stringAt(volume, 'name');
      if (!used.has(name)) return [];
      const mine = own(set, join('/spec/volumes', index), volume, `SidecarSet ${set.name}`);
      const first = taken.get(name);
      if (first === undefined) taken.set(name, mine);
      if (first === undefined || first.text === mine.text || first.text === '' || mine.text === '') return [];
      if (apart(set, first)) return [];
      const self = { set: set.name, volume: name, owner: first.owner, pod: nameOf(workload) };
      const places = { volume: mine.place, first: first.place };
      return [{ self, pointer: workload.podSpecPointer, places }];
    });
  });
}

/** A volume with its defaults, as text; '' when it cannot be read. */
function textOf(volume: JsonValue, release: Release): string {
  if (!isObject(volume)) return '';
  try {
    const read = reencode({ release, api: 'v1' }, 'Volume', volume);
    defaultVolume(read);
    return canonicalText(read);
  } catch (error) {
    if (error instanceof NotDecodable) return '';
    throw error;
  }
}

interface AppMount {
  mount: JsonValue;
  container: string;
  env: JsonValue[];
  pointer: string;
}

/** Mounts that a set takes over from a pod, and that do not come out as they are there. */
export function sharedMountFaults(
  workload: Workload,
  inventory: Inventory,
  target: KruiseTarget,
): FactList<'sharedMountFaults'> {
  const release = releaseOf(target.kruise);
  const mounts = (): AppMount[] =>
    listAt(workload.podSpec, 'containers').flatMap((container, index) =>
      listAt(container, 'volumeMounts').map((mount, position) => ({
        mount,
        container: stringAt(container, 'name'),
        env: listAt(container, 'env'),
        pointer: join(workload.podSpecPointer, 'containers', index, 'volumeMounts', position),
      })),
    );
  const sets = isInjected(workload) ? [] : matchingSets(workload, inventory, target);
  return sets.flatMap((set) =>
    sidecarsOf(set)
      .filter((sidecar) => sharesMounts(sidecar, release))
      .flatMap((sidecar) => faultsOf(workload, set, sidecar, mounts())),
  );
}

function sharesMounts({ list, container }: Sidecar, release: Release): boolean {
  if (stringAt(container, 'shareVolumePolicy', 'type') !== 'enabled') return false;
  return list === 'containers' || behaves(release, 'initSharedMounts');
}

const tokens = '/var/run/secrets/kubernetes.io/serviceaccount';

function faultsOf(
  workload: Workload,
  set: Manifest,
  sidecar: Sidecar,
  mounts: readonly AppMount[],
): FactList<'sharedMountFaults'> {
  const own = new Set(listAt(sidecar.container, 'volumeMounts').map((mount) => stringAt(mount, 'mountPath')));
  const first = new Map<string, AppMount>();
  return mounts.flatMap((mount) => {
    const path = stringAt(mount.mount, 'mountPath');
    if (own.has(path) || path === tokens) return [];
    const taken = first.get(path);
    if (taken === undefined) first.set(path, mount);
    const variable = taken === undefined ? missingVariable(workload, sidecar, mount) : '';
    if (variable === '' && (taken === undefined || volumeOf(taken) === volumeOf(mount))) return [];
    const self = {
      set: set.name,
      sidecar: sidecar.name,
      path,
      container: mount.container,
      taken: taken === undefined ? '' : taken.container,
      variable,
    };
    const places = {
      policy: { manifest: set, pointer: join(sidecar.pointer, 'shareVolumePolicy') },
      mount: { manifest: workload.manifest, pointer: mount.pointer },
      taken: taken && { manifest: workload.manifest, pointer: taken.pointer },
    };
    return [{ self, pointer: mount.pointer, places }];
  });
}

const volumeOf = ({ mount }: AppMount): string =>
  canonicalText(['name', 'subPath', 'subPathExpr'].map((member) => stringAt(mount, member)));

/** A variable of subPathExpr that the sidecar will not have; '' when it has all. Variables of services are there without being written. */
function missingVariable(workload: Workload, { container }: Sidecar, { mount, env }: AppMount): string {
  if (listAt(container, 'envFrom').length > 0) return '';
  const has = new Set(
    [...listAt(container, 'env'), ...transferredEnv(container, podOf(workload)), ...env].map((entry) =>
      stringAt(entry, 'name'),
    ),
  );
  for (const [text, name = ''] of stringAt(mount, 'subPathExpr').matchAll(/\${1,2}\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g)) {
    if (!text.startsWith('$$') && !has.has(name) && !/_SERVICE_HOST$|_SERVICE_PORT|_PORT(?:_|$)/.test(name))
      return name;
  }
  return '';
}
