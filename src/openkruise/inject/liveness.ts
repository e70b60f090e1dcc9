import { isObject, type JsonObject, type JsonValue, listAt, stringAt } from '../../model/index.ts';
import type { Annotations } from './annotations.ts';
import { objectsIn } from './environment.ts';

/** Members in the order in which Kruise writes them. */
const order = [
  ...[
    'name',
    'livenessProbe',
    'exec',
    'command',
    'httpGet',
    'path',
    'tcpSocket',
    'grpc',
    'port',
    'service',
    'host',
    'scheme',
  ],
  ...['httpHeaders', 'value', 'initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold'],
  ...['failureThreshold', 'terminationGracePeriodSeconds'],
];

/** Moves the liveness probes of all regular containers into an annotation, in place, when the pod asks for it. */
export function moveLivenessProbes(spec: JsonObject, annotations: Annotations): boolean {
  if (annotations['apps.kruise.io/using-enhanced-liveness'] !== 'true') return false;
  const containers = objectsIn(listAt(spec, 'containers')).filter(({ livenessProbe }) => livenessProbe !== undefined);
  if (containers.length === 0) return false;
  const probes = containers.map((container) => ({
    name: stringAt(container, 'name'),
    livenessProbe: container.livenessProbe ?? null,
  }));
  annotations['apps.kruise.io/container-probe-context'] = JSON.stringify(probes.map(ordered));
  for (const container of containers) delete container.livenessProbe;
  return true;
}

function ordered(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)]));
}
