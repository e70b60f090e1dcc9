import {
  type JsonObject,
  listAt,
  type Manifest,
  member,
  type Platform,
  type Pointer,
  stringAt,
  type Workload,
} from '../model/index.ts';
import { type Catalogue, describeContainers, type WrittenContainer } from '../workload/index.ts';

type ContainerClass = 'main' | 'init' | 'sidecar' | 'ephemeral';

/** What of the rest of the run a pod's facts depend on. */
export interface PodContext {
  /** Some Service of the input selects the pod. */
  hasService: boolean;
  /** The Services that select the pod. */
  services?: readonly Manifest[];
  /** LimitRange objects of the pod's namespace. */
  limitRanges: readonly JsonObject[];
  /** Name of the SidecarSet that an effective pod has the container at a pointer from; '' for the pod's own. */
  sidecarSetOf: (container: Pointer) => string;
  /** Where the pod runs; absent: unknown. A marker ends a container only on its own platform. */
  platforms?: readonly Platform[];
  /** The platforms were stated, not read from evidence. */
  isDeclared?: boolean;
  /** SidecarSets that will, or may, add to the pod what is not in it yet. */
  awaits?: () => readonly string[];
  /** Places whose value the API server refuses. */
  refused?: ReadonlySet<Pointer>;
}

/** A pod as written: what holds for every target. */
export interface WrittenPod {
  workload: Workload;
  /** In the order they start: init containers, main containers, ephemeral ones. */
  containers: readonly WrittenContainer[];
}

export function readPod(workload: Workload, catalogue: Catalogue): WrittenPod {
  return { workload, containers: describeContainers(workload, catalogue) };
}

/** A container together with what one target makes of it. */
export interface Part {
  written: WrittenContainer;
  class: ContainerClass;
  /** Position in the order of start. */
  position: number;
  /** The container as the target stores it. */
  stored: JsonObject;
}

/** `stored` is the pod spec after pruning and dropping; its lists have the indexes of the written one. */
export function partsOf(pod: WrittenPod, stored: JsonObject): Part[] {
  return pod.containers.map((written, position) => {
    const kept = listAt(stored, written.list)[written.index];
    // Same place of a spec derived from the written one.
    const container = (
      typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? kept : written.raw
    ) satisfies JsonObject;
    return { written, class: classOf(written, container), position, stored: container };
  });
}

function classOf({ list }: WrittenContainer, stored: JsonObject): ContainerClass {
  if (list === 'containers') return 'main';
  if (list === 'ephemeralContainers') return 'ephemeral';
  return stringAt(stored, 'restartPolicy') === 'Always' ? 'sidecar' : 'init';
}

/** `earlier` runs before `later` is started: main containers start together. */
export function startsBefore(earlier: Part, later: Part): boolean {
  return earlier.position < later.position && !(earlier.class === 'main' && later.class === 'main');
}

/** It is still there when later containers run. */
export function staysAlive(part: Part): boolean {
  return part.class === 'main' || part.class === 'sidecar';
}

/** terminationGracePeriodSeconds, 30 when unset; undefined when it is written but no number. */
export function gracePeriod(podSpec: JsonObject): number | undefined {
  const written = member(podSpec, 'terminationGracePeriodSeconds');
  if (written === undefined || written === null) return 30;
  return typeof written === 'number' && Number.isInteger(written) ? written : undefined;
}
