import type { JsonObject } from '../model/index.ts';
import { validateDevices } from './devices.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { unsupported } from './handlers.ts';
import { validateMounts } from './mounts.ts';
import { dnsLabelProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { validatePorts } from './ports.ts';
import { validateResizePolicy } from './resize-policy.ts';
import { validateResources } from './resources.ts';
import { validateSecurityContext } from './security.ts';
import { since } from './since.ts';
import { text } from './values.ts';

/** What the pod around a container says. */
export interface Surroundings {
  grace: number;
  restartPolicy: string;
  /** spec.os.name; '' when unset. */
  os: string;
  /** By name: whether it is a claim, which can be had as a block device. */
  volumes: ReadonlyMap<string, boolean>;
  /** The pod shares the node's users. */
  hostUsers: boolean;
  /** Names in spec.resourceClaims. */
  claims: ReadonlySet<string>;
}

/** What holds for every container, of whatever list, in the server's order. */
export function validateCommon(pass: Pass, container: JsonObject, pod: Surroundings, path: Path): void {
  const name = text(container, 'name');
  if (name === '') required(pass, container, 'name', path);
  else {
    for (const problem of dnsLabelProblems(name)) {
      pass.cause('P32', 'FieldValueInvalid', path.at('name'), `'${name}' ${problem}`);
    }
  }
  if (text(container, 'image') === '') required(pass, container, 'image', path);
  validateMessagePolicy(pass, container, path.at('terminationMessagePolicy'));
  validatePorts(pass, container, path);
  validateEnv(pass, container, path);
  validateEnvFrom(pass, container, path);
  validateMounts(pass, container, pod, path);
  validateDevices(pass, container, pod.volumes, path.at('volumeDevices'));
  choice(pass, container, 'imagePullPolicy', ['Always', 'IfNotPresent', 'Never'], path);
  validateResources(pass, container, pod, path.at('resources'));
  validateResizePolicy(pass, container, pod, path.at('resizePolicy'));
  validateSecurityContext(pass, container, pod.hostUsers, path.at('securityContext'));
}

function required(pass: Pass, container: JsonObject, name: string, path: Path): void {
  pass.cause('P32', 'FieldValueRequired', path.at(name), 'must be set', { lost: pass.loss(container, name) });
}

function validateMessagePolicy(pass: Pass, container: JsonObject, path: Path): void {
  const value = text(container, 'terminationMessagePolicy');
  const supported = ['FallbackToLogsOnError', 'File'];
  if (supported.includes(value)) return;
  if (pass.server.atLeast(since.listsMessagePolicies)) unsupported(pass, 'P32', path, value, supported);
  else pass.cause('P32', 'FieldValueInvalid', path, `'${value}' is not one of ${supported.join(', ')}`, { supported });
}

function choice(pass: Pass, container: JsonObject, name: string, supported: readonly string[], path: Path): void {
  const value = text(container, name);
  if (!supported.includes(value)) unsupported(pass, 'P32', path.at(name), value, supported);
}
