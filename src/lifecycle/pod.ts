import {
  isObject,
  isSame,
  type JsonObject,
  type JsonValue,
  join,
  listAt,
  type Manifest,
  member,
  objectAt,
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

/** What one target's API server keeps of a container, as far as facts read it. */
export interface Kept {
  /** restartPolicy: Always. */
  isAlways: boolean;
  /** An init container whose restartPolicy is taken away or refused. */
  losesPolicy: boolean;
  restartRules: JsonValue[];
  resources: JsonObject | undefined;
  /** Probes and hooks that are refused because no native sidecar has them. */
  refusedOnInit: readonly string[];
}

/** What it keeps of a pod. All that facts know of an API server, so pods that are kept alike have the same facts. */
export interface KeptPod {
  /** In the order of the pod. */
  containers: readonly Kept[];
  hasResources: boolean;
}

/** A container together with what one target makes of it. */
export interface Part {
  written: WrittenContainer;
  class: ContainerClass;
  /** Position in the order of start. */
  position: number;
  kept: Kept;
}

/**
 * @param stored The pod spec after pruning and dropping; its lists have the indexes of the written one.
 * @param refused Places whose value the API server refuses.
 */
export function keptOf(pod: WrittenPod, stored: JsonObject, refused: ReadonlySet<Pointer> = new Set()): KeptPod {
  const containers = pod.containers.map((written): Kept => {
    const found = listAt(stored, written.list)[written.index];
    const container = isObject(found) ? found : written.raw;
    return {
      isAlways: stringAt(container, 'restartPolicy') === 'Always',
      losesPolicy: losesPolicy(written, container, refused),
      restartRules: listAt(container, 'restartPolicyRules'),
      resources: objectAt(container, 'resources'),
      refusedOnInit: written.list === 'initContainers' ? refusedMembers(written, refused) : [],
    };
  });
  return { containers, hasResources: objectAt(stored, 'resources') !== undefined };
}

function losesPolicy(
  { raw, list, pointer }: WrittenContainer,
  kept: JsonObject,
  refused: ReadonlySet<Pointer>,
): boolean {
  const policy = stringAt(raw, 'restartPolicy');
  if (list !== 'initContainers' || policy === '') return false;
  return stringAt(kept, 'restartPolicy') !== policy || refused.has(join(pointer, 'restartPolicy'));
}

const sidecarsOnly = ['startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle'];

function refusedMembers({ pointer }: WrittenContainer, refused: ReadonlySet<Pointer>): string[] {
  return refused.size === 0 ? [] : sidecarsOnly.filter((name) => refused.has(join(pointer, name)));
}

/** Whether two targets keep a pod alike, and so agree in every fact of it. */
export function areKeptAlike(a: KeptPod, b: KeptPod): boolean {
  return (
    a.hasResources === b.hasResources &&
    a.containers.every((kept, index) => {
      const other = b.containers[index];
      return (
        other !== undefined &&
        kept.isAlways === other.isAlways &&
        kept.losesPolicy === other.losesPolicy &&
        kept.refusedOnInit.join() === other.refusedOnInit.join() &&
        isSame(kept.restartRules, other.restartRules) &&
        isSame(kept.resources, other.resources)
      );
    })
  );
}

export function partsOf(pod: WrittenPod, { containers }: KeptPod): Part[] {
  return pod.containers.flatMap((written, position) => {
    const kept = containers[position];
    return kept === undefined ? [] : [{ written, class: classOf(written, kept), position, kept }];
  });
}

function classOf({ list }: WrittenContainer, { isAlways }: Kept): ContainerClass {
  if (list === 'containers') return 'main';
  if (list === 'ephemeralContainers') return 'ephemeral';
  return isAlways ? 'sidecar' : 'init';
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
