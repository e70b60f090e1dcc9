import type { ComponentVersion } from '../model/index.ts';
import { TargetError } from './error.ts';
import { firstMinor, lastMinor } from './gates.ts';

export interface KubernetesVersion {
  minor: number;
  patch?: number;
}

const range = `1.${firstMinor} to 1.${lastMinor}`;

/** Reads '1.33' or 'v1.33.2'. Throws TargetError for anything else and for minors nobody can run or nothing is known of. */
export function parseKubernetesVersion(text: string, what: string): KubernetesVersion {
  const version = readKubernetesVersion(text);
  if (version === undefined) {
    throw new TargetError(
      `${what} '${text}' is no Kubernetes version: write a minor such as 1.33 or a patch release such as 1.33.2`,
    );
  }
  const { major, minor } = version;
  if (major !== 1 || minor < firstMinor || minor > lastMinor) {
    throw new TargetError(`${what} '${text}' is outside the Kubernetes versions this program knows: ${range}`);
  }
  return { minor, ...(version.patch === undefined ? {} : { patch: version.patch }) };
}

/** The numbers of '1.33', 'v1.33.2', '1.33.2-gke.100' or '1.33.2+k3s1'; undefined for other texts. */
export function readKubernetesVersion(text: string): ComponentVersion | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4})(?:[-+][0-9A-Za-z.+-]*)?)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, major, minor, patch] = match;
  return { major: Number(major), minor: Number(minor), ...(patch === undefined ? {} : { patch: Number(patch) }) };
}

/** Reads a version of OpenKruise or of an ACK component: '1.7', 'v1.7.2'. */
export function parseComponentVersion(text: string, what: string): ComponentVersion {
  const version = readKubernetesVersion(text);
  if (version !== undefined) return version;
  throw new TargetError(`${what} version '${text}' is not a version: write it as 1.7 or 1.7.2`);
}

/** Whether `version` is at least `wanted` ('1.4', '2.10.0'). A missing patch counts as the newest of its minor. */
export function componentAtLeast(version: ComponentVersion | undefined, wanted: string): boolean {
  const other = readKubernetesVersion(wanted);
  if (version === undefined || other === undefined) return false;
  if (version.major !== other.major) return version.major > other.major;
  if (version.minor !== other.minor) return version.minor > other.minor;
  return version.patch === undefined || version.patch >= (other.patch ?? 0);
}
