import { type NodeVersion, nearest, type Platform, platforms, type Target } from '../model/index.ts';
import { TargetError } from './error.ts';
import { firstMinor, lastMinor } from './gates.ts';
import { checkGates, parseGateSuffix, parseGates } from './settings.ts';
import { parseComponentVersion, parseKubernetesVersion } from './version.ts';

/** Without any statement: every minor in which sidecars are generally available. */
const defaultTarget = '1.33..1.37';

/** Statements about the cluster, as the command line and the configuration spell them. */
export interface TargetOptions {
  /** 'SidecarContainers=true,Other=false': gates of the API server. */
  gates?: string;
  /** Oldest kubelet: '1.29', '1.29+SidecarContainers', '1.29.3-SidecarContainers'. */
  kubelet?: string;
  /** 'kubernetes', 'acs', … or a list for a mixed cluster. */
  platform?: string;
  /** OpenKruise: '1.7' or '1.7.2'. */
  kruise?: string;
  ackVirtualNode?: string;
  ackKruise?: string;
  /** Name findings print instead of the minor. */
  name?: string;
  origin?: Target['origin'];
  uri?: string;
}

interface Version {
  text: string;
  minor: number;
  patch?: number;
  gates: Record<string, boolean>;
}

/**
 * The targets that `text` names, in order and without repetition: '1.33', '1.33.2', '1.28..1.33', '1.28,1.31..1.33', '1.28+SidecarContainers'.
 * Empty text means 1.33..1.37. Throws TargetError for what cannot exist.
 */
export function parseTargets(text: string, options: TargetOptions = {}): Target[] {
  const stated = text.trim();
  const origin = options.origin ?? (stated === '' ? 'default' : 'option');
  const targets = new Map<string, Target>();
  for (const version of versions(stated === '' ? defaultTarget : stated)) {
    const target = makeTarget(version, { ...options, origin });
    if (!targets.has(target.name)) targets.set(target.name, target);
  }
  return [...targets.values()];
}

/** The one target that `text` names; throws TargetError when it names several. */
export function parseTarget(text: string, options: TargetOptions = {}): Target {
  const [target, second] = parseTargets(text, options);
  if (target !== undefined && second === undefined) return target;
  throw new TargetError(`'${text}' names several targets: name one, such as 1.${lastMinor}`);
}

function versions(text: string): Version[] {
  return text.split(',').flatMap((item) => {
    const [from = '', to, rest] = item.trim().split('..');
    if (rest !== undefined) throw new TargetError(`target '${item.trim()}' is not a range: write 1.28..1.33`);
    return to === undefined ? [oneVersion(from)] : versionRange(from.trim(), to.trim());
  });
}

function versionRange(from: string, to: string): Version[] {
  const first = parseKubernetesVersion(from, 'target').minor;
  const last = parseKubernetesVersion(to, 'target').minor;
  if (first > last)
    throw new TargetError(`target range '${from}..${to}' is empty: write the older version first, ${to}..${from}`);
  return Array.from({ length: last - first + 1 }, (_, step) => ({
    text: `1.${first + step}`,
    minor: first + step,
    gates: {},
  }));
}

/** '1.33.2' or, with gates of its own, '1.28+SidecarContainers'. */
function oneVersion(text: string, what = 'target'): Version {
  const at = text.search(/[+-]/);
  const plain = at < 0 ? text : text.slice(0, at);
  const gates = parseGateSuffix(at < 0 ? '' : text.slice(at));
  if (gates === undefined || plain === '') {
    throw new TargetError(
      `${what} '${text}' is no Kubernetes version: write 1.33, 1.33.2 or 1.28+SidecarContainers (1.${firstMinor} to 1.${lastMinor})`,
    );
  }
  return { ...parseKubernetesVersion(plain, what), gates, text: text.replace(/^v/, '') };
}

function makeTarget(version: Version, options: TargetOptions & { origin: Target['origin'] }): Target {
  const gates = { ...(options.gates === undefined ? {} : parseGates(options.gates)), ...version.gates };
  const platforms = parsePlatforms(options.platform ?? 'unknown');
  checkGates(gates, version.minor, `Kubernetes 1.${version.minor}`, platforms);
  const kubelet = options.kubelet === undefined ? undefined : parseKubelet(options.kubelet, version.minor);
  const { ackVirtualNode, ackKruise } = options;
  return {
    name: options.name ?? version.text,
    minor: version.minor,
    ...(version.patch === undefined ? {} : { patch: version.patch }),
    gates,
    ...(kubelet === undefined ? {} : { kubelet }),
    platforms,
    ...(options.kruise === undefined ? {} : { kruise: parseComponentVersion(options.kruise, 'OpenKruise') }),
    components: {
      ...(ackVirtualNode === undefined
        ? {}
        : { ackVirtualNode: parseComponentVersion(ackVirtualNode, 'ack-virtual-node') }),
      ...(ackKruise === undefined ? {} : { ackKruise: parseComponentVersion(ackKruise, 'ack-kruise') }),
    },
    origin: options.origin,
    ...(options.uri === undefined ? {} : { uri: options.uri }),
  };
}

function parseKubelet(text: string, serverMinor: number): NodeVersion {
  const { minor, patch, gates } = oneVersion(text, 'kubelet');
  if (minor > serverMinor) {
    throw new TargetError(
      `a kubelet 1.${minor} cannot join an API server 1.${serverMinor}: a kubelet is never newer than its API server`,
    );
  }
  checkGates(gates, minor, `a kubelet 1.${minor}`);
  return { minor, ...(patch === undefined ? {} : { patch }), gates };
}

/** Reads 'acs' or 'acs,kubernetes'. */
function parsePlatforms(text: string): Platform[] {
  const found = new Set<Platform>();
  for (const name of text.split(',').map((part) => part.trim())) {
    const platform = platforms.find((candidate) => candidate === name);
    if (platform === undefined) {
      const near = nearest(name, platforms);
      const hint = near === '' ? `one of ${platforms.join(', ')}, or a list of them` : `did you mean ${near}?`;
      throw new TargetError(`platform '${name}' is not known: ${hint}`);
    }
    found.add(platform);
  }
  return [...found];
}

/** Things worth knowing about a target that can exist but should not. */
export function targetNotes(target: Target): string[] {
  const { minor, kubelet } = target;
  const skew = minor >= 28 ? 3 : 2;
  if (kubelet === undefined || minor - kubelet.minor <= skew) return [];
  return [`a kubelet 1.${kubelet.minor} is older than an API server 1.${minor} supports (1.${minor - skew} and newer)`];
}
