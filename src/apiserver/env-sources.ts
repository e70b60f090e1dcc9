import { qualifiedNameProblems } from '../inventory/index.ts';
import { type JsonObject, parseQuantity } from '../model/index.ts';
import { unsupported } from './handlers.ts';
import { configKeyProblems, dnsSubdomainProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { text } from './values.ts';

/** Paths of a pod that the downward API can read, with the first minor that reads them, and where it can put them. */
const podPaths: Readonly<Record<string, { since?: number; env?: true; file?: true }>> = {
  'metadata.annotations': { file: true },
  'metadata.labels': { file: true },
  'metadata.name': { env: true, file: true },
  'metadata.namespace': { env: true, file: true },
  'metadata.uid': { env: true, file: true },
  'spec.host': { env: true },
  'spec.nodeName': { env: true },
  'spec.restartPolicy': {},
  'spec.schedulerName': {},
  'spec.serviceAccountName': { env: true },
  'status.hostIP': { env: true },
  'status.hostIPs': { since: 28, env: true },
  'status.phase': {},
  'status.podIP': { env: true },
  'status.podIPs': { env: true },
};

/** `use`: the value goes to a variable or to a file of a volume. */
export function validateFieldRef(pass: Pass, fieldRef: JsonObject, use: 'env' | 'file', path: Path): void {
  const fieldPath = text(fieldRef, 'fieldPath');
  const at = path.at('fieldPath');
  const version = text(fieldRef, 'apiVersion') || 'v1';
  const subscript = /^([^[]+)\['([\s\S]*)'\]$/.exec(fieldPath);
  if (fieldPath === '') {
    pass.cause('other', 'FieldValueRequired', at, 'must be set', { lost: pass.loss(fieldRef, 'fieldPath') });
  } else if (version !== 'v1') {
    pass.cause('other', 'FieldValueInvalid', at, `pods have no version '${version}'`);
  } else if (subscript !== null) {
    validateSubscript(pass, subscript[1] ?? '', subscript[2] ?? '', path);
  } else {
    const known = Object.hasOwn(podPaths, fieldPath) ? podPaths[fieldPath] : undefined;
    if (known === undefined || !pass.server.atLeast(known.since ?? 0)) {
      pass.cause('other', 'FieldValueInvalid', at, `'${fieldPath}' cannot be read`);
    } else if (known[use] !== true) {
      const usable = Object.entries(podPaths).filter(([, row]) => row[use] === true);
      const supported = usable.flatMap(([name]) => (name === 'spec.host' ? [] : [name]));
      unsupported(pass, 'other', at, fieldPath, supported);
    } else if (fieldPath === 'status.hostIPs' && !pass.server.atLeast(pass.asItStands ? 32 : 29)) {
      // Behind a gate that is off by default in 1.28, and that a library takes for off until it is gone.
      pass.cause('other', 'FieldValueForbidden', path, 'needs feature gate PodHostIPs', { pointer: at.pointer() });
    }
  }
}

/** metadata.labels['key']. Keys of annotations may have upper case letters. */
function validateSubscript(pass: Pass, owner: string, key: string, path: Path): void {
  if (owner !== 'metadata.labels' && owner !== 'metadata.annotations') {
    pass.cause('other', 'FieldValueInvalid', path.at('fieldPath'), `'${owner}' has no entries to choose from`);
    return;
  }
  const pointer = path.at('fieldPath').pointer();
  for (const problem of qualifiedNameProblems(owner === 'metadata.labels' ? key : key.toLowerCase())) {
    pass.cause('other', 'FieldValueInvalid', path, `'${key}' ${problem}`, { pointer });
  }
}

const amounts = ['cpu', 'ephemeral-storage', 'memory'].flatMap((name) => [`limits.${name}`, `requests.${name}`]).sort();
const units = ['1', ...['k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((unit) => `1${unit}`)];

/** A request or limit of a container. Files have to name the container, variables mean their own. */
export function validateResourceFieldRef(pass: Pass, ref: JsonObject, use: 'env' | 'file', path: Path): void {
  const resource = text(ref, 'resource');
  const isHugePage = /^(limits|requests)\.hugepages-/.test(resource);
  if (use === 'file' && text(ref, 'containerName') === '') required(pass, ref, 'containerName', path);
  else if (resource === '') required(pass, ref, 'resource', path);
  else if (!amounts.includes(resource) && !isHugePage) {
    unsupported(pass, 'other', path.at('resource'), resource, amounts);
  }
  const divisor = parseQuantity(ref.divisor) ?? 0n;
  if (divisor === 0n || !(amounts.includes(resource) || isHugePage)) return;
  const allowed = resource.endsWith('.cpu') ? ['1m', '1'] : units;
  if (allowed.some((unit) => parseQuantity(unit) === divisor)) return;
  pass.cause('other', 'FieldValueInvalid', path.at('divisor'), `must be one of ${allowed.join(', ')}`);
}

/** A key of a ConfigMap or Secret. */
export function validateKeyRef(pass: Pass, ref: JsonObject, path: Path): void {
  const name = text(ref, 'name');
  for (const problem of dnsSubdomainProblems(name)) {
    const details = name === '' ? { lost: pass.loss(ref, 'name') } : {};
    pass.cause('other', 'FieldValueInvalid', path.at('name'), `'${name}' ${problem}`, details);
  }
  const key = text(ref, 'key');
  if (key === '') required(pass, ref, 'key', path);
  else for (const problem of configKeyProblems(key)) pass.cause('other', 'FieldValueInvalid', path.at('key'), problem);
}

function required(pass: Pass, owner: JsonObject, name: string, path: Path): void {
  pass.cause('other', 'FieldValueRequired', path.at(name), 'must be set', { lost: pass.loss(owner, name) });
}
