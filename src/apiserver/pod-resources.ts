import { type JsonObject, parseQuantity } from '../model/index.ts';
import type { Surroundings } from './container.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { validateAmounts, validateClaims } from './resources.ts';
import { child, isSet, objects, text } from './values.ts';

type Amounts = Map<string, bigint>;

/** Resources a pod as a whole can ask for. */
function isPodLevel(pass: Pass, name: string): boolean {
  return name === 'cpu' || name === 'memory' || (name.startsWith('hugepages-') && pass.server.atLeast(33));
}

/** What the containers ask for together: native sidecars run beside the main containers, plain init containers one by one before them. */
function aggregate(spec: JsonObject, of: 'requests' | 'limits'): Amounts {
  const running: Amounts = new Map();
  for (const container of objects(spec, 'containers')) add(running, container, of);
  const sidecars: Amounts = new Map();
  const starting: Amounts = new Map();
  for (const container of objects(spec, 'initContainers')) {
    if (text(container, 'restartPolicy') === 'Always') {
      add(running, container, of);
      add(sidecars, container, of);
      raise(starting, sidecars);
    } else {
      const peak = new Map(sidecars);
      add(peak, container, of);
      raise(starting, peak);
    }
  }
  raise(running, starting);
  return running;
}

function add(total: Amounts, container: JsonObject, of: 'requests' | 'limits'): void {
  const amounts = child(child(container, 'resources'), of) ?? {};
  for (const name of Object.keys(amounts))
    total.set(name, (total.get(name) ?? 0n) + (parseQuantity(amounts[name]) ?? 0n));
}

function raise(total: Amounts, other: Amounts): void {
  for (const [name, amount] of other) if (amount > (total.get(name) ?? 0n) || !total.has(name)) total.set(name, amount);
}

/** A Pod with limits and without requests gets those of its containers, or else its limits. Not so in templates. */
export function defaultPodRequests(pass: Pass, spec: JsonObject): void {
  const resources = child(spec, 'resources');
  const limits = child(resources, 'limits');
  if (resources === undefined || limits === undefined || Object.keys(limits).length === 0) return;
  if (!pass.on('PodLevelResources')) return;
  const requests: JsonObject = child(resources, 'requests') ?? Object.create(null);
  for (const [name, amount] of aggregate(spec, 'requests')) {
    if (isPodLevel(pass, name)) requests[name] ??= `${amount}n`;
  }
  for (const name of Object.keys(limits)) if (isPodLevel(pass, name)) requests[name] ??= limits[name] ?? 0;
  resources.requests = requests;
}

export function validatePodResources(pass: Pass, spec: JsonObject, pod: Surroundings, path: Path): void {
  const resources = child(spec, 'resources');
  if (resources === undefined) return;
  if (pod.os === 'windows' && pass.server.atLeast(34)) {
    pass.cause('P45', 'FieldValueForbidden', path, 'may not be set for Windows pods');
    return;
  }
  if (isSet(resources, 'claims'))
    pass.cause('P45', 'FieldValueForbidden', path.at('claims'), 'may not be set for a pod as a whole');
  const supported = (name: string) => isPodLevel(pass, name);
  validateAmounts(pass, 'P45', resources, path, (name, at) => {
    if (supported(name)) return;
    pass.cause('P45', 'FieldValueNotSupported', at, `'${name}' cannot be given for a pod as a whole`);
  });
  validateClaims(pass, resources, pod.claims, path.at('claims'));
  validateConsistency(pass, spec, resources, path);
}

function validateConsistency(pass: Pass, spec: JsonObject, resources: JsonObject, path: Path): void {
  const requests = child(resources, 'requests') ?? {};
  const limits = child(resources, 'limits') ?? {};
  for (const [name, amount] of aggregate(spec, 'requests')) {
    // 1.32 compares whatever the containers ask for.
    if (pass.server.atLeast(33) && !isPodLevel(pass, name)) continue;
    const stated = parseQuantity(requests[name]);
    // 1.32 and 1.33 take a request that is not set for 0.
    if (stated === undefined && pass.server.atLeast(34)) continue;
    if (amount > (stated ?? 0n)) {
      pass.cause(
        'P45',
        'FieldValueInvalid',
        path.at('requests').key(name),
        'is less than the containers ask for together',
      );
    }
  }
  if (pass.server.atLeast(34)) validateHugePages(pass, spec, limits, path.at('limits'));
  for (const [index, container] of objects(spec, 'containers').entries()) {
    const own = child(child(container, 'resources'), 'limits') ?? {};
    for (const name of Object.keys(own)) {
      const most = parseQuantity(limits[name]);
      if (most === undefined || (parseQuantity(own[name]) ?? 0n) <= most) continue;
      const at = path.at('containers').at(index).key(name).at('limits');
      const pointer = `/${path.pointer().split('/').slice(1, -1).join('/')}/containers/${index}/resources/limits/${name}`;
      pass.cause('P46', 'FieldValueInvalid', at, `${name} limit of the container is above the limit of the pod`, {
        pointer,
      });
    }
  }
}

function validateHugePages(pass: Pass, spec: JsonObject, limits: JsonObject, path: Path): void {
  for (const [name, amount] of aggregate(spec, 'limits')) {
    if (!name.startsWith('hugepages-')) continue;
    const stated = parseQuantity(limits[name]);
    if (stated !== undefined && amount > stated) {
      pass.cause('P45', 'FieldValueInvalid', path.key(name), 'is less than the limits of the containers together');
    }
  }
}
