import type { Inventory } from '../inventory/index.ts';
import type { FactList, Place, Target } from '../model/index.ts';
import { readClusterFile } from '../target/index.ts';

/**
 * Where what is known of a target's oldest kubelet was read: at a Node, in a kind file, or at the gate in a kubelet configuration.
 * undefined when it was stated.
 */
export function kubeletPlace({ kubelet, origin, uri }: Target, inventory: Inventory): Place | undefined {
  if (kubelet?.node !== undefined) {
    const manifest = inventory.find('Node', '', kubelet.node);
    return manifest && { manifest, pointer: '/status/nodeInfo/kubeletVersion' };
  }
  if (kubelet === undefined || origin !== 'file') return undefined;
  for (const manifest of inventory.ofKind('kubelet.config.k8s.io/KubeletConfiguration')) {
    const off = readClusterFile(manifest)?.gates.find(({ gate, on }) => gate === 'SidecarContainers' && on === false);
    if (off !== undefined) return { manifest, pointer: off.pointer };
  }
  for (const manifest of inventory.ofKind('kind.x-k8s.io/Cluster')) {
    const told = readClusterFile(manifest)?.kubelet;
    if (manifest.origin?.uri === uri && told?.minor === kubelet.minor) return { manifest, pointer: told.pointer };
  }
  return undefined;
}

/** The containers, native sidecars with that place beside their own. */
export function withKubelet(containers: FactList<'containers'>, kubelet: Place | undefined): FactList<'containers'> {
  if (kubelet === undefined) return containers;
  return containers.map((item) =>
    item.self.class === 'sidecar' ? { ...item, places: { ...item.places, kubelet } } : item,
  );
}
