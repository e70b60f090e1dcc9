import {
  type Fact,
  type FactList,
  type JsonObject,
  type JsonValue,
  join,
  member,
  nearest,
  objectAt,
  type Pointer,
  stringAt,
} from '../model/index.ts';
import { isTemplated } from '../workload/index.ts';
import { hookDoes } from './hooks.ts';
import { type Part, startsBefore } from './pod.ts';

const sources = [
  { kind: 'startup', path: ['startupProbe'] },
  { kind: 'readiness', path: ['readinessProbe'] },
  { kind: 'liveness', path: ['livenessProbe'] },
  { kind: 'postStart', path: ['lifecycle', 'postStart'] },
  { kind: 'preStop', path: ['lifecycle', 'preStop'] },
] as const;
const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

/** Probes and hooks of every container, with who declares the port they go to. */
export function probeItems(parts: readonly Part[], facts: readonly Fact<'Container'>[]): FactList<'probes'> {
  return parts.flatMap((part, index) => {
    const container = facts[index];
    if (container === undefined) return [];
    return sources.flatMap(({ kind, path }) => {
      const probe = objectAt(part.written.raw, ...path);
      return probe === undefined
        ? []
        : [probeItem(kind, probe, join(part.written.pointer, ...path), part, parts, container)];
    });
  });
}

function probeItem(
  kind: string,
  probe: JsonObject,
  pointer: Pointer,
  part: Part,
  parts: readonly Part[],
  container: Fact<'Container'>,
): FactList<'probes'>[number] {
  const handler = handlers.find((name) => objectAt(probe, name) !== undefined) ?? 'none';
  const action = objectAt(probe, handler) ?? {};
  const target = portOf(member(action, 'port'));
  const declaration = declare(part, parts, target);
  const host = stringAt(action, 'host');
  const isHook = kind === 'postStart' || kind === 'preStop';
  const self: Fact<'Probe'> = {
    kind,
    isHook,
    handler,
    host,
    isLocal: /^(?:|localhost|127\.0\.0\.1|::1|\[::1\])$/.test(host),
    port: target.number,
    portName: target.name,
    declaredHere: declaration.here,
    declaredBy: declaration.other?.written.name ?? '',
    declaredByClass: declaration.other?.class ?? '',
    declaredEarlier: declaration.earlier,
    nearestName: target.name === '' || declaration.here ? '' : nearest(target.name, portNames(part)),
    window: isHook ? 0 : windowOf(probe),
    ...(isHook ? hookDoes(probe) : { does: '', seconds: 0 }),
    container,
  };
  const port = Object.hasOwn(action, 'port') ? { pointer: join(pointer, handler, 'port') } : undefined;
  const declared = declaration.other === undefined ? undefined : { pointer: declaration.pointer };
  return { self, pointer, places: { port, declared } };
}

/** Digits in quotes count as a number: so does the kubelet read them. A placeholder is neither. */
function portOf(value: JsonValue | undefined): { number: number; name: string } {
  if (typeof value === 'number' && Number.isInteger(value)) return { number: value, name: '' };
  if (typeof value !== 'string' || isTemplated(value)) return { number: 0, name: '' };
  return /^[0-9]{1,9}$/.test(value) ? { number: Number(value), name: '' } : { number: 0, name: value };
}

/** Zero means the default, as for the API server. */
function windowOf(probe: JsonObject): number {
  const number = (name: string, absent: number): number => {
    const value = member(probe, name);
    return typeof value === 'number' && value > 0 ? value : absent;
  };
  return number('initialDelaySeconds', 0) + number('periodSeconds', 10) * number('failureThreshold', 3);
}

interface Declaration {
  here: boolean;
  earlier: boolean;
  other: Part | undefined;
  pointer: Pointer;
}

function declare(part: Part, parts: readonly Part[], target: { number: number; name: string }): Declaration {
  const indexIn = (other: Part): number =>
    other.written.ports.findIndex(({ number, name }) =>
      target.name === '' ? target.number !== 0 && number === target.number : name === target.name,
    );
  const here = indexIn(part) >= 0;
  const others = parts.filter((other) => other !== part && indexIn(other) >= 0);
  const earlier = here || others.some((other) => other.class === 'sidecar' && startsBefore(other, part));
  const [other] = others;
  return {
    here,
    earlier,
    other,
    pointer: other === undefined ? '' : join(other.written.pointer, 'ports', indexIn(other)),
  };
}

function portNames(part: Part): string[] {
  return part.written.ports.map((port) => port.name).filter((name) => name !== '');
}
