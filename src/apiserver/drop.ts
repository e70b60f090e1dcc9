import type { JsonObject } from '../model/index.ts';
import { dropFromLifecycle } from './drop-lifecycle.ts';
import type { Template } from './kinds.ts';
import { type ContainerList, containerLists, goType, policyCheck, rulesCheck } from './lists.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, isSet, objects, text } from './values.ts';

/** Removes what gates that are off take away, without a word, before validation. */
export function dropDisabled(pass: Pass, template: Template): void {
  dropFromSpec(pass, template.spec, template.specPath);
  for (const list of containerLists) {
    for (const [index, container] of objects(template.spec, list).entries()) {
      dropFromContainer(pass, list, container, template.specPath.at(list).at(index));
    }
  }
}

/** Fields of other subjects, each with its gate. */
const gated = {
  hostUsers: 'UserNamespacesSupport',
  hostnameOverride: 'HostnameOverride',
  resourceClaims: 'DynamicResourceAllocation',
  schedulingGroup: 'GenericWorkload',
} as const;

function dropFromSpec(pass: Pass, spec: JsonObject, path: Path): void {
  if (isSet(spec, 'resources') && !pass.on('PodLevelResources')) {
    pass.drop('P45', 'PodSpec', spec, 'resources', path, 'PodLevelResources');
  }
  for (const [name, gate] of Object.entries(gated)) {
    if (!isSet(spec, name) || isSet(pass.stored, name) || pass.on(gate)) continue;
    pass.drop('other', 'PodSpec', spec, name, path, gate);
  }
}

function dropFromContainer(pass: Pass, list: ContainerList, container: JsonObject, path: Path): void {
  if (isSet(container, 'resizePolicy') && !pass.on('InPlacePodVerticalScaling')) {
    const check = resizeCheck(list, container);
    pass.drop(check, goType(list), container, 'resizePolicy', path, 'InPlacePodVerticalScaling');
  }
  if (isSet(container, 'restartPolicy')) dropRestartPolicy(pass, list, container, path);
  if (isSet(container, 'restartPolicyRules') && !pass.on('ContainerRestartRules')) {
    pass.drop(rulesCheck(list), goType(list), container, 'restartPolicyRules', path, 'ContainerRestartRules');
  }
  dropFromLifecycle(pass, list, container, path);
  dropFromHandlers(pass, container, path);
  const resources = child(container, 'resources');
  if (
    resources !== undefined &&
    isSet(resources, 'claims') &&
    !isSet(pass.stored, 'resourceClaims') &&
    !pass.on(gated.resourceClaims)
  ) {
    pass.drop('other', 'ResourceRequirements', resources, 'claims', path.at('resources'), gated.resourceClaims);
  }
  for (const [index, entry] of objects(container, 'env').entries()) {
    const valueFrom = child(entry, 'valueFrom');
    if (valueFrom === undefined || !isSet(valueFrom, 'fileKeyRef') || pass.on('EnvFiles')) continue;
    pass.drop('other', 'EnvVarSource', valueFrom, 'fileKeyRef', path.at('env').at(index).at('valueFrom'), 'EnvFiles');
  }
}

function dropRestartPolicy(pass: Pass, list: ContainerList, container: JsonObject, path: Path): void {
  const policy = text(container, 'restartPolicy');
  const check = policyCheck(list, policy);
  if (list === 'initContainers' && !pass.on('SidecarContainers')) {
    pass.drop(check, 'Container', container, 'restartPolicy', path, 'SidecarContainers');
  } else if (list === 'initContainers' && policy === 'Always') return;
  // Before 1.34 nobody could have asked for such a policy, so nothing is taken away: it is refused.
  else if (pass.server.atLeast(34) && !pass.on('ContainerRestartRules')) {
    pass.drop(check, goType(list), container, 'restartPolicy', path, 'ContainerRestartRules');
  }
}

/** New members of probe and hook handlers. */
function dropFromHandlers(pass: Pass, container: JsonObject, path: Path): void {
  for (const [owner, place] of handlerOwners(container, path)) {
    const httpGet = child(owner, 'httpGet');
    if (httpGet !== undefined && isSet(httpGet, 'protocol') && !pass.on('H2CContainerProbe')) {
      pass.drop('P53', 'HTTPGetAction', httpGet, 'protocol', place().at('httpGet'), 'H2CContainerProbe');
    }
    const grpc = child(owner, 'grpc');
    if (grpc !== undefined && isSet(grpc, 'mode') && !pass.on('GRPCContainerProbeTLS')) {
      pass.drop('P53', 'GRPCAction', grpc, 'mode', place().at('grpc'), 'GRPCContainerProbeTLS');
    }
  }
}

function* handlerOwners(container: JsonObject, path: Path): Generator<[JsonObject, () => Path]> {
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = child(container, name);
    if (probe !== undefined) yield [probe, () => path.at(name)];
  }
  for (const name of ['postStart', 'preStop']) {
    const hook = child(child(container, 'lifecycle'), name);
    if (hook !== undefined) yield [hook, () => path.at('lifecycle').at(name)];
  }
}

function resizeCheck(list: ContainerList, container: JsonObject): string {
  if (list !== 'initContainers') return 'P31';
  return text(container, 'restartPolicy') === 'Always' ? 'P28' : 'P29';
}
