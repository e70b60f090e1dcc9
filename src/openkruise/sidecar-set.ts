import {
  groupKind,
  isObject,
  type JsonObject,
  listAt,
  type Manifest,
  type Pointer,
  stringAt,
  valueAt,
} from '../model/index.ts';

/** Label that the virtual-node component puts on a pod once it is placed; no workload file carries it. */
export const virtualNodeLabel = 'serverless.alibabacloud.com/virtual-node';

export const isSidecarSet = (manifest: Pick<Manifest, 'group' | 'kind'>): boolean =>
  groupKind(manifest) === 'apps.kruise.io/SidecarSet';

export type ContainerList = 'containers' | 'initContainers';
const containerLists: readonly ContainerList[] = ['initContainers', 'containers'];

/** A container that a SidecarSet declares. */
export interface Sidecar {
  list: ContainerList;
  index: number;
  container: JsonObject;
  name: string;
  /** In the SidecarSet. */
  pointer: Pointer;
}

/** The containers a set declares: initContainers first, as they are injected. Entries that are no objects are left out. */
export function sidecarsOf(set: Pick<Manifest, 'object'>): Sidecar[] {
  return containerLists.flatMap((list) =>
    listAt(set.object, 'spec', list).flatMap((container, index) => {
      if (!isObject(container)) return [];
      return [{ list, index, container, name: stringAt(container, 'name'), pointer: `/spec/${list}/${index}` }];
    }),
  );
}

/** An initContainer that keeps running beside the application. */
export function isNative(sidecar: Pick<Sidecar, 'list' | 'container'>): boolean {
  return sidecar.list === 'initContainers' && sidecar.container.restartPolicy === 'Always';
}

/** spec.updateStrategy.type as the defaulting webhook leaves it. */
export function updateType(set: Pick<Manifest, 'object'>): string {
  return stringAt(set.object, 'spec', 'updateStrategy', 'type') || 'RollingUpdate';
}

export function isPaused(set: Pick<Manifest, 'object'>): boolean {
  return valueAt(set.object, 'spec', 'injectionStrategy', 'paused') === true;
}
