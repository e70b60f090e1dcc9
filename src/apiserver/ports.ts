import type { JsonObject } from '../model/index.ts';
import { unsupported } from './handlers.ts';
import { portNameProblems, portNumberProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { number, objects, text } from './values.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];

export function validatePorts(pass: Pass, container: JsonObject, path: Path): void {
  const names = new Set<string>();
  for (const [index, port] of objects(container, 'ports').entries())
    validatePort(pass, port, names, path.at('ports').at(index));
}

function validatePort(pass: Pass, port: JsonObject, names: Set<string>, path: Path): void {
  const name = text(port, 'name');
  if (name !== '') {
    const problems = portNameProblems(name);
    for (const problem of problems) pass.cause('P38', 'FieldValueInvalid', path.at('name'), `'${name}' ${problem}`);
    if (problems.length === 0 && names.has(name)) {
      pass.cause('P38', 'FieldValueDuplicate', path.at('name'), `another port of the container is called '${name}'`);
    }
    if (problems.length === 0) names.add(name);
  }
  const containerPort = number(port, 'containerPort');
  if (containerPort === 0) {
    const lost = pass.loss(port, 'containerPort');
    pass.cause('P38', 'FieldValueRequired', path.at('containerPort'), 'must be set', { lost });
  } else numberCauses(pass, containerPort, path.at('containerPort'));
  const hostPort = number(port, 'hostPort');
  if (hostPort !== 0) numberCauses(pass, hostPort, path.at('hostPort'));
  const protocol = text(port, 'protocol');
  if (!protocols.includes(protocol)) unsupported(pass, 'P38', path.at('protocol'), protocol, protocols);
}

function numberCauses(pass: Pass, port: number, path: Path): void {
  for (const problem of portNumberProblems(port)) pass.cause('P38', 'FieldValueInvalid', path, `${port} ${problem}`);
}

/**
 * Two containers, or two ports of one, that want the same port of the node. `checked` runs over the server's own idea of where they stand:
 * an init container is checked against itself alone and always reported as the first of its list.
 */
export function validateHostPorts(
  pass: Pass,
  check: string,
  containers: readonly JsonObject[],
  path: Path,
  places: readonly Path[],
): void {
  const taken = new Set<string>();
  for (const [index, container] of containers.entries()) {
    for (const [at, port] of objects(container, 'ports').entries()) {
      const hostPort = number(port, 'hostPort');
      if (hostPort === 0) continue;
      const key = `${text(port, 'protocol')}/${text(port, 'hostIP')}/${hostPort}`;
      if (taken.has(key)) {
        const pointer = places[index]?.at('ports').at(at).at('hostPort').pointer();
        const field = path.at(index).at('ports').at(at).at('hostPort');
        pass.cause(check, 'FieldValueDuplicate', field, `host port ${hostPort} is taken already`, { pointer });
      }
      taken.add(key);
    }
  }
}

/** On the host's network every port is a host port: the two numbers must agree. Only main containers are looked at. */
export function validateHostNetwork(pass: Pass, containers: readonly JsonObject[], path: Path): void {
  const named = pass.server.atLeast(28) ? 'hostPort' : 'containerPort';
  for (const [index, container] of containers.entries()) {
    for (const [at, port] of objects(container, 'ports').entries()) {
      const hostPort = number(port, 'hostPort');
      if (hostPort === number(port, 'containerPort') || hostPort === 0) continue;
      const place = path.at(index).at('ports').at(at);
      const message = 'must be the same as containerPort while hostNetwork is true';
      pass.cause('P39', 'FieldValueInvalid', place.at(named), message, { pointer: place.at('hostPort').pointer() });
    }
  }
}
