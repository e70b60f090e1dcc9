import {
  type FactList,
  join,
  listAt,
  type Manifest,
  member,
  type Pointer,
  stringAt,
  type Workload,
} from '../model/index.ts';

interface Declared {
  container: string;
  number: number;
  pointer: Pointer;
}

/** The named target ports of a Service, for each workload it selects; whether native sidecars count is a matter of the target. */
export function servicePorts(service: Manifest, workloads: () => readonly Workload[]): FactList<'servicePorts'> {
  return listAt(service.object, 'spec', 'ports').flatMap((port, index) => {
    const name = stringAt(port, 'targetPort');
    return name === ''
      ? []
      : workloads().map((workload) => portItem(join('/spec/ports', index, 'targetPort'), name, workload));
  });
}

function portItem(pointer: Pointer, name: string, workload: Workload): FactList<'servicePorts'>[number] {
  const [sidecar] = declarations(workload, 'initContainers', name);
  const self = {
    name,
    onMain: declarations(workload, 'containers', name).length > 0,
    sidecar: sidecar?.container ?? '',
    number: sidecar?.number ?? 0,
    workload: workload.manifest.name,
  };
  const place = sidecar && { manifest: workload.manifest, pointer: sidecar.pointer };
  return { self, pointer, places: { declared: place } };
}

function declarations({ podSpec, podSpecPointer }: Workload, list: string, name: string): Declared[] {
  return listAt(podSpec, list).flatMap((container, index) => {
    if (list === 'initContainers' && stringAt(container, 'restartPolicy') !== 'Always') return [];
    return listAt(container, 'ports').flatMap((port, at) =>
      member(port, 'name') !== name
        ? []
        : [
            {
              container: stringAt(container, 'name'),
              number: Number(member(port, 'containerPort')) || 0,
              pointer: join(podSpecPointer, list, index, 'ports', at),
            },
          ],
    );
  });
}
