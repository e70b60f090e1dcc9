import type { JsonObject } from '../model/index.ts';
import { writeYaml } from '../source/index.ts';
import { object } from './objects.ts';
import type { InstallSettings } from './settings.ts';

export const policyFile = 'policy.config.yaml';

/** The policy: replicas load it again when it changes. */
export function configuration({ namespace, policy }: InstallSettings): JsonObject {
  const text = 'text' in policy ? policy.text : writeYaml(madeFor(policy.target));
  return object('v1', 'ConfigMap', namespace, { data: { [policyFile]: text } });
}

function madeFor(target: Extract<InstallSettings['policy'], { target?: unknown }>['target']): JsonObject {
  const cluster = typeof target === 'object' ? { ...target } : target;
  return { ...(cluster === undefined ? {} : { targets: { cluster } }), failOn: 'error' };
}
