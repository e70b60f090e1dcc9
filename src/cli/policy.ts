import { type LoadedPolicy, loadPolicy } from '../config/index.ts';
import { PolicyError } from '../policy/index.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './usage.ts';

/** The policy that --config and --no-config name. */
export async function policyOf(given: Arguments, cwd: string): Promise<LoadedPolicy> {
  const path = given.value('config');
  const none = given.has('no-config');
  if (path !== undefined && none) throw new UsageError('--config and --no-config exclude each other');
  try {
    return await loadPolicy({ cwd, none, ...(path === undefined ? {} : { path }) });
  } catch (error) {
    if (error instanceof PolicyError) throw new UsageError(`the policy has faults\n${error.message}`);
    throw error;
  }
}
