import type { JsonObject } from '../model/index.ts';
import { containerLists } from './lists.ts';
import type { Server } from './server.ts';
import { child, isSet, list, number, objects, text } from './values.ts';

/** Whether a stored pod spec uses a feature already: an update then keeps its fields although the gate is off. */
export function inUse(server: Server, gate: string, stored: JsonObject): boolean {
  return Object.hasOwn(uses, gate) && uses[gate]?.(stored, server) === true;
}

const uses: Readonly<Record<string, (spec: JsonObject, server: Server) => boolean>> = {
  SidecarContainers: (spec) => objects(spec, 'initContainers').some(isSidecar),
  ContainerRestartRules: (spec) =>
    objects(spec, 'containers').some((main) => isSet(main, 'restartPolicy')) ||
    objects(spec, 'initContainers').some(
      (init) => list(init, 'restartPolicyRules').length > 0 || (isSet(init, 'restartPolicy') && !isSidecar(init)),
    ),
  // The rule action is younger than the rules: 1.34 looks for neither.
  RestartAllContainersOnContainerExits: (spec, server) =>
    server.atLeast(35) &&
    (objects(spec, 'initContainers').some((init) => isSidecar(init) && list(init, 'restartPolicyRules').length > 0) ||
      all(spec).some((one) =>
        objects(one, 'restartPolicyRules').some((rule) => text(rule, 'action') === 'RestartAllContainers'),
      )),
  InPlacePodVerticalScaling: (spec, server) => {
    const resizable = (container: JsonObject) => list(container, 'resizePolicy').length > 0;
    return objects(spec, 'containers').some(resizable) || (all(spec).some(resizable) && server.atLeast(33));
  },
  PodLevelResources: (spec) => {
    const resources = child(spec, 'resources');
    return ['requests', 'limits'].some((of) => Object.keys(child(resources, of) ?? {}).length > 0);
  },
  PodLifecycleSleepAction: (spec) => sleeps(spec).length > 0,
  PodLifecycleSleepActionAllowZero: (spec) => sleeps(spec).some((sleep) => number(sleep, 'seconds') === 0),
  ContainerStopSignals: (spec) => all(spec).some((container) => isSet(child(container, 'lifecycle'), 'stopSignal')),
  H2CContainerProbe: (spec) => handlers(spec).some((handler) => isSet(child(handler, 'httpGet'), 'protocol')),
  GRPCContainerProbeTLS: (spec) => handlers(spec).some((handler) => isSet(child(handler, 'grpc'), 'mode')),
};

function isSidecar(init: JsonObject): boolean {
  return text(init, 'restartPolicy') === 'Always';
}

function all(spec: JsonObject): JsonObject[] {
  return containerLists.flatMap((name) => objects(spec, name));
}

function handlers(spec: JsonObject): JsonObject[] {
  return all(spec).flatMap((container) => {
    const lifecycle = child(container, 'lifecycle');
    const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => child(container, name));
    const found = [...probes, child(lifecycle, 'postStart'), child(lifecycle, 'preStop')];
    return found.filter((one): one is JsonObject => one !== undefined);
  });
}

function sleeps(spec: JsonObject): JsonObject[] {
  return handlers(spec)
    .map((handler) => child(handler, 'sleep'))
    .filter((sleep): sleep is JsonObject => sleep !== undefined);
}
