import type { Manifest } from '../model/manifest.ts';
import type { Target } from '../model/target.ts';
import { type ClusterFile, readClusterFile, type WrittenGate } from './cluster-files.ts';
import { firstMinor, lastMinor } from './gates.ts';
import { gateProblem } from './settings.ts';

export interface FileTargets {
  /** One target, or none when no file tells the version or two of them disagree. */
  targets: Target[];
  /** Sentences for the reader: where the target came from, or why there is none. */
  notes: string[];
  /** Both sides of a disagreement that only --target can settle; '' when there is none. */
  conflict: string;
}

/** The target that the cluster files among the manifests describe. What somebody states otherwise wins. */
export function targetFromFiles(manifests: readonly Manifest[]): FileTargets {
  const files = manifests.flatMap((manifest) => readClusterFile(manifest) ?? []);
  const servers = files.filter(({ namesServer }) => namesServer);
  if (servers.length === 0) return none();
  const [known, other] = distinct(
    servers.flatMap((file) => (file.server === undefined ? [] : [file])),
    (file) => `1.${file.server?.minor}`,
  );
  if (known?.server === undefined) {
    const names = servers.map(({ manifest }) => uriOf(manifest)).join(', ');
    return none(`${names}: the Kubernetes version cannot be read there; name it with --target`);
  }
  if (other?.server !== undefined) {
    const sides = [known, other].map((file) => `${uriOf(file.manifest)} says 1.${file.server?.minor}`).join(', ');
    return { ...none(), conflict: `${sides}: name the one you mean with --target` };
  }
  const { minor } = known.server;
  if (minor < firstMinor || minor > lastMinor) {
    const note = `${uriOf(known.manifest)}: Kubernetes 1.${minor} is outside the versions known here (1.${firstMinor} to 1.${lastMinor})`;
    return none(note);
  }
  return oneTarget(known, known.server, files);
}

function none(...notes: string[]): FileTargets {
  return { targets: [], notes, conflict: '' };
}

function oneTarget(
  known: ClusterFile,
  server: NonNullable<ClusterFile['server']>,
  files: readonly ClusterFile[],
): FileTargets {
  const clash = contradiction(files);
  if (clash !== undefined) return { ...none(), conflict: clash };
  const written = files.flatMap(({ gates }) => gates);
  const kubelet = files.find((file) => file.kubelet !== undefined)?.kubelet;
  const uri = known.manifest.origin?.uri;
  const target: Target = {
    name: `1.${server.minor}`,
    ...server,
    gates: settable(written, ['apiserver', 'all'], server.minor),
    ...(kubelet === undefined || kubelet.minor > server.minor
      ? {}
      : { kubelet: { ...kubelet, gates: settable(written, ['kubelet', 'all'], kubelet.minor) } }),
    platforms: ['unknown'],
    components: {},
    origin: 'file',
    ...(uri === undefined ? {} : { uri }),
  };
  return { targets: [target], notes: [`target 1.${server.minor} read from ${uriOf(known.manifest)}`], conflict: '' };
}

/** A gate that would keep the component from starting switches nothing; a rule reports it. */
function settable(
  written: readonly WrittenGate[],
  components: readonly string[],
  minor: number,
): Record<string, boolean> {
  const gates: Record<string, boolean> = {};
  for (const { gate, on, component } of written) {
    if (on !== undefined && components.includes(component) && gateProblem(gate, on, minor) === '') gates[gate] = on;
  }
  return gates;
}

/** Two files that set one gate of the same component differently. */
function contradiction(files: readonly ClusterFile[]): string | undefined {
  const seen = new Map<string, { on: boolean; uri: string }>();
  for (const { manifest, gates } of files) {
    for (const { gate, on, component } of gates) {
      const key = `${component === 'kubelet' ? component : 'apiserver'} ${gate}`;
      const before = seen.get(key);
      const uri = uriOf(manifest);
      if (on === undefined) continue;
      if (before !== undefined && before.on !== on) {
        return `${before.uri} sets ${gate} to ${before.on}, ${uri} to ${on}: name the target you mean with --target and --gates`;
      }
      seen.set(key, { on, uri });
    }
  }
  return undefined;
}

function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map([...items].reverse().map((item) => [keyOf(item), item])).values()].reverse();
}

function uriOf({ origin, kind }: Manifest): string {
  return origin?.uri ?? kind;
}
