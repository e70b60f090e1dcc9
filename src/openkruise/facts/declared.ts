import type { Inventory } from '../../inventory/index.ts';
import {
  type FactList,
  isObject,
  type JsonObject,
  join,
  listAt,
  type Manifest,
  member,
  nearestExisting,
  objectAt,
  type Place,
  stringAt,
  valueAt,
} from '../../model/index.ts';
import { isHot } from '../inject/build.ts';
import { behaves, type KruiseTarget, releaseOf } from '../release.ts';
import { isNative, isSidecarSet, type Sidecar, sidecarsOf } from '../sidecar-set.ts';
import { matchedWorkloads, nameOf } from './matched.ts';

/** Every container that a set declares, init containers first. */
export function setContainers(
  manifest: Manifest,
  inventory: Inventory,
  target: KruiseTarget,
): FactList<'setContainers'> {
  if (!isSidecarSet(manifest)) return [];
  const release = releaseOf(target.kruise);
  const all = sidecarsOf(manifest);
  return all.map((sidecar) => {
    const { container, name, pointer } = sidecar;
    const hot = isHot(sidecar, release);
    const port = firstPort(sidecar);
    const onHost =
      hot && port !== undefined
        ? matchedWorkloads(manifest, inventory, target).find(({ podSpec }) => member(podSpec, 'hostNetwork') === true)
        : undefined;
    const clash = hot ? all.find((other) => other.name === `${name}-1` || other.name === `${name}-2`) : undefined;
    const keepsRunning = isNative(sidecar) && behaves(release, 'nativeSidecars');
    const refused = sidecar.list === 'initContainers' && !keepsRunning ? present(container, nativeOnly) : [];
    const here = (...steps: string[]): Place => ({
      pointer: nearestExisting(manifest.object, join(pointer, ...steps)),
    });
    return {
      self: {
        name,
        list: sidecar.list,
        image: stringAt(container, 'image'),
        restartPolicy: stringAt(container, 'restartPolicy'),
        isNative: keepsRunning,
        upgradeType: stringAt(container, 'upgradeStrategy', 'upgradeType'),
        emptyImage: stringAt(container, 'upgradeStrategy', 'hotUpgradeEmptyImage'),
        isHot: hot,
        clash: clash?.name ?? '',
        hostPort: port?.hostPort ?? 0,
        startupGaps: startupGaps(container),
        refusedOnInit: refused,
        onHostNetwork: onHost === undefined ? '' : nameOf(onHost),
      },
      pointer,
      places: {
        name: here('name'),
        upgradeType: here('upgradeStrategy', 'upgradeType'),
        emptyImage: here('upgradeStrategy', 'hotUpgradeEmptyImage'),
        restartPolicy: here('restartPolicy'),
        startupProbe: here('startupProbe'),
        refused: refused[0] === undefined ? undefined : { ...here(refused[0]), part: 'key' },
        port: port && { pointer: port.pointer },
        clash: clash && { pointer: join(clash.pointer, 'name') },
        hostNetwork: onHost && { manifest: onHost.manifest, pointer: join(onHost.podSpecPointer, 'hostNetwork') },
      },
    };
  });
}

const nativeOnly: readonly string[] = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

const present = (container: JsonObject, names: readonly string[]): string[] =>
  names.filter((name) => isObject(member(container, name)));

/** Probes are defaulted by the webhook, but for this one. */
function startupGaps(container: JsonObject): string[] {
  const probe = objectAt(container, 'startupProbe');
  if (probe === undefined) return [];
  const gaps = member(probe, 'successThreshold') === 1 ? [] : ['successThreshold: 1'];
  const request = objectAt(probe, 'httpGet');
  if (request === undefined) return gaps;
  return [
    ...gaps,
    ...['path', 'scheme'].filter((name) => stringAt(request, name) === '').map((name) => `httpGet.${name}`),
  ];
}

/** The first port that claims one of the host, else the first one declared. */
function firstPort({ container, pointer }: Sidecar): { hostPort: number; pointer: string } | undefined {
  const ports = listAt(container, 'ports').map((port, index) => {
    const hostPort = valueAt(port, 'hostPort');
    return { hostPort: typeof hostPort === 'number' ? hostPort : 0, pointer: join(pointer, 'ports', index) };
  });
  return ports.find(({ hostPort }) => hostPort !== 0) ?? ports[0];
}

/** The volumes of a set, and the uses of volumes by its containers. */
export function setVolumes(manifest: Manifest): FactList<'setVolumes'> {
  if (!isSidecarSet(manifest)) return [];
  const used = new Set(sidecarsOf(manifest).flatMap((sidecar) => volumeUses(sidecar).map(({ name }) => name)));
  return listAt(manifest.object, 'spec', 'volumes').map((volume, index) => {
    const name = stringAt(volume, 'name');
    return { self: { name, isUsed: used.has(name) }, pointer: join('/spec/volumes', index), places: {} };
  });
}

/** Volumes that the containers of a set name. */
export function setMounts(manifest: Manifest): FactList<'setMounts'> {
  if (!isSidecarSet(manifest)) return [];
  const declared = new Set(listAt(manifest.object, 'spec', 'volumes').map((volume) => stringAt(volume, 'name')));
  return sidecarsOf(manifest).flatMap((sidecar) =>
    volumeUses(sidecar).map(({ name, path, pointer }) => ({
      self: { container: sidecar.name, volume: name, path, isDeclared: declared.has(name) },
      pointer,
      places: { volume: { pointer: nearestExisting(manifest.object, join(pointer, 'name')) } },
    })),
  );
}

function volumeUses({ container, pointer }: Sidecar): { name: string; path: string; pointer: string }[] {
  return ['volumeMounts', 'volumeDevices'].flatMap((list) =>
    listAt(container, list).map((use, index) => ({
      name: stringAt(use, 'name'),
      path: stringAt(use, list === 'volumeMounts' ? 'mountPath' : 'devicePath'),
      pointer: join(pointer, list, index),
    })),
  );
}
