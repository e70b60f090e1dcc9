import type { JsonObject } from '../model/json.ts';
import type { Template } from './kinds.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { isSet, objects, text } from './values.ts';

export const containerLists = ['containers', 'initContainers', 'ephemeralContainers'] as const;
export type ContainerList = (typeof containerLists)[number];

/** Removes what gates that are off take away, without a word, before validation. */
export function dropDisabled(pass: Pass, template: Template): void {
  for (const list of containerLists) {
    for (const [index, container] of objects(template.spec, list).entries()) {
      dropFromContainer(pass, list, container, template.specPath.at(list).at(index));
    }
  }
}

function dropFromContainer(pass: Pass, list: ContainerList, container: JsonObject, path: Path): void {
  if (isSet(container, 'restartPolicy')) dropRestartPolicy(pass, list, container, path);
  if (isSet(container, 'restartPolicyRules') && !pass.server.on('ContainerRestartRules')) {
    pass.drop(rulesCheck(list), goType(list), container, 'restartPolicyRules', path, 'ContainerRestartRules');
  }
}

function dropRestartPolicy(pass: Pass, list: ContainerList, container: JsonObject, path: Path): void {
  const policy = text(container, 'restartPolicy');
  const check = policyCheck(list, policy);
  if (list === 'initContainers' && !pass.server.on('SidecarContainers')) {
    pass.drop(check, 'Container', container, 'restartPolicy', path, 'SidecarContainers');
  } else if (list === 'initContainers' && policy === 'Always') return;
  // Before 1.34 nobody could have asked for such a policy, so nothing is taken away: it is refused.
  else if (pass.server.atLeast(34) && !pass.server.on('ContainerRestartRules')) {
    pass.drop(check, goType(list), container, 'restartPolicy', path, 'ContainerRestartRules');
  }
}

function goType(list: ContainerList): string {
  return list === 'ephemeralContainers' ? 'EphemeralContainer' : 'Container';
}

const policies = ['Always', 'Never', 'OnFailure'];

/** Row of the parity table for a container's restartPolicy. */
export function policyCheck(list: ContainerList, policy: string): string {
  const valid = policies.includes(policy);
  if (list === 'ephemeralContainers') return 'P06';
  if (list === 'containers') return valid ? 'P04' : 'P05';
  return policy === 'Always' ? 'P01' : valid ? 'P02' : 'P03';
}

export function rulesCheck(list: ContainerList): string {
  return list === 'containers' ? 'P08' : list === 'initContainers' ? 'P10' : 'P18';
}
