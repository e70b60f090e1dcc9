import { isObject, type JsonObject, type JsonValue, listAt, stringAt, valueAt } from '../model/json.ts';
import { groupKind, type Manifest } from '../model/manifest.ts';
import { join, type Pointer } from '../model/pointer.ts';
import { type KubernetesVersion, readKubernetesVersion } from './version.ts';

/** One gate as a file sets it, and where. */
export interface WrittenGate {
  gate: string;
  value: JsonValue;
  /** undefined: not a value the component reads as yes or no. */
  on: boolean | undefined;
  component: 'apiserver' | 'kubelet' | 'all';
  pointer: Pointer;
}

/** What one file says about a cluster. Versions that it leaves open, or hides behind a digest, are absent. */
export interface ClusterFile {
  manifest: Manifest;
  server?: KubernetesVersion;
  /** Oldest kubelet. */
  kubelet?: KubernetesVersion;
  gates: WrittenGate[];
  /** It starts an API server, so it could have told its version. */
  namesServer: boolean;
}

/** Reads kind, kubeadm and kubelet configuration and the static pod of an API server; undefined for every other manifest. */
export function readClusterFile(manifest: Manifest): ClusterFile | undefined {
  switch (groupKind(manifest)) {
    case 'kind.x-k8s.io/Cluster':
      return readKind(manifest);
    case 'kubeadm.k8s.io/ClusterConfiguration':
      return readKubeadm(manifest);
    case 'kubelet.config.k8s.io/KubeletConfiguration':
      return {
        manifest,
        gates: mapGates(manifest.object.featureGates, 'kubelet', '/featureGates'),
        namesServer: false,
      };
    case 'Pod':
      return readStaticPod(manifest);
    default:
      return undefined;
  }
}

/** Its featureGates hold for all components. Without an image a node runs whatever kind was built with. */
function readKind(manifest: Manifest): ClusterFile {
  const nodes = listAt(manifest.object, 'nodes');
  const versions = nodes.map((node) => ({
    isServer: (stringAt(node, 'role') || 'control-plane') === 'control-plane',
    version: imageVersion(stringAt(node, 'image'), /^(?:docker\.io\/)?kindest\/node:([^@]+)/),
  }));
  const server = oldest(versions.filter(({ isServer }) => isServer).map(({ version }) => version));
  const kubelet = oldest(versions.map(({ version }) => version));
  return {
    manifest,
    ...(server === undefined ? {} : { server }),
    ...(kubelet === undefined ? {} : { kubelet }),
    gates: mapGates(manifest.object.featureGates, 'all', '/featureGates'),
    namesServer: true,
  };
}

/** kubernetesVersion, and the API server's flags: a map up to v1beta3, a list of names and values from v1beta4. */
function readKubeadm(manifest: Manifest): ClusterFile {
  const version = readVersion(stringAt(manifest.object, 'kubernetesVersion').replace(/^stable-/, ''));
  const args = valueAt(manifest.object, 'apiServer', 'extraArgs');
  const base = '/apiServer/extraArgs';
  const written: [Pointer, JsonValue][] = isObject(args)
    ? Object.entries(args).flatMap(([name, value]) => (name === 'feature-gates' ? [[join(base, name), value]] : []))
    : (Array.isArray(args) ? args : []).flatMap((item, index) =>
        stringAt(item, 'name') === 'feature-gates' ? [[join(base, index, 'value'), stringAt(item, 'value')]] : [],
      );
  return {
    manifest,
    ...(version === undefined ? {} : { server: version }),
    gates: written.flatMap(([pointer, value]) => flagGates(value, pointer)),
    namesServer: true,
  };
}

function readStaticPod(manifest: Manifest): ClusterFile | undefined {
  for (const [index, container] of listAt(manifest.object, 'spec', 'containers').entries()) {
    const words = ['command', 'args'].flatMap((list) =>
      listAt(container, list).map((value, at): [Pointer, JsonValue] => [
        join('/spec/containers', index, list, at),
        value,
      ]),
    );
    const image = stringAt(container, 'image');
    const isServer = words.some(([, word]) => word === 'kube-apiserver') || /(^|\/)kube-apiserver[:@]/.test(image);
    if (!isServer) continue;
    const server = imageVersion(image, /(?:^|\/)kube-apiserver:([^@]+)/);
    const gates = words.flatMap(([pointer, word]) =>
      typeof word === 'string' && word.startsWith('--feature-gates=')
        ? flagGates(word.slice('--feature-gates='.length), pointer)
        : [],
    );
    return { manifest, ...(server === undefined ? {} : { server }), gates, namesServer: true };
  }
  return undefined;
}

function mapGates(value: JsonValue | undefined, component: WrittenGate['component'], base: Pointer): WrittenGate[] {
  if (!isObject(value)) return [];
  return Object.entries<JsonObject[string]>(value).map(([gate, on]) => ({
    gate,
    value: on,
    on: typeof on === 'boolean' ? on : undefined,
    component,
    pointer: join(base, gate),
  }));
}

const yes = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const no = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** 'A=true,B=false', as the flag of a component takes it. */
function flagGates(value: JsonValue, pointer: Pointer): WrittenGate[] {
  if (typeof value !== 'string') return [];
  return value.split(',').flatMap((item) => {
    const [gate = '', text = ''] = item.split('=').map((part) => part.trim());
    if (gate === '') return [];
    const on = yes.includes(text) ? true : no.includes(text) ? false : undefined;
    return [{ gate, value: text, on, component: 'apiserver' as const, pointer }];
  });
}

/** The version in an image's tag. Other images carry numbers too, which mean nothing here. */
function imageVersion(image: string, form: RegExp): KubernetesVersion | undefined {
  return readVersion(form.exec(image)?.[1] ?? '');
}

function readVersion(text: string): KubernetesVersion | undefined {
  const version = readKubernetesVersion(text);
  if (version?.major !== 1) return undefined;
  return { minor: version.minor, ...(version.patch === undefined ? {} : { patch: version.patch }) };
}

/** undefined as soon as one of them is not known: it may be the oldest. */
function oldest(versions: readonly (KubernetesVersion | undefined)[]): KubernetesVersion | undefined {
  let found: KubernetesVersion | undefined;
  for (const version of versions) {
    if (version === undefined) return undefined;
    if (found === undefined || version.minor < found.minor) found = version;
  }
  return found;
}
