import type { Platform, Target } from '../model/index.ts';
import { TargetError } from './error.ts';
import { firstMinor, gateState, lastMinor } from './gates.ts';
import { isVendorGate } from './settings.ts';
import { readKubernetesVersion } from './version.ts';

/** What an API server tells of itself. */
export interface ServerFacts {
  /** Of /version: 'v1.33.2-gke.100', and the '33' or '27+' beside it. */
  gitVersion: string;
  minor: string;
  /** Every gate of the API server by name, or why they are not known. */
  gates: ReadonlyMap<string, boolean> | { unknown: string };
  /** Version of OpenKruise: 'v1.7.2'; '' when nothing tells. */
  kruise: string;
}

/**
 * Vendors whose clusters cannot be Alibaba Cloud's, by what their documentation says their versions look like: '1.33.5-gke.1162000',
 * 'v1.31.4-eks-2d5f260'. `-aliyun.1` is no such sign: ACK, ACS and ECI share it, nodes of every sort behind it.
 */
const vendors: readonly { suffix: RegExp; platform: Platform }[] = [
  { suffix: /-gke\./, platform: 'kubernetes' },
  { suffix: /-eks-/, platform: 'kubernetes' },
];

/**
 * The target that an API server is. The oldest kubelet is not part of it: nodes in the inventory tell it for each workload.
 * @throws {TargetError} when no version can be read
 */
export function targetFromServer(facts: ServerFacts): { target: Target; notes: string[] } {
  const told = versionOf(facts);
  const minor = Math.min(Math.max(told.minor, firstMinor), lastMinor);
  const isOther = minor !== told.minor;
  const notes = isOther
    ? [`the API server is 1.${told.minor}, known are 1.${firstMinor} to 1.${lastMinor}: judged as 1.${minor}`]
    : [];
  if ('unknown' in facts.gates) notes.push(`gates have the defaults of 1.${minor}: ${facts.gates.unknown}`);
  const kruise = readKubernetesVersion(facts.kruise);
  const target: Target = {
    name: `1.${minor}`,
    minor,
    ...(told.patch === undefined || isOther ? {} : { patch: told.patch }),
    gates: 'unknown' in facts.gates ? {} : overrides(facts.gates, minor),
    platforms: [vendors.find(({ suffix }) => suffix.test(facts.gitVersion))?.platform ?? 'unknown'],
    ...(kruise === undefined ? {} : { kruise }),
    components: {},
    origin: 'cluster',
  };
  return { target, notes };
}

function versionOf({ gitVersion, minor }: ServerFacts): { minor: number; patch?: number } {
  const version = readKubernetesVersion(gitVersion);
  if (version?.major === 1) return version;
  const [, digits] = /^(\d{1,4})\+?$/.exec(minor) ?? [];
  if (digits !== undefined) return { minor: Number(digits) };
  throw new TargetError(
    `the API server tells no Kubernetes version (gitVersion '${gitVersion}', minor '${minor}'): state it with --target`,
  );
}

/** The gates that differ from the defaults of the minor, sorted. One that is locked or not known there tells nothing. */
function overrides(gates: ReadonlyMap<string, boolean>, minor: number): Record<string, boolean> {
  const found: [string, boolean][] = [];
  for (const [name, on] of gates) {
    const { known, locked, on: standard } = gateState(name, minor);
    if (isVendorGate(name) || (known && !locked && on !== standard)) found.push([name, on]);
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
