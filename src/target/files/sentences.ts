import type { Target } from '../../model/index.ts';
import { firstMinor, lastMinor } from '../gates.ts';
import type { ClusterFile } from './cluster-file.ts';

/** '1.28.0 with SidecarContainers=true, oldest kubelet 1.27.13'. */
export function describe(target: Target): string {
  const { minor, gates, kubelet } = target;
  const switched = gateText(gates);
  const server = `${versionText(target)}${switched === '' ? '' : ` with ${switched}`}`;
  if (kubelet === undefined) return server;
  const ofKubelet = gateText(kubelet.gates);
  if (kubelet.minor !== minor) return `${server}, oldest kubelet ${versionText(kubelet)}`;
  return ofKubelet === switched || ofKubelet === '' ? server : `${server}, kubelets with ${ofKubelet}`;
}

function versionText({ minor, patch }: { minor: number; patch?: number }): string {
  return patch === undefined ? `1.${minor}` : `1.${minor}.${patch}`;
}

/** 'A=true,B=false', in the order of the names. */
export function gateText(gates: Readonly<Record<string, boolean>>): string {
  const settings = Object.entries(gates).map(([gate, on]) => `${gate}=${on}`);
  return settings.sort().join(',');
}

/** Why no target was made of files that start an API server. */
export function unknownVersions(servers: readonly ClusterFile[]): string[] {
  const silent = servers.filter(({ server }) => server === undefined);
  const outside = servers.filter(({ server }) => server !== undefined);
  const range = `1.${firstMinor} to 1.${lastMinor}`;
  return [
    ...about(silent, (names) => `${names}: no Kubernetes version can be read there, name it with --target`),
    ...about(outside, (names) => `${names}: a Kubernetes version outside those known here (${range})`),
  ];
}

export function unreadGates(servers: readonly ClusterFile[]): string[] {
  const patched = servers.filter(({ hasUnreadGates }) => hasUnreadGates);
  return about(patched, (names) => `${names}: gates in kubeadmConfigPatches are not read, state them with --target`);
}

/** At most three names: a repository can hold a cluster file for each of its tests. */
function about(files: readonly ClusterFile[], sentence: (names: string) => string): string[] {
  const names = [...new Set(files.map(nameOf))];
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return names.length === 0 ? [] : [sentence(names.slice(0, 3).join(', ') + more)];
}

export function nameOf({ manifest: { origin, kind } }: ClusterFile): string {
  return origin?.uri ?? kind;
}
