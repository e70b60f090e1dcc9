import type { JsonObject } from '../model/index.ts';
import { unsupported } from './handlers.ts';
import { containerLists } from './lists.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, flag, isSet, objects, text } from './values.ts';

/** Members of a security context that mean nothing on the operating system the pod names, in the server's order. */
const foreignToPod: Readonly<Record<string, readonly string[]>> = {
  windows: [
    'appArmorProfile',
    'seLinuxOptions',
    'seccompProfile',
    'fsGroup',
    'fsGroupChangePolicy',
    'sysctls',
    'runAsUser',
    'runAsGroup',
    'supplementalGroups',
  ],
  linux: ['windowsOptions'],
};
const foreignToContainer: Readonly<Record<string, readonly string[]>> = {
  windows: [
    'appArmorProfile',
    'seLinuxOptions',
    'seccompProfile',
    'capabilities',
    'readOnlyRootFilesystem',
    'privileged',
    'allowPrivilegeEscalation',
    'procMount',
    'runAsUser',
    'runAsGroup',
  ],
  linux: ['windowsOptions'],
};
const systems = ['linux', 'windows'];

/** The operating system a pod says it is for, and the settings of the other one. */
export function validateOs(pass: Pass, spec: JsonObject, path: Path): void {
  const os = child(spec, 'os');
  if (os === undefined) return;
  const name = text(os, 'name');
  if (name === '') pass.cause('other', 'FieldValueRequired', path.at('os').at('name'), 'must be linux or windows');
  else if (!systems.includes(name)) unsupported(pass, 'other', path.at('os').at('name'), name, systems);
  else {
    forbid(pass, child(spec, 'securityContext'), foreignToPod[name] ?? [], name, path.at('securityContext'));
    // Init containers come first here, other than in the rest of the validation.
    for (const list of [
      'initContainers',
      'containers',
      'ephemeralContainers',
    ] satisfies (typeof containerLists)[number][]) {
      for (const [index, container] of objects(spec, list).entries()) {
        const at = path.at(list).at(index).at('securityContext');
        forbid(pass, child(container, 'securityContext'), foreignToContainer[name] ?? [], name, at);
      }
    }
  }
}

function forbid(pass: Pass, context: JsonObject | undefined, names: readonly string[], os: string, path: Path): void {
  for (const name of names) {
    if (isSet(context, name))
      pass.cause('other', 'FieldValueForbidden', path.at(name), `may not be set for ${os} pods`);
  }
}

/** Windows containers that run as processes of the node: all of a pod or none, and on the node's network. */
export function validateHostProcess(pass: Pass, spec: JsonObject, path: Path): void {
  const ofPod = hostProcess(spec);
  let count = 0;
  let all = 0;
  for (const list of containerLists) {
    for (const [index, container] of objects(spec, list).entries()) {
      all += 1;
      const own = hostProcess(container);
      if (own ?? ofPod) count += 1;
      if (own === undefined || ofPod === undefined || own === ofPod) continue;
      const at = path.at(list).at(index).at('securityContext').at('windowsOptions').at('hostProcess');
      pass.cause('other', 'FieldValueInvalid', at, 'must be the same as that of the pod');
    }
  }
  if (count === 0) return;
  if (count < all)
    pass.cause('other', 'FieldValueInvalid', path, 'all containers of a pod are host processes, or none');
  if (!flag(spec, 'hostNetwork')) {
    pass.cause('other', 'FieldValueInvalid', path.at('hostNetwork'), 'must be true for host processes');
  }
}

function hostProcess(holder: JsonObject): boolean | undefined {
  const value = child(child(holder, 'securityContext'), 'windowsOptions')?.hostProcess;
  return typeof value === 'boolean' ? value : undefined;
}
