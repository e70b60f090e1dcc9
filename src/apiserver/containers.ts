import type { JsonObject } from '../model/index.ts';
import { type Surroundings, validateCommon } from './container.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { validateHostPorts } from './ports.ts';
import { forbidRunning, validateRunning } from './probes.ts';
import { validateInitResizePolicy } from './resize-policy.ts';
import { validateInitRestart, validateMainRestart } from './restart.ts';
import { since } from './since.ts';
import { isSet, objects, text } from './values.ts';

export function validateMains(pass: Pass, spec: JsonObject, pod: Surroundings, path: Path): void {
  const containers = objects(spec, 'containers');
  if (containers.length === 0) {
    pass.cause('P34', 'FieldValueRequired', path, 'a pod needs at least one container', {
      lost: pass.loss(spec, 'containers'),
    });
    return;
  }
  const names = new Set<string>();
  const places = containers.map((_, index) => path.at(index));
  for (const [index, container] of containers.entries()) {
    const place = path.at(index);
    validateCommon(pass, container, pod, place);
    uniqueName(pass, container, names, place);
    names.add(text(container, 'name'));
    validateRunning(pass, container, pod, place);
    validateMainRestart(pass, container, place);
  }
  validateHostPorts(pass, 'P35', containers, path, places);
}

export function validateInits(pass: Pass, spec: JsonObject, pod: Surroundings, path: Path): void {
  const names = new Set(objects(spec, 'containers').map((container) => text(container, 'name')));
  for (const [index, container] of objects(spec, 'initContainers').entries()) {
    const place = path.at(index);
    const isSidecar = text(container, 'restartPolicy') === 'Always';
    validateCommon(pass, container, pod, place);
    validateInitRestart(pass, container, place);
    uniqueName(pass, container, names, place);
    validateHostPorts(pass, 'P36', [container], path, [place]);
    if (isSidecar) validateRunning(pass, container, pod, place);
    else forbidRunning(pass, container, pod, place);
    validateInitResizePolicy(pass, container, isSidecar, place.at('resizePolicy'));
  }
}

/** Fields that mean nothing in an ephemeral container, in the order in which the server goes through them. */
const notEphemeral = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
];

export function validateEphemerals(pass: Pass, spec: JsonObject, pod: Surroundings, path: Path): void {
  const others = [...objects(spec, 'containers'), ...objects(spec, 'initContainers')].map((one) => text(one, 'name'));
  const names = new Set(others);
  for (const [index, container] of objects(spec, 'ephemeralContainers').entries()) {
    const place = path.at(index);
    validateCommon(pass, container, pod, place);
    validateImageText(pass, container, place);
    uniqueName(pass, container, names, place);
    const wanted = text(container, 'targetContainerName');
    if (wanted !== '' && !others.includes(wanted)) {
      pass.cause('P40', 'FieldValueNotFound', place.at('targetContainerName'), `no container is called '${wanted}'`);
    }
    for (const name of notEphemeral) {
      if (isSet(container, name) && !isZeroStruct(container, name)) {
        pass.cause(
          ephemeralCheck(name),
          'FieldValueForbidden',
          place.at(name),
          'may not be set for an ephemeral container',
        );
      }
    }
    forbidSubPaths(pass, container, place.at('volumeMounts'));
  }
}

function forbidSubPaths(pass: Pass, container: JsonObject, path: Path): void {
  for (const [index, mount] of objects(container, 'volumeMounts').entries()) {
    for (const name of ['subPath', 'subPathExpr']) {
      if (text(mount, name) === '') continue;
      pass.cause('P40', 'FieldValueForbidden', path.at(index).at(name), 'may not be set for an ephemeral container');
    }
  }
}

/** Asked of containers of pods, not of templates. */
export function validateImageText(pass: Pass, container: JsonObject, path: Path): void {
  const image = text(container, 'image');
  if (image === image.trim()) return;
  pass.cause('P32', 'FieldValueInvalid', path.at('image'), 'must not begin or end with blanks');
}

/** `resources` is the one of them that is no pointer, list or map: `{}` is the same as nothing. */
function isZeroStruct(container: JsonObject, name: string): boolean {
  return name === 'resources' && Object.keys(container[name] ?? {}).length === 0;
}

function ephemeralCheck(name: string): string {
  return name === 'restartPolicy' ? 'P06' : name === 'restartPolicyRules' ? 'P18' : 'P40';
}

function uniqueName(pass: Pass, container: JsonObject, names: Set<string>, path: Path): void {
  const name = text(container, 'name');
  if (names.has(name))
    pass.cause('P33', 'FieldValueDuplicate', path.at('name'), `another container is called '${name}'`);
  else if (name !== '' || !pass.server.atLeast(since.forgivesNamelessInits)) names.add(name);
}
