import type { NamespaceLabels } from '../../inventory/index.ts';
import type { JsonObject, Pointer } from '../../model/index.ts';
import type { Release } from '../release.ts';
import type { Compile } from '../resources/policy.ts';
import type { ContainerList } from '../sidecar-set.ts';

/** Why a pod is refused: the names the recordings use. */
export type Denial =
  | 'launch-priority-not-integer'
  | 'merge-patch-not-json'
  | 'bookkeeping-annotation-not-json'
  | 'revision-not-found'
  | 'partition-not-a-percentage'
  | 'selector-not-convertible'
  /** Not recorded: a value that does not fit its field, which the API server refuses first. */
  | 'not-decodable'
  /** Not recorded: from 1.9 on a resourcesPolicy that finds no container, or an expression that fails. */
  | 'resources-policy-fails'
  | 'panic';

/** Thrown by a step that refuses the pod. */
export class Denied extends Error {
  readonly denial: Denial;

  constructor(denial: Denial) {
    super(denial);
    this.denial = denial;
  }
}

/** What stands around a pod that is created. */
export interface InjectionContext {
  release: Release;
  /** Gates of Kruise that are on. */
  gates: Readonly<Record<string, boolean>>;
  /** Labels of the pod's namespace. */
  namespace: NamespaceLabels;
  /** The ControllerRevisions of kruise-system; absent when they are not known. */
  revisions?: readonly JsonObject[];
  /** For the patterns of resourcesPolicy; without it only those that match every name, or one, are understood. */
  compile?: Compile;
  /** Names of sets in the order in which Kruise happens to list them; absent: that of the names. */
  order?: readonly string[];
  /** Stands for the name that a pod without one will get. */
  generatedName?: string;
}

/**
 * Where a part of the effective pod came from. A container's own members stand at the same pointers below both places; entries of its
 * lists that the set does not have (shared mounts, transferred variables, Kruise's markers) come behind them.
 */
export interface Provenance {
  /** In the effective pod. */
  pointer: Pointer;
  /** The SidecarSet. */
  set: string;
  /** In the SidecarSet, or in the spec that a pinned revision restores. */
  from: Pointer;
  /** Name of the ControllerRevision, when the set's own spec is not what is injected. */
  revision?: string;
}

/** One possible result. Several of them exist only where Kruise itself draws lots. */
export interface Injection {
  /** As the API server gets it back; the pod as written when nothing changed or it was refused. */
  pod: JsonObject;
  changed: boolean;
  denied?: Denial;
  /** Sets that take the pod, in the order in which they are injected. */
  sets: string[];
  /** Sets of which the input does not tell whether they take the pod; they are left out. */
  undecided: string[];
  /** Sets pinned to a revision that is not known; their own spec is injected in its place. */
  unpinned: string[];
  /** Containers whose resourcesPolicy could not be computed for want of a compiler; they have the resources written in the set. */
  uncomputed: string[];
  provenance: Provenance[];
}

/** A set that takes the pod, with the spec that is injected. */
export interface Chosen {
  name: string;
  /** The spec of the set, or that of a pinned revision. */
  spec: JsonObject;
  /** The pinned ControllerRevision. */
  revision?: string;
  /** The ControllerRevision that the pod is marked with; '' when it is not known. */
  recorded: string;
}

/** A container on its way into the pod. */
export interface Emitted {
  list: ContainerList;
  container: JsonObject;
  policy: string;
  set: string;
  from: Pointer;
  revision?: string;
}
