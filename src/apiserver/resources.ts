import { qualifiedNameProblems } from '../inventory/index.ts';
import { type JsonObject, parseQuantity } from '../model/index.ts';
import type { Surroundings } from './container.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, objects, text } from './values.ts';

/** Requests and limits of one container. */
export function validateResources(pass: Pass, container: JsonObject, pod: Surroundings, path: Path): void {
  const resources = child(container, 'resources');
  if (resources === undefined) return;
  validateAmounts(pass, 'P52', resources, path, (name, at) => {
    for (const problem of resourceNameProblems(name))
      pass.cause('P52', 'FieldValueInvalid', at, `'${name}' ${problem}`);
  });
  validateClaims(pass, resources, pod.claims, path.at('claims'));
}

const ofContainers = ['cpu', 'memory', 'ephemeral-storage'];
const ofOthers =
  `pods services replicationcontrollers resourcequotas secrets configmaps persistentvolumeclaims storage services.nodeports
  services.loadbalancers requests.cpu requests.memory requests.storage requests.ephemeral-storage limits.cpu limits.memory
  limits.ephemeral-storage`.split(/\s+/);

/** One sentence per cause the server lists. Kubernetes' own resources have no prefix, all others do. */
function resourceNameProblems(name: string): string[] {
  const problems = qualifiedNameProblems(name);
  if (name.includes('/')) {
    const isExtended = !name.startsWith('requests.') && qualifiedNameProblems(`requests.${name}`).length === 0;
    return isNative(name) || isExtended ? problems : [...problems, 'is no name of an extended resource'];
  }
  const fits = ofContainers.includes(name) || isHugePage(name);
  if (problems.length === 0 && !fits && !ofOthers.includes(name))
    problems.push('is neither a resource of Kubernetes nor prefixed');
  return fits ? problems : [...problems, 'is no resource of containers'];
}

/** Amounts of a container or a whole pod. `checkName` judges the name of each resource, before its amount is looked at. */
export function validateAmounts(
  pass: Pass,
  check: string,
  resources: JsonObject,
  path: Path,
  checkName: (name: string, path: Path) => void,
): void {
  const limits = amountsOf(child(resources, 'limits'));
  const requests = amountsOf(child(resources, 'requests'));
  const limitPath = path.at('limits');
  for (const [name, amount] of limits) {
    checkName(name, limitPath.key(name));
    validateAmount(pass, check, name, amount, limitPath);
  }
  const requestPath = path.at('requests');
  for (const [name, amount] of requests) {
    checkName(name, requestPath.key(name));
    validateAmount(pass, check, name, amount, requestPath);
    validateAgainstLimit(pass, check, name, amount, limits.get(name), path);
  }
  const names = [...limits.keys(), ...requests.keys()];
  if (names.some(isHugePage) && !names.some((name) => name === 'cpu' || name === 'memory')) {
    pass.cause(check, 'FieldValueForbidden', path, 'huge pages need cpu or memory beside them');
  }
}

/** By name in order: the server walks a map. */
function amountsOf(written: JsonObject | undefined): Map<string, bigint> {
  const amounts = new Map<string, bigint>();
  for (const name of Object.keys(written ?? {}).sort()) amounts.set(name, parseQuantity(written?.[name]) ?? 0n);
  return amounts;
}

function validateAmount(pass: Pass, check: string, name: string, amount: bigint, path: Path): void {
  if (amount < 0n) pass.cause(check, 'FieldValueInvalid', path.key(name), 'must be 0 or more');
  if (!isNative(name) && amount % 1_000_000_000n !== 0n) {
    pass.cause(check, 'FieldValueInvalid', path.key(name), 'must be a whole number');
  }
}

function validateAgainstLimit(
  pass: Pass,
  check: string,
  name: string,
  request: bigint,
  limit: bigint | undefined,
  path: Path,
): void {
  // Of huge pages and extended resources nothing can be lent: request and limit are one.
  const exact = isHugePage(name) || !isNative(name);
  if (limit === undefined ? !exact : request === limit || (!exact && request < limit)) return;
  const pointer = path.at('requests').key(name).pointer();
  if (limit === undefined) {
    pass.cause(check, 'FieldValueRequired', path.at('limits'), `${name} needs a limit equal to its request`, {
      pointer,
    });
  } else {
    const message = exact ? `${name} request must equal its limit` : `${name} request is above its limit`;
    pass.cause(check, 'FieldValueInvalid', path.at('requests'), message, { pointer });
  }
}

function isHugePage(name: string): boolean {
  return name.startsWith('hugepages-');
}

function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Claims refer to entries of spec.resourceClaims. */
export function validateClaims(pass: Pass, resources: JsonObject, known: ReadonlySet<string>, path: Path): void {
  const seen = new Set<string>();
  for (const [index, claim] of objects(resources, 'claims').entries()) {
    const name = text(claim, 'name');
    const place = path.at(index);
    const key = `${name}/${text(claim, 'request')}`;
    if (name === '') pass.cause('other', 'FieldValueRequired', place, 'must name a claim');
    else {
      if (seen.has(key)) pass.cause('other', 'FieldValueDuplicate', place, `'${name}' is named twice`);
      seen.add(key);
      if (!known.has(name)) pass.cause('other', 'FieldValueNotFound', place, `spec.resourceClaims has no '${name}'`);
    }
  }
}
