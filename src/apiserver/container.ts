import type { JsonObject } from '../model/index.ts';
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
import { text } from './values.ts';

/** What the pod around a container says. */
export interface Surroundings {
  grace: number;
  restartPolicy: string;
  /** spec.os.name; '' when unset. */
  os: string;
  volumes: ReadonlySet<string>;
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
  choice(pass, container, 'terminationMessagePolicy', ['FallbackToLogsOnError', 'File'], path);
  validatePorts(pass, container, path);
  validateEnv(pass, container, path);
  validateEnvFrom(pass, container, path);
  validateMounts(pass, container, pod, path);
  choice(pass, container, 'imagePullPolicy', ['Always', 'IfNotPresent', 'Never'], path);
  validateResources(pass, container, pod, path.at('resources'));
  validateResizePolicy(pass, container, pod, path.at('resizePolicy'));
  validateSecurityContext(pass, container, pod.hostUsers, path.at('securityContext'));
}

function required(pass: Pass, container: JsonObject, name: string, path: Path): void {
  pass.cause('P32', 'FieldValueRequired', path.at(name), 'must be set', { lost: pass.loss(container, name) });
}

function choice(pass: Pass, container: JsonObject, name: string, supported: readonly string[], path: Path): void {
  const value = text(container, name);
  if (!supported.includes(value)) unsupported(pass, 'P32', path.at(name), value, supported);
}
