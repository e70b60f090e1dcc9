import type { Platform } from '../model/index.ts';
import { virtualNodeLabel } from './labels.ts';
import { endsOn } from './markers.ts';
import { markerTable } from './table.ts';

/** A name that a platform gives a meaning to, with the values documented (none: free) and what they do. */
export interface PlatformName {
  name: string;
  values: readonly string[];
  meaning: string;
}

/** What markers do, for people; sources as in `markerTable`. */
const meanings: Readonly<Record<string, string>> = {
  __IS_SIDECAR__: 'ACS: the container starts before the others, ends after them, and does not hold a Job open.',
  __IGNORE_READY__: 'ACS: the container need not be ready for the pod to be.',
  __IGNORE_RESOURCE__: 'ACS: the container’s requests do not count when the pod is sized.',
  ECI_CONTAINER_TYPE: 'ECI: `sidecar` is ended once the application’s containers have ended for good.',
  ECI_SIDECAR_CONTAINER: 'ECI: shown in one example only; `ECI_CONTAINER_TYPE` is what is documented.',
  ECI_CONTAINER_LAUNCH_PRIORITY: 'ECI: -1000 to 1000, larger numbers start earlier.',
  ECI_CONTAINER_EXIT_PRIORITY: 'ECI: -1000 to 1000, larger numbers are stopped earlier.',
  ECI_CONTAINER_IGNORE_READY: 'ECI: the container need not be ready for the pod to be.',
  ECI_CONTAINER_IGNORE_EXIT_CODE: 'ECI: the container’s exit code does not fail the pod.',
  __ECI_RESOURCE_IGNORE__: 'ECI: the container’s limits do not count when the pod is sized; upper case only.',
  KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT: 'OpenKruise: the container is ended when the others of a Job have ended.',
  KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT_WITH_IMAGE:
    'OpenKruise: the container’s image is exchanged for this one, which ends at once; works on virtual nodes too.',
  KRUISE_TERMINATE_SIDECAR_IGNORE_EXIT_CODE: 'OpenKruise: the exit code of the ended container does not fail the Job.',
  KRUISE_CONTAINER_PRIORITY: 'OpenKruise: containers with larger numbers start earlier.',
};

/** Labels of pods that choose where they run. */
const placing: readonly (PlatformName & { on: Platform })[] = [
  { name: 'alibabacloud.com/eci', on: 'eci', values: ['true'], meaning: 'The pod runs on ECI.' },
  { name: 'alibabacloud.com/acs', on: 'acs', values: ['true'], meaning: 'The pod runs on ACS.' },
  {
    name: 'alibabacloud.com/compute-class',
    on: 'acs',
    values: ['general-purpose', 'performance', 'gpu', 'gpu-hpn'],
    meaning: 'ACS: the class of compute; general-purpose unless set.',
  },
  {
    name: 'alibabacloud.com/compute-qos',
    on: 'acs',
    values: ['default', 'best-effort'],
    meaning: 'ACS: best-effort may be taken away again.',
  },
];

/** What means something on one of the platforms: variables of containers, labels of pods, labels that a SidecarSet can select pods by. */
export function namesOn(
  platforms: readonly Platform[],
): Record<'markers' | 'podLabels' | 'selectableLabels', PlatformName[]> {
  const markers = markerTable
    .filter(({ family }) => endsOn(family, platforms))
    .map(({ name, values = [] }) => {
      return { name, values: values.filter((value) => value !== ''), meaning: meanings[name] ?? '' };
    });
  const podLabels = placing.filter(({ on }) => endsOn(on, platforms));
  const meaning = 'Set by the platform on pods that run on virtual nodes.';
  const virtual = endsOn('eci', platforms) ? [{ name: virtualNodeLabel, values: ['true'], meaning }] : [];
  return { markers, podLabels, selectableLabels: [...virtual, ...podLabels] };
}
