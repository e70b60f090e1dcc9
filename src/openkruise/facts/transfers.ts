import type { Inventory } from '../../inventory/index.ts';
import {
  type FactList,
  join,
  listAt,
  type Manifest,
  nearestExisting,
  objectAt,
  type Pointer,
  stringAt,
  valueAt,
  type Workload,
} from '../../model/index.ts';
import { transfersFrom } from '../inject/environment.ts';
import { podOf } from '../inject/pod.ts';
import { behaves, type KruiseTarget, type Release, releaseOf } from '../release.ts';
import { isSidecarSet, type Sidecar, sidecarsOf } from '../sidecar-set.ts';
import { fieldReferenceProblems } from '../validate/containers.ts';
import { matchedWorkloads, nameOf } from './matched.ts';

/** Every transferEnv entry of a set, with what it finds in the pods of the input that the set takes. */
export function transfers(manifest: Manifest, inventory: Inventory, target: KruiseTarget): FactList<'transfers'> {
  if (!isSidecarSet(manifest)) return [];
  const release = releaseOf(target.kruise);
  const sidecars = sidecarsOf(manifest).filter(({ container }) => listAt(container, 'transferEnv').length > 0);
  if (sidecars.length === 0) return [];
  const pods = matchedWorkloads(manifest, inventory, target);
  return sidecars.flatMap((sidecar) =>
    listAt(sidecar.container, 'transferEnv').map((_, index) => transfer(manifest, sidecar, index, pods, release)),
  );
}

function transfer(
  manifest: Manifest,
  sidecar: Sidecar,
  index: number,
  pods: readonly Workload[],
  release: Release,
): FactList<'transfers'>[number] {
  const pointer = join(sidecar.pointer, 'transferEnv', index);
  const entry = listAt(sidecar.container, 'transferEnv')[index];
  const reference = objectAt(entry, 'sourceContainerNameFrom', 'fieldRef');
  const names = namesOf(entry);
  const own = new Set(listAt(sidecar.container, 'env').map((env) => stringAt(env, 'name')));
  const honoured = sidecar.list === 'containers' || behaves(release, 'initTransferEnv');
  const looks = honoured ? pods.map((workload) => look(workload, entry)) : [];
  const missing = looks.every(({ missing: why }) => why !== '') ? looks[0] : undefined;
  const resource = looks.find(({ resourceField }) => resourceField !== '');
  return {
    self: {
      container: sidecar.name,
      list: sidecar.list,
      names,
      source: stringAt(entry, 'sourceContainerName'),
      readsSource: valueAt(entry, 'sourceContainerNameFrom') !== undefined,
      sourceProblem: reference === undefined ? '' : (fieldReferenceProblems(reference)[0] ?? ''),
      own: names.filter((name) => own.has(name)),
      missing: missing?.missing ?? '',
      pod: missing === undefined ? '' : nameOf(missing.workload),
      resourceField: resource?.resourceField ?? '',
    },
    pointer,
    places: {
      path: { pointer: nearestExisting(manifest.object, `${pointer}/sourceContainerNameFrom/fieldRef/fieldPath`) },
      pod: missing && { manifest: missing.workload.manifest, pointer: missing.pointer },
      resource: resource && { manifest: resource.workload.manifest, pointer: resource.resourcePointer },
    },
  };
}

function namesOf(entry: unknown): string[] {
  const names = new Set(listAt(entry, 'envNames').flatMap((name) => (typeof name === 'string' ? name : [])));
  if (stringAt(entry, 'envName') !== '') names.add(stringAt(entry, 'envName'));
  return [...names].sort();
}

/** What one entry meets in one pod. */
interface Look {
  workload: Workload;
  /** Why it finds nothing: no-name, no-container, not-regular, env-from, no-variable; '' when it finds something. */
  missing: string;
  /** Where to look in the workload. */
  pointer: Pointer;
  /** The first variable that is a resource of the container it stands in. */
  resourceField: string;
  resourcePointer: Pointer;
}

function look(workload: Workload, entry: unknown): Look {
  const { podSpec, podSpecPointer } = workload;
  const found = transfersFrom(podOf(workload), entry);
  const containers = listAt(podSpec, 'containers');
  const at = containers.findIndex((container) => stringAt(container, 'name') === found.source);
  const container = join(podSpecPointer, 'containers', at);
  const resource = found.env.find(
    (env) =>
      objectAt(env, 'valueFrom', 'resourceFieldRef') !== undefined &&
      stringAt(env, 'valueFrom', 'resourceFieldRef', 'containerName') === '',
  );
  const position = resource === undefined ? -1 : listAt(containers[at], 'env').indexOf(resource);
  return {
    workload,
    missing: found.env.length > 0 ? '' : whyMissing(podSpec, found.source, containers[at]),
    pointer: at < 0 ? podSpecPointer : container,
    resourceField: stringAt(resource, 'name'),
    resourcePointer: join(container, 'env', position),
  };
}

function whyMissing(podSpec: Workload['podSpec'], source: string, container: unknown): string {
  if (source === '') return 'no-name';
  if (container === undefined) {
    const isInit = listAt(podSpec, 'initContainers').some((init) => stringAt(init, 'name') === source);
    return isInit ? 'not-regular' : 'no-container';
  }
  return listAt(container, 'envFrom').length > 0 ? 'env-from' : 'no-variable';
}
