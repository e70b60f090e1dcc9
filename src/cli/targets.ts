import { configuredTargets } from '../lint.ts';
import { nearest, type Target } from '../model/index.ts';
import type { Policy } from '../policy/index.ts';
import { parseTargets, TargetError, type TargetOptions } from '../target/index.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './usage.ts';

/** Options that describe a version given on the command line; a target of the configuration says these things itself. */
const details = ['gates', 'kubelet', 'platform', 'kruise'] as const;

/** The targets stated on the command line; undefined when nothing is. Without a policy no target has a name of its own. */
export function statedTargets(given: Arguments, policy?: Policy): Target[] | undefined {
  try {
    return readTargets(given, policy === undefined ? undefined : configuredTargets(policy.config));
  } catch (error) {
    if (error instanceof TargetError) throw new UsageError(error.message);
    throw error;
  }
}

/**
 * The target whose OpenKruise and platforms decide; targets that agree on them are one. `purpose`: 'one pod is rendered'.
 * @throws {UsageError} when they differ.
 */
export function oneTarget(given: Arguments, policy: Policy, purpose: string): Target {
  // The version of Kubernetes does not matter, so that an option alone is a whole target.
  const stated = statedTargets(given, given.has('target') ? policy : undefined) ?? configuredTargets(policy.config);
  const targets = stated.length === 0 ? parseTargets('') : stated;
  const different = new Map(targets.map((target) => [JSON.stringify([target.kruise, target.platforms]), target]));
  const [target, other] = [...different.values()];
  if (target === undefined) throw new UsageError('--target names no version');
  if (other === undefined) return target;
  throw new UsageError(
    `the targets '${target.name}' and '${other.name}' differ in OpenKruise or platform, and ${purpose}: name one with --target`,
  );
}

function readTargets(given: Arguments, configured: readonly Target[] | undefined): Target[] | undefined {
  const options: TargetOptions = {};
  for (const name of details) {
    const value = given.value(name);
    if (value !== undefined) options[name] = value;
  }
  const change = changeNames(given);
  if (change !== undefined) return pair(change.map((name) => named(name, options, configured)));
  const names = given.values('target').flatMap((text) => text.split(',').map((part) => part.trim()));
  if (names.length > 0) return distinct(names.flatMap((name) => named(name, options, configured)));
  const [detail] = Object.keys(options);
  if (detail === undefined) return undefined;
  if (configured !== undefined && configured.length > 0)
    throw new UsageError(`--${detail} needs --target: the configuration has targets of its own`);
  return parseTargets('', options);
}

/** What --from and --to name; undefined without them. */
function changeNames(given: Arguments): string[] | undefined {
  const [from, to] = [given.value('from'), given.value('to')];
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined) {
    throw new UsageError(
      `--${from === undefined ? 'to needs --from' : 'from needs --to'}: a change is between two versions`,
    );
  }
  if (given.has('target'))
    throw new UsageError('--target and --from exclude each other: --from and --to are the targets');
  return [from, to];
}

function pair(sides: readonly Target[][]): Target[] {
  for (const [index, side] of sides.entries()) {
    if (side.length !== 1)
      throw new UsageError(`--${index === 0 ? 'from' : 'to'} names ${side.length} targets, but takes one version`);
  }
  const targets = distinct(sides.flat());
  if (targets.length < 2) throw new UsageError('--from and --to name the same target, so nothing changes');
  return targets;
}

function distinct(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((target) => [target.name, target])).values()];
}

function named(name: string, options: TargetOptions, configured: readonly Target[] | undefined): Target[] {
  if (configured === undefined) return parseTargets(name, options);
  // A range under one name is one target for each minor: `prod 1.30`, `prod 1.31`.
  const found = configured.filter((target) => target.name === name || target.name.startsWith(`${name} `));
  if (found.length === 0) return parseVersions(name, options, configured);
  const [detail] = Object.keys(options);
  if (detail === undefined) return found;
  throw new UsageError(`--${detail} cannot change the target '${name}': the configuration describes it`);
}

function parseVersions(text: string, options: TargetOptions, configured: readonly Target[]): Target[] {
  if (!/^[a-z]/i.test(text) || /^v\d/.test(text)) return parseTargets(text, options);
  const names = configured.map((target) => target.name);
  const near = nearest(text, names);
  const known = names.length === 0 ? 'the configuration names no targets' : `the configuration has ${names.join(', ')}`;
  throw new UsageError(`no target is named '${text}'; ${near === '' ? known : `did you mean '${near}'?`}`);
}
