import type { Manifest, NodeVersion, Target } from '../../model/index.ts';
import { firstMinor, gateSpan, lastMinor } from '../gates.ts';
import { gateProblem } from '../settings.ts';
import { type ClusterFile, readClusterFile } from './cluster-file.ts';
import { describe, gateText, nameOf, unknownVersions, unreadGates } from './sentences.ts';
import type { WrittenGate } from './written.ts';

export interface FileTargets {
  /** One target, or none when no file tells the version or two of them disagree. */
  targets: Target[];
  /** Sentences for the reader: where the target came from, why there is none, what was not read. */
  notes: string[];
}

interface Claim {
  file: ClusterFile;
  target: Target;
}

/**
 * The target that the cluster files among the manifests describe. Each file that starts an API server describes a whole one, gates
 * included; files that describe different ones are a question to the user, and no target.
 */
export function targetFromFiles(manifests: readonly Manifest[]): FileTargets {
  const files = manifests.flatMap((manifest) => readClusterFile(manifest) ?? []);
  const servers = files.filter(({ namesServer }) => namesServer);
  const kubelets = files.filter(({ namesServer }) => !namesServer);
  const claims = servers.flatMap((file) => claimOf(file, kubelets) ?? []);
  const [first] = claims;
  if (first === undefined) return { targets: [], notes: unknownVersions(servers) };
  const other = claims.find(({ target }) => differ(first.target, target));
  const sides = other === undefined ? disagreement(kubelets) : [first, other].map(said).join(', ');
  if (sides !== '') return { targets: [], notes: [`${sides}: name the one you mean with --target`] };
  const origin = `target ${describe(first.target)}, read from ${nameOf(first.file)}; --target overrides it`;
  return { targets: [first.target], notes: [origin, ...unreadGates(servers)] };
}

/** The cluster as one file describes it; undefined when the version is not told, or not one that is known here. */
function claimOf(file: ClusterFile, kubelets: readonly ClusterFile[]): Claim | undefined {
  const { server } = file;
  if (server === undefined || !isKnown(server.minor)) return undefined;
  const kubelet = kubeletOf(file, kubelets);
  const uri = file.manifest.origin?.uri;
  const target: Target = {
    name: `1.${server.minor}`,
    ...release(server),
    gates: settable(file.gates, ['apiserver', 'all'], server.minor),
    ...(kubelet === undefined ? {} : { kubelet }),
    platforms: ['unknown'],
    components: {},
    origin: 'file',
    ...(uri === undefined ? {} : { uri }),
  };
  return { file, target };
}

/**
 * The oldest kubelet. Where only its gates are told it is taken for as new as its API server: a gate that matters is set nowhere else,
 * since older kubelets do not know it and newer ones have it locked.
 */
function kubeletOf(file: ClusterFile, kubelets: readonly ClusterFile[]): NodeVersion | undefined {
  const { server, kubelet } = file;
  const version = kubelet ?? server;
  if (version === undefined) return undefined;
  const written = [file, ...kubelets].flatMap((each) => each.gates);
  const gates = settable(written, ['kubelet', 'all'], version.minor);
  const isTold = kubelet !== undefined || kubelets.some((each) => each.gates.length > 0);
  if (!isTold || version.minor > (server?.minor ?? 0) || !isKnown(version.minor)) return undefined;
  return { ...release(version), gates };
}

/** A gate that would keep the component from starting switches nothing; a rule reports it. The last of equal names counts. */
function settable(
  written: readonly WrittenGate[],
  components: readonly WrittenGate['component'][],
  minor: number,
): Record<string, boolean> {
  const gates: Record<string, boolean> = {};
  for (const { gate, on, component } of written) {
    if (on !== undefined && components.includes(component) && gateProblem(gate, on, minor) === '') gates[gate] = on;
  }
  return gates;
}

function differ(a: Target, b: Target): boolean {
  if (a.minor !== b.minor || gateText(a.gates) !== gateText(b.gates)) return true;
  if (a.kubelet === undefined || b.kubelet === undefined) return false;
  return a.kubelet.minor !== b.kubelet.minor || gateText(a.kubelet.gates) !== gateText(b.kubelet.gates);
}

/** Two kubelet configurations that set one gate of the table differently; '' when there are none. */
function disagreement(kubelets: readonly ClusterFile[]): string {
  const seen = new Map<string, { on: boolean; file: ClusterFile }>();
  for (const file of kubelets) {
    for (const { gate, on } of file.gates) {
      if (on === undefined || gateSpan(gate) === undefined) continue;
      const before = seen.get(gate);
      if (before !== undefined && before.on !== on)
        return `${nameOf(before.file)} sets ${gate} to ${before.on}, ${nameOf(file)} to ${on}`;
      seen.set(gate, { on, file });
    }
  }
  return '';
}

function said({ file, target }: Claim): string {
  return `${nameOf(file)} says ${describe(target)}`;
}

function release({ minor, patch }: { minor: number; patch?: number }): { minor: number; patch?: number } {
  return { minor, ...(patch === undefined ? {} : { patch }) };
}

function isKnown(minor: number): boolean {
  return minor >= firstMinor && minor <= lastMinor;
}
