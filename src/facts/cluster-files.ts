import type { Inventory } from '../inventory/index.ts';
import {
  type FactList,
  join,
  listAt,
  type Manifest,
  nearest,
  type Pointer,
  resolve,
  stringAt,
  type Target,
} from '../model/index.ts';
import { type ClusterFile, readClusterFile } from '../target/index.ts';

const gate = 'SidecarContainers';

interface SidecarPlace {
  manifest: Manifest;
  pointer: Pointer;
}

/** A manifest that describes a whole cluster, beside the native sidecars of the run. Empty for other manifests. */
export function clusterFiles(manifest: Manifest, target: Target, inventory: Inventory): FactList<'clusterFiles'> {
  const file = readClusterFile(manifest);
  if (file?.namesServer !== true) return [];
  const sidecars = nativeSidecars(inventory);
  const owner = sidecars[0]?.manifest;
  const self = {
    isTarget: target.origin === 'file' && target.minor === file.server?.minor,
    version: file.server === undefined ? '' : `1.${file.server.minor}`,
    sidecarGate: sidecarGate(file),
    nativeSidecars: sidecars.length,
    sidecarOwner: owner === undefined ? '' : `${owner.kind} ${owner.name}`,
  };
  const gates = { pointer: gatesPointer(file) };
  return [{ self, pointer: '', places: { gates, sidecar: sidecars[0] } }];
}

/** Where the setting stands or belongs: beside the other gates, else at the version that asks for it. */
function gatesPointer({ manifest, gates, server }: ClusterFile): string {
  const written = gates.find((setting) => setting.gate === gate)?.pointer;
  if (written !== undefined) return written;
  return resolve(manifest.object, '/featureGates') === undefined ? (server?.pointer ?? '') : '/featureGates';
}

function sidecarGate({ gates }: ClusterFile): string {
  const written = gates.findLast((setting) => setting.gate === gate);
  if (written !== undefined) return written.on === undefined ? 'faulty' : written.on ? 'on' : 'off';
  return gates.some((setting) => nearest(setting.gate, [gate]) !== '') ? 'faulty' : '';
}

function nativeSidecars(inventory: Inventory): SidecarPlace[] {
  return inventory.workloads.flatMap(({ manifest, podSpec, podSpecPointer }) =>
    listAt(podSpec, 'initContainers').flatMap((container, index) => {
      const pointer = join(podSpecPointer, 'initContainers', index, 'restartPolicy');
      return stringAt(container, 'restartPolicy') === 'Always' ? [{ manifest, pointer }] : [];
    }),
  );
}
