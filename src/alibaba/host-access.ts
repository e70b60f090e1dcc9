import {
  type Fact,
  type FactList,
  join,
  listAt,
  objectAt,
  type Pointer,
  stringAt,
  type Workload,
} from '../model/index.ts';

/** What a pod uses of its node: namespaces, paths, privileges. */
export function hostAccesses({ podSpec, podSpecPointer }: Workload): FactList<'hostAccesses'> {
  const found: { self: Fact<'HostAccess'>; pointer: Pointer }[] = [];
  for (const what of ['hostNetwork', 'hostPID', 'hostIPC'])
    if (podSpec[what] === true) found.push({ self: { what, name: '' }, pointer: join(podSpecPointer, what) });
  for (const [index, volume] of listAt(podSpec, 'volumes').entries()) {
    const pointer = join(podSpecPointer, 'volumes', index, 'hostPath');
    if (objectAt(volume, 'hostPath'))
      found.push({ self: { what: 'hostPath', name: stringAt(volume, 'name') }, pointer });
  }
  for (const list of ['initContainers', 'containers'])
    for (const [index, container] of listAt(podSpec, list).entries()) {
      const pointer = join(podSpecPointer, list, index, 'securityContext', 'privileged');
      const isPrivileged = objectAt(container, 'securityContext')?.privileged === true;
      if (isPrivileged) found.push({ self: { what: 'privileged', name: stringAt(container, 'name') }, pointer });
    }
  return found;
}
