import type { PolicyConfig } from './generated/config.ts';
import type { NodeRelease } from './inventory/index.ts';
import type { Target } from './model/index.ts';
import { parseTargets, type TargetOptions } from './target/index.ts';

/** The clusters a run is judged for, and the sentence that tells about targets nobody stated. */
export function chooseTargets(
  stated: readonly Target[] | undefined,
  config: PolicyConfig,
): { targets: readonly Target[]; assumed: string } {
  if (stated !== undefined && stated.length > 0) return { targets: stated, assumed: assumption(stated) };
  const configured = configuredTargets(config);
  if (configured.length > 0) return { targets: configured, assumed: '' };
  const targets = parseTargets('');
  return { targets, assumed: assumption(targets) };
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

/** The oldest kubelet as the nodes tell it, when nobody else does. */
export function withNodes(target: Target, nodes: readonly NodeRelease[]): Target {
  if (target.kubelet !== undefined) return target;
  const minors = nodes.flatMap(({ kubeletVersion }) => {
    const match = /^v1\.(\d+)\./.exec(kubeletVersion);
    return match === null ? [] : [Number(match[1])];
  });
  return minors.length === 0 ? target : { ...target, kubelet: { minor: Math.min(...minors), gates: {} } };
}
