import type { JsonObject } from '../model/index.ts';
import { writeYaml } from '../source/index.ts';
import { object } from './objects.ts';
import type { InstallSettings } from './settings.ts';

export const policyFile = 'policy.config.yaml';

/** The policy, to be edited in place: replicas load it again when it changes. */
export function configuration({ namespace, target }: InstallSettings): JsonObject {
  const config: JsonObject = {
    ...(target === undefined ? {} : { targets: { cluster: typeof target === 'string' ? target : { ...target } } }),
    failOn: 'error',
  };
  return object('v1', 'ConfigMap', namespace, { data: { [policyFile]: writeYaml(config) } });
}
