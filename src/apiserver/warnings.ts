import { type JsonObject, parseQuantity } from '../model/index.ts';
import { warnDeprecated } from './deprecated.ts';
import type { Kind, Template } from './kinds.ts';
import { dnsLabelProblems } from './names.ts';
import type { Pass } from './pass.ts';
import { Path } from './path.ts';
import { child, number, objects, text } from './values.ts';

/** Init containers first: of two equal ports the one of the main container is named. */
const order = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** What the server remarks about a pod spec that it takes. */
export function warn(pass: Pass, kind: Kind, object: JsonObject, template: Template): void {
  const { spec, specPath } = template;
  warnName(pass, kind, object);
  warnDeprecated(pass, template);
  warnPullSecrets(pass, spec, specPath.at('imagePullSecrets'));
  const containers = order.flatMap((list) =>
    objects(spec, list).map((container, index) => ({ container, path: specPath.at(list).at(index) })),
  );
  for (const { container, path } of containers) {
    warnFractions(pass, child(container, 'resources'), path.at('resources'));
    warnEnv(pass, container, path.at('env'));
  }
  warnPorts(pass, containers);
  warnPortNames(pass, containers);
  if (number(spec, 'terminationGracePeriodSeconds') < 0) {
    pass.warn('negative-grace', specPath.at('terminationGracePeriodSeconds'), 'a negative grace period is taken as 1');
  }
}

const namesPods = ['Pod', 'ReplicaSet', 'Deployment', 'Job', 'CronJob', 'ReplicationController'];

/** Names of pods become host names, which take less than names of objects. */
function warnName(pass: Pass, kind: Kind, object: JsonObject): void {
  const name = text(child(object, 'metadata'), 'name');
  if (!namesPods.includes(kind.type) || name === '' || dnsLabelProblems(name).length === 0) return;
  pass.warn(
    'name-not-dns-label',
    Path.root.at('metadata').at('name'),
    'is no DNS label, which host names of pods have to be',
  );
}

function warnPullSecrets(pass: Pass, spec: JsonObject, path: Path): void {
  const seen = new Set<string>();
  for (const [index, secret] of objects(spec, 'imagePullSecrets').entries()) {
    const name = text(secret, 'name');
    if (name === '') pass.warn('empty-name', path.at(index).at('name'), 'a pull secret without a name');
    else if (seen.has(name)) pass.warn('duplicate-name', path.at(index).at('name'), `'${name}' is named twice`);
    seen.add(name);
  }
}

function warnFractions(pass: Pass, resources: JsonObject | undefined, path: Path): void {
  for (const resource of ['memory', 'ephemeral-storage']) {
    for (const of of ['requests', 'limits']) {
      const written = child(resources, of)?.[resource];
      // Fractions take a point or a suffix below 1.
      if (written === undefined || !/[.numeE]/.test(String(written))) continue;
      if ((parseQuantity(written) ?? 0n) % 1_000_000_000n === 0n) continue;
      pass.warn('fractional-bytes', path.at(of).key(resource), 'is not a whole number of bytes');
    }
  }
}

function warnEnv(pass: Pass, container: JsonObject, path: Path): void {
  const seen = new Set<string>();
  for (const [index, entry] of objects(container, 'env').entries()) {
    const name = text(entry, 'name');
    if (!seen.has(name)) {
      seen.add(name);
      continue;
    }
    const earlier = `$(${name})`;
    const value = text(entry, 'value');
    if (!pass.server.atLeast(28)) pass.warn('env-shadow', path.at(index).at('name'), `'${name}' is set twice`);
    else if (child(entry, 'valueFrom') !== undefined || value === earlier || !value.includes(earlier)) {
      pass.warn('env-shadow', path.at(index), `hides the earlier value of '${name}'`);
    }
  }
}

interface Seen {
  port: JsonObject;
  place: Path;
}

function warnPorts(pass: Pass, containers: readonly { container: JsonObject; path: Path }[]): void {
  const numbers = new Map<string, Seen[]>();
  for (const { container, path } of containers) {
    for (const [index, port] of objects(container, 'ports').entries()) {
      const place = path.at('ports').at(index);
      if (text(port, 'hostIP') !== '' && number(port, 'hostPort') === 0 && pass.server.atLeast(28)) {
        pass.warn('hostip-without-hostport', place, 'hostIP without hostPort');
      }
      const key = `${number(port, 'containerPort')}/${text(port, 'protocol')}`;
      const others = numbers.get(key) ?? [];
      if (others.length > 0 && pass.server.atLeast(28)) for (const other of others) warnPair(pass, port, other, place);
      numbers.set(key, [...others, { port, place }]);
    }
  }
}

/** Services and probes that name a port mean one of them only. */
function warnPortNames(pass: Pass, containers: readonly { container: JsonObject; path: Path }[]): void {
  const names = new Map<string, Path>();
  for (const { container, path } of containers) {
    for (const [index, port] of objects(container, 'ports').entries()) {
      const place = path.at('ports').at(index);
      const name = text(port, 'name');
      const first = names.get(name);
      if (name === '') continue;
      if (first === undefined) names.set(name, place);
      else if (pass.server.atLeast(33))
        pass.warn('duplicate-port-name', place, `'${name}' is also the name of ${first.field()}`);
    }
  }
}

function warnPair(pass: Pass, port: JsonObject, other: Seen, place: Path): void {
  const hostPort = number(port, 'hostPort');
  const otherPort = number(other.port, 'hostPort');
  const hostIP = text(port, 'hostIP');
  const otherIP = text(other.port, 'hostIP');
  const where = other.place.field();
  if (hostIP === otherIP && hostPort === otherPort) pass.warn('duplicate-port', place, `the same port as ${where}`);
  else if (hostPort === 0 || otherPort === 0) pass.warn('overlapping-port', place, `overlaps ${where}`);
  else if (hostPort === otherPort && (hostIP === '') !== (otherIP === '')) {
    pass.warn('ambiguous-port', place, `cannot be told from ${where}`);
  }
}
