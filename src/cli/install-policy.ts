import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { PolicyConfig } from '../generated/config.ts';
import type { InstallSettings } from '../install/index.ts';
import { parseTargets } from '../target/index.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { policyOf } from './policy.ts';
import { statedTargets } from './targets.ts';
import { UsageError } from './usage.ts';

/** What the ConfigMap will hold, and what somebody has to know about it, or ''. */
export interface InstallPolicy {
  policy: InstallSettings['policy'];
  note: string;
}

/** @throws {UsageError} when the configuration has faults, or the stated cluster cannot exist. */
export async function installPolicy(given: Arguments, io: Io): Promise<InstallPolicy> {
  const file = given.value('config');
  if (file !== undefined) return { policy: { text: await configured(file, given, io) }, note: '' };
  const target = targetOf(given);
  const versions = typeof target === 'string' ? target : target?.kubernetes;
  const isStated = given.has('target') || versions === undefined;
  const note = `no target stated: judged for Kubernetes ${versions}; name yours with --target`;
  return { policy: target === undefined ? {} : { target }, note: isStated ? '' : note };
}

const details = ['gates', 'kubelet', 'platform', 'kruise'] as const;

/** The configuration as its author wrote it, comments and all. */
async function configured(file: string, given: Arguments, io: Io): Promise<string> {
  const [other] = (['target', ...details] as const).filter((name) => given.has(name));
  if (other !== undefined) {
    throw new UsageError(`--config and --${other} exclude each other: the configuration states its targets`);
  }
  if (!['.yaml', '.yml', '.json'].includes(extname(file))) {
    throw new UsageError(`--config: ${file} has to be YAML or JSON: a cluster runs no program of yours`);
  }
  const { policy, configPath = file } = await policyOf(given, io.cwd);
  if ((policy.config.rulePaths ?? []).length > 0) {
    throw new UsageError(`--config: ${file} has rulePaths, but a ConfigMap holds the configuration alone`);
  }
  return readFile(resolve(io.cwd, configPath), 'utf8');
}

type ConfiguredTarget = NonNullable<PolicyConfig['targets']>[string];

/** The cluster as a configuration states it: what was stated, else every version a run is judged for. Undefined: the API server is asked. */
function targetOf(given: Arguments): ConfiguredTarget | undefined {
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
