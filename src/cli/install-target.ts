import type { PolicyConfig } from '../generated/config.ts';
import { parseTargets } from '../target/index.ts';
import type { Arguments } from './arguments.ts';
import { statedTargets } from './targets.ts';
import { UsageError } from './usage.ts';

type ConfiguredTarget = NonNullable<PolicyConfig['targets']>[string];

/**
 * The cluster as a configuration states it: what was stated, else every version a run is judged for. Undefined: the API server is asked.
 * @throws {UsageError} when it cannot exist.
 */
export function installTarget(given: Arguments): ConfiguredTarget | undefined {
  const stated = statedTargets(given);
  if (given.has('cluster') && !given.has('target')) {
    if (stated === undefined) return undefined;
    throw new UsageError(
      '--gates, --kubelet, --platform and --kruise need --target; without it --cluster asks the API server',
    );
  }
  const [first, ...rest] = stated ?? parseTargets('');
  const kubernetes = given.value('target') ?? [first, ...rest.slice(-1)].map((target) => target?.name).join('..');
  const [kubelet, kruise] = [given.value('kubelet'), given.value('kruise')];
  const details = {
    ...(given.has('gates') && first !== undefined ? { gates: first.gates } : {}),
    ...(kubelet === undefined ? {} : { kubelet }),
    ...(given.has('platform') && first !== undefined ? { platform: [...first.platforms] } : {}),
    ...(kruise === undefined ? {} : { kruise }),
  };
  return Object.keys(details).length === 0 ? kubernetes : { kubernetes, ...details };
}
