import {
  type FactList,
  type JsonObject,
  join,
  listAt,
  member,
  objectAt,
  type Pointer,
  stringAt,
  type Workload,
} from '../model/index.ts';
import { containerNeeds, limitRangeDefaults } from './needs.ts';

interface Metric {
  resource: string;
  /** '' for the whole pod. */
  container: string;
  isShare: boolean;
  pointer: Pointer;
}

interface Counted {
  name: string;
  class: string;
  pointer: Pointer;
  requests: ReadonlySet<string>;
}

/**
 * What keeps the metrics of an autoscaler from being computed for its workload. `stored`: the pod spec as the target keeps it;
 * `countsSidecars`: the controller looks at native sidecars too (from 1.29).
 */
export function autoscalerMetrics(
  autoscaler: JsonObject,
  { manifest, podSpecPointer }: Workload,
  stored: JsonObject,
  limitRanges: readonly JsonObject[],
  countsSidecars: boolean,
): FactList<'autoscalerMetrics'> {
  // Pod-level resources stand in for those of the containers.
  if (objectAt(stored, 'resources') !== undefined) return [];
  const all = containersOf(stored, podSpecPointer, limitRanges);
  return metricsOf(autoscaler).map((metric) => {
    const found = problemOf(metric, all, countsSidecars);
    const self = {
      resource: metric.resource,
      problem: found.problem,
      container: found.container?.name ?? metric.container,
      class: found.container?.class ?? '',
      workload: manifest.name,
    };
    const place = found.container && { manifest, pointer: found.container.pointer };
    return { self, pointer: metric.pointer, places: { container: place } };
  });
}

function problemOf(
  { resource, container, isShare }: Metric,
  all: readonly Counted[],
  countsSidecars: boolean,
): { problem: string; container?: Counted } {
  const counted = all.filter((each) => each.class === 'main' || countsSidecars);
  const meant = container === '' ? counted : counted.filter(({ name }) => name === container);
  if (container !== '' && meant.length === 0) {
    const early = all.find(({ name }) => name === container);
    return early === undefined ? { problem: 'no-container' } : { problem: 'sidecar-not-counted', container: early };
  }
  const without = isShare ? meant.find(({ requests }) => !requests.has(resource)) : undefined;
  return without === undefined ? { problem: '' } : { problem: 'missing-request', container: without };
}

function containersOf(spec: JsonObject, base: Pointer, limitRanges: readonly JsonObject[]): Counted[] {
  const defaults = limitRangeDefaults(limitRanges);
  return ['containers', 'initContainers'].flatMap((list) =>
    listAt(spec, list).flatMap((container, index) => {
      const isSidecar = list === 'initContainers';
      if (isSidecar && stringAt(container, 'restartPolicy') !== 'Always') return [];
      const requests = new Set(containerNeeds(container, defaults).requests.keys());
      const name = stringAt(container, 'name');
      return [{ name, class: isSidecar ? 'sidecar' : 'main', pointer: join(base, list, index), requests }];
    }),
  );
}

function metricsOf(autoscaler: JsonObject): Metric[] {
  const share = 'targetCPUUtilizationPercentage';
  const first = member(objectAt(autoscaler, 'spec'), share);
  const old =
    typeof first === 'number' ? [{ resource: 'cpu', container: '', isShare: true, pointer: join('/spec', share) }] : [];
  const listed = listAt(autoscaler, 'spec', 'metrics').flatMap((metric, index): Metric[] => {
    const source = { Resource: 'resource', ContainerResource: 'containerResource' }[stringAt(metric, 'type')];
    const body = source === undefined ? undefined : objectAt(metric, source);
    if (body === undefined) return [];
    const isShare = stringAt(body, 'target', 'type') === 'Utilization';
    const container = source === 'containerResource' ? stringAt(body, 'container') : '';
    return [{ resource: stringAt(body, 'name'), container, isShare, pointer: join('/spec/metrics', index) }];
  });
  return [...old, ...listed];
}
