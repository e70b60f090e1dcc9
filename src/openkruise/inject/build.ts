import { type JsonObject, type JsonValue, join, listAt, stringAt } from '../../model/index.ts';
import { behaves, type Release } from '../release.ts';
import { isNative, type Sidecar, sidecarsOf } from '../sidecar-set.ts';
import { coreContainer } from '../validate/validate.ts';
import { applyPolicy } from './computed.ts';
import { sharedMounts, transferredEnv, union } from './environment.ts';
import { type Chosen, Denied, type Emitted, type InjectionContext } from './types.ts';

/** Everything the sets bring, before it meets the pod's own. */
export interface Cargo {
  emitted: Emitted[];
  volumes: { volume: JsonValue; set: string; from: string; revision?: string }[];
  secrets: { secret: JsonValue; set: string; from: string; revision?: string }[];
  /** Names of the sidecars under hot upgrade. */
  hot: string[];
  /** Names of the sidecars whose resources could not be computed. */
  uncomputed: string[];
}

/** Builds the containers of the sets for a pod. `pod` is only read: what is injected never sees what else is. */
export function buildCargo(pod: JsonObject, sets: readonly Chosen[], context: InjectionContext): Cargo {
  const { release } = context;
  const cargo: Cargo = { emitted: [], volumes: [], secrets: [], hot: [], uncomputed: [] };
  const names = new Set(sets.flatMap(({ spec }) => sidecarsOf({ object: { spec } })).map(({ name }) => name));
  for (const set of sets) {
    const origin = { set: set.name, ...(set.revision !== undefined && { revision: set.revision }) };
    const volumes = new Map(
      listAt(set.spec, 'volumes').map((volume, index) => [stringAt(volume, 'name'), { volume, index }]),
    );
    for (const sidecar of sidecarsOf({ object: { spec: set.spec } })) {
      const container = buildContainer(pod, sidecar, release);
      if (!applyPolicy(container, pod, sidecar, names, context)) cargo.uncomputed.push(sidecar.name);
      for (const copy of copies(sidecar, container, release)) {
        const policy = stringAt(sidecar.container, 'podInjectPolicy');
        cargo.emitted.push({ list: sidecar.list, container: copy, policy, from: sidecar.pointer, ...origin });
      }
      if (isHot(sidecar, release)) cargo.hot.push(sidecar.name);
      for (const name of usedVolumes(sidecar, release)) {
        const found = volumes.get(name);
        // A set that the webhook would not have admitted: Kruise does not look before it leaps.
        if (found === undefined && !behaves(release, 'toleratesMissingVolume')) throw new Denied('panic');
        if (found !== undefined) {
          cargo.volumes.push({ volume: found.volume, from: join('/spec/volumes', found.index), ...origin });
        }
      }
    }
    for (const [index, secret] of listAt(set.spec, 'imagePullSecrets').entries()) {
      cargo.secrets.push({ secret, from: join('/spec/imagePullSecrets', index), ...origin });
    }
  }
  return cargo;
}

/** Names of the volumes that come into a pod for a sidecar. */
export function usedVolumes({ list, container }: Sidecar, release: Release): string[] {
  if (list === 'initContainers' && !behaves(release, 'initVolumes')) return [];
  const devices = behaves(release, 'volumeDevices') ? listAt(container, 'volumeDevices') : [];
  return [...listAt(container, 'volumeMounts'), ...devices].map((use) => stringAt(use, 'name'));
}

function buildContainer(pod: JsonObject, sidecar: Sidecar, release: Release): JsonObject {
  const isInit = sidecar.list === 'initContainers';
  const built = coreContainer(sidecar.container);
  const app = listAt(pod, 'spec', 'containers');
  const shares =
    stringAt(sidecar.container, 'shareVolumePolicy', 'type') === 'enabled' &&
    (!isInit || behaves(release, 'initSharedMounts'));
  const shared = shares ? sharedMounts(app) : { mounts: [], env: [] };
  const path = (field: string) => (item: JsonValue) => stringAt(item, field);
  const devices = listAt(built, 'volumeDevices');
  const taken = behaves(release, 'volumeDevices') ? new Set(devices.map(path('devicePath'))) : new Set<string>();
  const free = shared.mounts.filter((mount) => !taken.has(stringAt(mount, 'mountPath')));
  put(built, 'volumeMounts', union(listAt(built, 'volumeMounts'), free, path('mountPath')));
  if (behaves(release, 'volumeDevices')) put(built, 'volumeDevices', sharedDevices(built, sidecar, app));
  const own = [...listAt(built, 'env'), { name: 'IS_INJECTED', value: 'true' }];
  const transfers = !isInit || behaves(release, 'initTransferEnv') ? transferredEnv(sidecar.container, pod) : [];
  const added = union(transfers, shared.env);
  put(built, 'env', isInit && !behaves(release, 'initEnvOnce') ? [...own, ...added] : union(own, added));
  return built;
}

function put(container: JsonObject, name: string, list: JsonValue[]): void {
  if (list.length > 0) container[name] = list;
}

/** Devices of the application under paths that are free in the sidecar (from 1.9). */
function sharedDevices(built: JsonObject, sidecar: Sidecar, app: readonly JsonValue[]): JsonValue[] {
  const own = listAt(built, 'volumeDevices');
  if (stringAt(sidecar.container, 'shareVolumeDevicePolicy', 'type') !== 'enabled') return own;
  const mounted = new Set(listAt(built, 'volumeMounts').map((mount) => stringAt(mount, 'mountPath')));
  const shared = app
    .filter((container) => !isInjected(container))
    .flatMap((container) => listAt(container, 'volumeDevices'));
  const free = shared.filter((device) => !mounted.has(stringAt(device, 'devicePath')));
  return union(own, free, (device) => stringAt(device, 'devicePath'));
}

function isInjected(container: JsonValue): boolean {
  const marker = listAt(container, 'env').find((entry) => stringAt(entry, 'name') === 'IS_INJECTED');
  return stringAt(marker, 'value') === 'true';
}

export function isHot(sidecar: Sidecar, release: Release): boolean {
  if (stringAt(sidecar.container, 'upgradeStrategy', 'upgradeType') !== 'HotUpgrade') return false;
  return sidecar.list === 'containers' || (isNative(sidecar) && behaves(release, 'nativeSidecars'));
}

/** One container, or the working and the empty copy of a hot upgrade. */
function copies(sidecar: Sidecar, container: JsonObject, release: Release): JsonObject[] {
  if (!isHot(sidecar, release)) return [container];
  const empty = stringAt(sidecar.container, 'upgradeStrategy', 'hotUpgradeEmptyImage');
  return [1, 2].map((number) => {
    const name = `${sidecar.name}-${number}`;
    const copy: JsonObject = { ...container, name, env: [...listAt(container, 'env'), ...versionEnv(name)] };
    if (number === 2) copy.image = empty;
    if (copy.image === '') delete copy.image;
    return copy;
  });
}

/** A hot-upgraded container reads from its annotations whether it is the working copy. */
function versionEnv(name: string): JsonObject[] {
  const reads = (variable: string, annotation: string): JsonObject => ({
    name: variable,
    valueFrom: { fieldRef: { fieldPath: `metadata.annotations['${annotation}/${name}']` } },
  });
  return [
    reads('SIDECARSET_VERSION', 'version.sidecarset.kruise.io'),
    reads('SIDECARSET_VERSION_ALT', 'versionalt.sidecarset.kruise.io'),
  ];
}
