import {
  groupKind,
  isObject,
  type JsonValue,
  join,
  listAt,
  type Manifest,
  type Pointer,
  stringAt,
  valueAt,
} from '../../model/index.ts';
import { readStaticPod } from './static-pod.ts';
import { imageVersion, oldest, type Told, versionAt } from './told.ts';
import { flagGates, mapGates, type WrittenGate } from './written.ts';

/** What one file says about a cluster. Versions that it leaves open, or hides behind a digest, are absent. */
export interface ClusterFile {
  manifest: Manifest;
  server?: Told;
  /** Oldest kubelet. */
  kubelet?: Told;
  gates: WrittenGate[];
  /** It starts an API server, so it could have told its version. */
  namesServer: boolean;
  /** Gates may stand in patches, texts inside the file that are not read. */
  hasUnreadGates: boolean;
}

const gateWords = /feature-?gates/i;

/** Reads kind, kubeadm and kubelet configuration and the static pod of an API server; undefined for every other manifest. */
export function readClusterFile(manifest: Manifest): ClusterFile | undefined {
  switch (groupKind(manifest)) {
    case 'kind.x-k8s.io/Cluster':
      return readKind(manifest);
    case 'kubeadm.k8s.io/ClusterConfiguration':
      return readKubeadm(manifest);
    case 'kubelet.config.k8s.io/KubeletConfiguration': {
      const gates = mapGates(manifest.object.featureGates, 'kubelet', '/featureGates');
      return { manifest, gates, namesServer: false, hasUnreadGates: false };
    }
    case 'Pod': {
      const pod = readStaticPod(manifest);
      return pod && { manifest, ...pod, namesServer: true, hasUnreadGates: false };
    }
    default:
      return undefined;
  }
}

/** Its featureGates hold for all components. A node without an image runs whatever kind was built with. */
function readKind(manifest: Manifest): ClusterFile {
  const nodes = listAt(manifest.object, 'nodes').map((node, index) => ({
    isServer: (stringAt(node, 'role') || 'control-plane') === 'control-plane',
    version: imageVersion(
      stringAt(node, 'image'),
      /^(?:docker\.io\/)?kindest\/node:([^@]+)/,
      join('/nodes', index, 'image'),
    ),
    patches: listAt(node, 'kubeadmConfigPatches'),
  }));
  const server = oldest(nodes.filter(({ isServer }) => isServer).map(({ version }) => version));
  const kubelet = oldest(nodes.map(({ version }) => version));
  const patches = [listAt(manifest.object, 'kubeadmConfigPatches'), ...nodes.map((node) => node.patches)].flat();
  return {
    manifest,
    ...(server === undefined ? {} : { server }),
    ...(kubelet === undefined ? {} : { kubelet }),
    gates: mapGates(manifest.object.featureGates, 'all', '/featureGates'),
    namesServer: true,
    hasUnreadGates: patches.some((patch) => typeof patch === 'string' && gateWords.test(patch)),
  };
}

/** kubernetesVersion, and the API server's flags. `featureGates` of this kind are kubeadm's own and no component's. */
function readKubeadm(manifest: Manifest): ClusterFile {
  const written = stringAt(manifest.object, 'kubernetesVersion');
  const server = versionAt(written.replace(/^stable-/, ''), '/kubernetesVersion');
  const flags = gateFlags(valueAt(manifest.object, 'apiServer', 'extraArgs'), '/apiServer/extraArgs');
  return {
    manifest,
    ...(server === undefined ? {} : { server }),
    gates: flags.flatMap(([pointer, value]) => flagGates(value, pointer)),
    namesServer: true,
    hasUnreadGates: false,
  };
}

/** A map of names to values up to v1beta3, a list of names and values from v1beta4. */
function gateFlags(args: JsonValue | undefined, base: Pointer): [Pointer, JsonValue | undefined][] {
  if (isObject(args)) return [[join(base, 'feature-gates'), valueAt(args, 'feature-gates')]];
  return (Array.isArray(args) ? args : []).flatMap((item, index): [Pointer, JsonValue | undefined][] =>
    stringAt(item, 'name') === 'feature-gates' ? [[join(base, index, 'value'), valueAt(item, 'value')]] : [],
  );
}
