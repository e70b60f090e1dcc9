import { listAt, type Manifest, resolve, segments, stringAt } from '../model/index.ts';
import { workloadsOf } from './pods.ts';

const lists = ['initContainers', 'containers', 'ephemeralContainers'];

/** Names of all containers an object carries, in pod templates or in a SidecarSet. */
export function containerNames(manifest: Manifest): string[] {
  const specs = workloadsOf(manifest).map((workload) => workload.podSpec);
  const names = specs.flatMap((spec) =>
    lists.flatMap((list) => listAt(spec, list).map((container) => stringAt(container, 'name'))),
  );
  return [...new Set(names.filter((name) => name !== ''))];
}

/** Name of the container that a pointer lies in; '' outside containers. */
export function containerAt(manifest: Manifest, pointer: string): string {
  const steps = segments(pointer);
  const at = steps.findIndex((step) => lists.includes(step));
  if (at < 0 || steps[at + 1] === undefined) return '';
  return stringAt(
    resolve(
      manifest.object,
      `/${pointer
        .split('/')
        .slice(1, at + 3)
        .join('/')}`,
    ),
    'name',
  );
}
