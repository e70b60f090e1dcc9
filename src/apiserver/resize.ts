import { type JsonObject, parseQuantity } from '../model/index.ts';
import type { Pass } from './pass.ts';
import { Path } from './path.ts';
import { qosOf } from './qos.ts';
import { same } from './same.ts';
import type { Server } from './server.ts';
import { child, objects, text } from './values.ts';

const specPath = Path.root.at('spec');
const lists = ['containers', 'initContainers'] as const;
const resizable = ['cpu', 'memory'];

/** The stored spec with the resources and resize policies that were sent. 1.32 looks at main containers only. */
export function resizedSpec(server: Server, sent: JsonObject, stored: JsonObject): JsonObject {
  if (!server.atLeast(33)) {
    const wanted = byName(objects(sent, 'containers'));
    const containers = objects(stored, 'containers').map((before) => resized(before, wanted.get(text(before, 'name'))));
    return { ...stored, containers };
  }
  const spec: JsonObject = { ...stored };
  for (const list of lists) {
    const before = byName(objects(stored, list));
    spec[list] = objects(sent, list).map((container) => {
      const known = before.get(text(container, 'name'));
      return known === undefined ? container : resized(known, container);
    });
  }
  if (server.atLeast(36) && server.on('InPlacePodLevelResourcesVerticalScaling')) {
    if (sent.resources === undefined) delete spec.resources;
    else spec.resources = sent.resources;
  }
  return spec;
}

function byName(containers: readonly JsonObject[]): Map<string, JsonObject> {
  return new Map(containers.map((container) => [text(container, 'name'), container]));
}

function resized(stored: JsonObject, sent: JsonObject | undefined): JsonObject {
  if (sent === undefined) return stored;
  return { ...stored, resources: sent.resources ?? {}, resizePolicy: sent.resizePolicy ?? [] };
}

/** What a resize may not do. */
export function validateResize(pass: Pass, spec: JsonObject, stored: JsonObject): void {
  if (text(child(stored, 'os'), 'name') === 'windows') {
    pass.instead('P51', 'FieldValueForbidden', 'Windows pods cannot be resized');
    return;
  }
  if (child(stored, 'resources') !== undefined && !pass.server.atLeast(36)) {
    pass.instead('P51', 'FieldValueForbidden', 'pods with resources of their own cannot be resized');
    return;
  }
  if (qosOf(spec) !== qosOf(stored)) {
    pass.cause('P51', 'FieldValueInvalid', specPath, `the QoS class of a pod may not change to ${qosOf(spec)}`);
  }
  if (validateOrder(pass, spec, stored)) return;
  const munged: JsonObject = { ...spec };
  if (pass.server.atLeast(36)) munged.resources = stored.resources ?? {};
  for (const list of lists) {
    const before = objects(stored, list);
    munged[list] = objects(spec, list).map((container, index) => {
      return validateContainer(pass, container, before[index] ?? {}, list, specPath.at(list).at(index));
    });
  }
  if (!same(munged, stored)) pass.cause('P51', 'FieldValueForbidden', specPath, 'only cpu and memory can be resized');
}

/** True when containers are not those that are stored, in their order. */
function validateOrder(pass: Pass, spec: JsonObject, stored: JsonObject): boolean {
  const found = pass.causes.length;
  for (const list of lists) {
    const containers = objects(spec, list);
    const before = objects(stored, list);
    if (containers.length !== before.length) {
      pass.cause('P51', 'FieldValueForbidden', specPath.at(list), 'a resize may not add or remove containers');
      continue;
    }
    for (const [index, container] of containers.entries()) {
      if (text(container, 'name') === text(before[index], 'name')) continue;
      pass.cause(
        'P51',
        'FieldValueForbidden',
        specPath.at(list).at(index).at('name'),
        'a resize may not rename or move containers',
      );
    }
  }
  return pass.causes.length > found;
}

/** Judges one container and returns it with what may change put back: what still differs may not. */
function validateContainer(
  pass: Pass,
  container: JsonObject,
  stored: JsonObject,
  list: string,
  path: Path,
): JsonObject {
  const isInit = list === 'initContainers';
  const isSidecar = text(container, 'restartPolicy') === 'Always';
  const isMutable =
    !isInit || (isSidecar ? pass.server.atLeast(33) : pass.server.on('InPlacePodVerticalScalingInitContainers'));
  if (!isMutable) return container;
  validateAmounts(pass, container, stored, path.at('resources'));
  const munged = withStoredAmounts(container, stored);
  // 1.32 lets the policy of a main container change.
  if (!pass.server.atLeast(33)) munged.resizePolicy = stored.resizePolicy ?? [];
  if (!isInit || !pass.server.atLeast(36)) return munged;
  const restarts = objects(container, 'resizePolicy').some(
    (entry) => text(entry, 'restartPolicy') === 'RestartContainer',
  );
  if (same(munged, stored) && (isSidecar || !restarts || same(container, stored))) return munged;
  pass.cause(
    'P51',
    'FieldValueForbidden',
    path,
    'only cpu and memory can be resized, and no init container that would restart',
  );
  return stored;
}

function validateAmounts(pass: Pass, container: JsonObject, stored: JsonObject, path: Path): void {
  for (const of of ['requests', 'limits']) {
    const now = child(child(container, 'resources'), of) ?? {};
    const before = child(child(stored, 'resources'), of) ?? {};
    if (resizable.some((name) => before[name] !== undefined && now[name] === undefined)) {
      pass.cause('P51', 'FieldValueForbidden', path.at(of), `${of} may be changed but not removed`);
    }
    if (of === 'limits' && !pass.server.atLeast(34)) validateMemory(pass, container, now, before, path.at(of));
  }
}

/** 1.33 takes no memory from a container that keeps running. */
function validateMemory(pass: Pass, container: JsonObject, now: JsonObject, before: JsonObject, path: Path): void {
  const policy = objects(container, 'resizePolicy').find((entry) => text(entry, 'resourceName') === 'memory');
  if (!pass.server.atLeast(33) || text(policy, 'restartPolicy') === 'RestartContainer') return;
  const limit = parseQuantity(now.memory);
  const old = parseQuantity(before.memory);
  if (limit === undefined || old === undefined || limit >= old) return;
  pass.cause('P51', 'FieldValueForbidden', path.key('memory'), 'may not become less while the container keeps running');
}

/** The container with the cpu and memory that are stored. */
export function withStoredAmounts(container: JsonObject, stored: JsonObject): JsonObject {
  const resources: JsonObject = { ...child(container, 'resources') };
  for (const of of ['requests', 'limits']) {
    const amounts: JsonObject = { ...child(resources, of) };
    const before = child(child(stored, 'resources'), of) ?? {};
    for (const name of resizable) {
      delete amounts[name];
      const amount = before[name];
      if (amount !== undefined) amounts[name] = amount;
    }
    if (Object.keys(amounts).length > 0) resources[of] = amounts;
    else delete resources[of];
  }
  return { ...container, resources };
}
