import { configuredTargets } from '../lint.ts';
import { nearest, type Target } from '../model/index.ts';
import type { Policy } from '../policy/index.ts';
import { parseTargets, TargetError, type TargetOptions } from '../target/index.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './usage.ts';

/** Options that describe a version given on the command line; a target of the configuration says these things itself. */
const details = ['gates', 'kubelet', 'platform', 'kruise'] as const;

/** The targets stated on the command line; undefined when nothing is. */
export function statedTargets(given: Arguments, policy: Policy): Target[] | undefined {
  try {
    return readTargets(given, configuredTargets(policy.config));
  } catch (error) {
    if (error instanceof TargetError) throw new UsageError(error.message);
    throw error;
  }
}

function readTargets(given: Arguments, configured: readonly Target[]): Target[] | undefined {
  const options: TargetOptions = {};
  for (const name of details) {
    const value = given.value(name);
    if (value !== undefined) options[name] = value;
  }
  const [detail] = Object.keys(options);
  const names = given.values('target').flatMap((text) => text.split(',').map((part) => part.trim()));
  if (names.length === 0) {
    if (detail === undefined) return undefined;
    if (configured.length > 0)
      throw new UsageError(`--${detail} needs --target: the configuration has targets of its own`);
    return parseTargets('', options);
  }
  const targets = names.flatMap((name) => {
    // A range under one name is one target for each minor: `prod 1.30`, `prod 1.31`.
    const named = configured.filter((target) => target.name === name || target.name.startsWith(`${name} `));
    if (named.length === 0) return parseVersions(name, options, configured);
    if (detail === undefined) return named;
    throw new UsageError(`--${detail} cannot change the target '${name}': the configuration describes it`);
  });
  return [...new Map(targets.map((target) => [target.name, target])).values()];
}

function parseVersions(text: string, options: TargetOptions, configured: readonly Target[]): Target[] {
  if (!/^[a-z]/i.test(text) || /^v\d/.test(text)) return parseTargets(text, options);
  const names = configured.map((target) => target.name);
  const near = nearest(text, names);
  const known = names.length === 0 ? 'the configuration names no targets' : `the configuration has ${names.join(', ')}`;
  throw new UsageError(`no target is named '${text}'; ${near === '' ? known : `did you mean '${near}'?`}`);
}
