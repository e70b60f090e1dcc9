import {
  type Fact,
  type FactList,
  isObject,
  join,
  listAt,
  type Manifest,
  member,
  type Pointer,
  stringAt,
} from '../model/index.ts';
import { type Part, startsBefore } from './pod.ts';

interface OwnPort {
  part: Part;
  pointer: Pointer;
  name: string;
  number: number;
  hostPort: number;
  hostIP: string;
  protocol: string;
}

/** Nobody declares more; every port is compared with every other. */
const mostPorts = 400;

/** Pairs of ports that share a number, a port of the node or a name, on containers that run side by side. */
export function portPairs(
  parts: readonly Part[],
  facts: readonly Fact<'Container'>[],
  services: readonly Manifest[],
): FactList<'portPairs'> {
  const ports = parts.flatMap(portsOf).slice(0, mostPorts);
  const pairs = ports.flatMap((second, index) =>
    ports.slice(0, index).flatMap((first) => pairOf(first, second, facts, services)),
  );
  // Of several ports that one place clashes with, the first is enough.
  const seen = new Set<string>();
  return pairs.filter(({ self, places }) => {
    const isClash = self.sameNumber || self.sameHostPort;
    const place = (isClash ? places?.second : places?.name)?.pointer ?? '';
    const isNew = !seen.has(place);
    seen.add(place);
    return isNew;
  });
}

function portsOf(part: Part): OwnPort[] {
  if (part.class === 'ephemeral') return [];
  return listAt(part.written.raw, 'ports').flatMap((port, index) => {
    if (!isObject(port)) return [];
    const pointer = join(part.written.pointer, 'ports', index);
    const number = (key: string): number => Number(member(port, key)) || 0;
    return [
      {
        part,
        pointer,
        name: stringAt(port, 'name'),
        number: number('containerPort'),
        hostPort: number('hostPort'),
        hostIP: stringAt(port, 'hostIP'),
        protocol: stringAt(port, 'protocol') || 'TCP',
      },
    ];
  });
}

function pairOf(
  one: OwnPort,
  other: OwnPort,
  facts: readonly Fact<'Container'>[],
  services: readonly Manifest[],
): FactList<'portPairs'> {
  const first = facts[one.part.position];
  const second = facts[other.part.position];
  if (one.part === other.part || first === undefined || second === undefined || !liveTogether(one.part, other.part))
    return [];
  const sameNumber = one.number === other.number && one.number > 0 && overlap(one, other);
  const sameHostPort = one.hostPort === other.hostPort && one.hostPort > 0 && overlap(one, other);
  const sameName = one.name === other.name && one.name !== '';
  if (!sameNumber && !sameHostPort && !sameName) return [];
  // Who looks a name up finds the main container first.
  const hidden = one.part.class === 'sidecar' ? one : other;
  const users = sameName ? services.flatMap((service) => useOf(service, one.name)) : [];
  const self = {
    number: other.number,
    hostPort: other.hostPort,
    protocol: other.protocol,
    name: other.name,
    sameNumber,
    sameHostPort,
    sameName,
    first,
    second,
    services: users.map(({ manifest }) => manifest.name),
  };
  const at = (port: OwnPort, key: string) => ({ pointer: join(port.pointer, key) });
  const key = sameHostPort ? 'hostPort' : sameNumber ? 'containerPort' : 'name';
  const places = {
    first: at(one, key),
    second: at(other, key),
    name: sameName ? at(hidden, 'name') : undefined,
    otherName: sameName ? at(hidden === one ? other : one, 'name') : undefined,
    service: users[0],
  };
  return [{ self, pointer: other.pointer, places }];
}

/** Main containers start together; a native sidecar stays while later containers run, a plain init container does not. */
function liveTogether(one: Part, other: Part): boolean {
  if (one.class === 'main' && other.class === 'main') return true;
  return one.class === 'sidecar' && startsBefore(one, other);
}

function overlap(one: OwnPort, other: OwnPort): boolean {
  const any = ['', '0.0.0.0', '::'];
  return (
    one.protocol === other.protocol &&
    (one.hostIP === other.hostIP || any.includes(one.hostIP) || any.includes(other.hostIP))
  );
}

function useOf(service: Manifest, name: string): { manifest: Manifest; pointer: Pointer }[] {
  const index = listAt(service.object, 'spec', 'ports').findIndex((port) => member(port, 'targetPort') === name);
  return index < 0 ? [] : [{ manifest: service, pointer: join('/spec/ports', index, 'targetPort') }];
}
