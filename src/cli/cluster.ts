import { resolve } from 'node:path';
import type { Arguments } from './arguments.ts';
import { UsageError } from './usage.ts';

export interface StatedCluster {
  cluster?: { kubeconfig?: string; context?: string };
}

/** What --cluster, --kubeconfig and --context say; nothing without --cluster. */
export function clusterOf(given: Arguments, cwd: string): StatedCluster {
  const [kubeconfig, context] = [given.value('kubeconfig'), given.value('context')];
  if (given.has('cluster')) {
    return {
      cluster: {
        ...(kubeconfig === undefined ? {} : { kubeconfig: resolve(cwd, kubeconfig) }),
        ...(context === undefined ? {} : { context }),
      },
    };
  }
  if (kubeconfig === undefined && context === undefined) return {};
  throw new UsageError(`--${kubeconfig === undefined ? 'context' : 'kubeconfig'} needs --cluster`);
}
