import { type FactList, isObject, join, listAt, member } from '../model/index.ts';

/** Numbers of declared ports, and of those that probes and hooks go to on the pod itself. */
export function portUses(containers: FactList<'containers'>, probes: FactList<'probes'>): FactList<'portUses'> {
  const declared = containers.flatMap(({ self: container, pointer }) =>
    listAt(container.raw, 'ports').flatMap((port, index): FactList<'portUses'> => {
      const number = isObject(port) ? member(port, 'containerPort') : undefined;
      if (typeof number !== 'number' || !Number.isInteger(number)) return [];
      return [{ self: { number, use: 'port', container }, pointer: join(pointer, 'ports', index, 'containerPort') }];
    }),
  );
  const asked = probes.flatMap(({ self: { kind, port: number, isLocal, container }, places }): FactList<'portUses'> => {
    const place = places?.port;
    return number === 0 || !isLocal || place === undefined
      ? []
      : [{ self: { number, use: kind, container }, pointer: place.pointer }];
  });
  return [...declared, ...asked];
}
