import type { ComponentVersion, Target } from '../model/index.ts';

/** What of a target decides about SidecarSets. */
export type KruiseTarget = Pick<Target, 'kruise' | 'platforms'>;

/** An OpenKruise 1.x release. `patch` is infinite when only the minor is known: the newest of its line. */
export interface Release {
  minor: number;
  patch: number;
}

/** The newest release whose behaviour is known; it also answers for targets that name no release. */
export const newestRelease: Release = { minor: 9, patch: Number.POSITIVE_INFINITY };

/** From, and up to and including, which release Kruise behaves in a way. Absent: from the first, up to the newest. */
const switches = {
  /** Pods in kube-system and kube-public are passed over. */
  skipsKubeNamespaces: { until: '1.2' },
  initVolumes: { since: '1.1' },
  initTransferEnv: { since: '1.1' },
  /** Before, what initContainers are given is appended although the name is there. */
  initEnvOnce: { since: '1.5' },
  newContainerForbidden: { since: '1.2' },
  patchPodMetadata: { since: '1.3' },
  revision: { since: '1.3' },
  keepsEarlierNames: { since: '1.4' },
  namespaceSelector: { since: '1.4' },
  /** Sets with initContainers only leave no entry in the hash annotations. */
  initOnlyLeavesNoHash: { since: '1.4', until: '1.5.0' },
  initSharedMounts: { since: '1.5' },
  priorityStrategy: { since: '1.5' },
  /** Fields of pods that the release does not know stay at their list index; before, they are lost. */
  keepsUnknownPodFields: { since: '1.5' },
  expressionValues: { since: '1.6' },
  /** The field is there, init containers are merged by name and policy. */
  nativeSidecars: { since: '1.7' },
  listsAllInitContainers: { since: '1.7', until: '1.7.0' },
  revisionOfOwnSetOnly: { since: '1.7' },
  conflictsOnlyWhenValid: { since: '1.7' },
  ownNamespaceFirst: { since: '1.7' },
  unknownPolicyIsAfter: { since: '1.7' },
  partialRevision: { since: '1.8' },
  partitionExcludesSelector: { since: '1.8' },
  namespaceExcludesSelector: { since: '1.4', until: '1.8' },
  namespaceIsSelector: { since: '1.9' },
  volumeDevices: { since: '1.9' },
  resourcesPolicy: { since: '1.9' },
  toleratesMissingVolume: { since: '1.9' },
  v1beta1: { since: '1.9' },
} as const satisfies Record<string, { since?: string; until?: string }>;

export type Switch = keyof typeof switches;

export function behaves(release: Release, name: Switch): boolean {
  const range: { since?: string; until?: string } = switches[name];
  return isSince(release, range.since ?? '1.0') && (range.until === undefined || !isPast(release, range.until));
}

/** True when the release is `since` ('1.4', '1.5.1') or later. */
export function isSince(release: Release, since: string): boolean {
  const [minor = 0, patch = 0] = numbers(since);
  return release.minor > minor || (release.minor === minor && release.patch >= patch);
}

/** True when the release is later than `until`; '1.8' covers every patch of that minor. */
function isPast(release: Release, until: string): boolean {
  const [minor = 0, patch = Number.POSITIVE_INFINITY] = numbers(until);
  return release.minor > minor || (release.minor === minor && release.patch > patch);
}

/** The few versions that tables name, read once. */
const read = new Map<string, readonly number[]>();

/** '1.5.1' as [5, 1]. */
function numbers(version: string): readonly number[] {
  const known = read.get(version) ?? version.split('.').slice(1).map(Number);
  read.set(version, known);
  return known;
}

/** 1.7.5 was cut from the 1.8 line and behaves as 1.8. */
export function releaseOf(version: ComponentVersion | undefined): Release {
  if (version === undefined || version.major > 1) return newestRelease;
  if (version.major < 1) return { minor: 0, patch: 0 };
  const patch = version.patch ?? Number.POSITIVE_INFINITY;
  if (version.minor === 7 && version.patch !== undefined && version.patch >= 5) return { minor: 8, patch: 0 };
  return version.minor > newestRelease.minor ? newestRelease : { minor: version.minor, patch };
}
