import type { PolicyConfig } from './generated/config.ts';
import type { NodeRelease } from './inventory/index.ts';
import type { Manifest, Target } from './model/index.ts';
import { parseTargets, type TargetOptions, targetFromFiles, targetNotes } from './target/index.ts';

/**
 * The clusters a run is judged for, and what a reader has to know about targets nobody stated: those on the command line, else those of
 * the configuration, else the one that cluster files of the input describe, else the default.
 */
export function chooseTargets(
  stated: readonly Target[] | undefined,
  config: PolicyConfig,
  manifests: readonly Manifest[],
): { targets: readonly Target[]; assumed: string } {
  const known = stated === undefined || stated.length === 0 ? configuredTargets(config) : stated;
  const given = known.length === 0 ? parseTargets('') : known;
  if (!given.every(leavesVersionOpen)) return { targets: given, assumed: told(given) };
  const files = targetFromFiles(manifests);
  const targets = files.targets.length === 0 ? given : files.targets.map((target) => detailed(target, given[0]));
  return { targets, assumed: told(targets, files.notes) };
}

/**
 * The clusters that a webhook judges for whose API server has told what it is: the ones stated, as they are stated; where nobody stated a
 * version, the one that was read, with the details stated beside it.
 */
export function targetsBeside(
  read: Target,
  stated: readonly Target[] | undefined,
  config: PolicyConfig,
): readonly Target[] {
  const known = stated === undefined || stated.length === 0 ? configuredTargets(config) : stated;
  const [first] = known;
  if (first === undefined) return [read];
  if (known.some(({ origin }) => origin !== 'default')) return known;
  const { gates, kubelet = read.kubelet, kruise = read.kruise, components } = first;
  return [
    {
      ...read,
      gates: { ...read.gates, ...gates },
      platforms: first.platforms.includes('unknown') ? read.platforms : first.platforms,
      components,
      ...(kubelet === undefined ? {} : { kubelet }),
      ...(kruise === undefined ? {} : { kruise }),
    },
  ];
}

/** Everything worth knowing about the choice, in one line. */
function told(targets: readonly Target[], notes: readonly string[] = []): string {
  const all = [assumption(targets), ...notes, ...targets.flatMap(targetNotes)].filter((note) => note !== '');
  return [...new Set(all)].join('; ');
}

/** Nobody said anything about versions; a platform may have been stated. */
function leavesVersionOpen({ origin, gates, kubelet }: Target): boolean {
  return origin === 'default' && kubelet === undefined && Object.keys(gates).length === 0;
}

/** A target from a file, which tells only Kubernetes, with the platform and components stated beside it. */
function detailed(target: Target, stated: Target | undefined): Target {
  if (stated === undefined) return target;
  const { platforms, kruise, components } = stated;
  return { ...target, platforms, components, ...(kruise === undefined ? {} : { kruise }) };
}

/** What nobody said and somebody has to know; '' when versions were stated. */
function assumption(targets: readonly Target[]): string {
  const [first] = targets;
  if (first === undefined || first.origin !== 'default') return '';
  const platform = first.platforms.includes('unknown') ? ', platform unknown' : '';
  return `no target stated: judged for Kubernetes ${first.name} to ${targets.at(-1)?.name}${platform}; name yours with --target`;
}

type ConfiguredTarget = NonNullable<PolicyConfig['targets']>[string];

/** Targets of the configuration, under the names it gives them. A range under one name is a target for each minor. */
export function configuredTargets(config: PolicyConfig): Target[] {
  return Object.entries(config.targets ?? {}).flatMap(([name, entry]) => {
    const { version, options } = statement(entry);
    const targets = parseTargets(version, { ...options, origin: 'configuration' });
    return targets.map((target) => ({ ...target, name: targets.length === 1 ? name : `${name} ${target.name}` }));
  });
}

function statement(entry: ConfiguredTarget): { version: string; options: TargetOptions } {
  if (typeof entry === 'string') return { version: entry, options: {} };
  const { kubernetes, gates, kubelet, platform, kruise, components } = entry;
  const switched = Object.entries(gates ?? {}).map(([gate, on]) => `${gate}=${on}`);
  return {
    version: kubernetes,
    options: {
      ...(switched.length === 0 ? {} : { gates: switched.join(',') }),
      ...(kubelet === undefined ? {} : { kubelet }),
      ...(platform === undefined ? {} : { platform: [platform].flat().join(',') }),
      ...(kruise === undefined ? {} : { kruise }),
      ...components,
    },
  };
}

/** The oldest kubelet as a node tells it, when nobody else does. */
export function withNodes(target: Target, nodes: readonly NodeRelease[]): Target {
  let kubelet = target.kubelet;
  if (kubelet !== undefined) return target;
  for (const { name, minor } of nodes) {
    if (minor !== undefined && minor < (kubelet?.minor ?? Number.POSITIVE_INFINITY))
      kubelet = { minor, gates: {}, node: name };
  }
  return kubelet === undefined ? target : { ...target, kubelet };
}
