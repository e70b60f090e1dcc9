import { isObject, type JsonObject, listAt, type Manifest, objectAt, stringAt, valueAt } from '../../model/index.ts';
import { NotDecodable, reencode } from '../library/decode.ts';
import { behaves } from '../release.ts';
import { type Annotations, annotationsOf, patchAnnotations } from './annotations.ts';
import { keepBooks, openBooks } from './bookkeeping.ts';
import { buildCargo } from './build.ts';
import { carryOver } from './carry.ts';
import { type Choice, chooseSets, podNamespace } from './choose.ts';
import { objectsIn } from './environment.ts';
import { addLaunchBarrier, hasLaunchPriority } from './launch.ts';
import { moveLivenessProbes } from './liveness.ts';
import { mergeCargo } from './merge.ts';
import { type Chosen, Denied, type Injection, type InjectionContext, type Provenance } from './types.ts';

/**
 * What Kruise's pod webhook makes of a pod that is created. One result, or one for each way a lot can fall.
 * Nothing handed in is changed. Sets that the release could not even store take no part.
 */
export function inject(pod: JsonObject, sets: readonly Manifest[], context: InjectionContext): Injection[] {
  try {
    const choice = isFinished(pod, context)
      ? { lists: [[]], undecided: [], unpinned: [] }
      : chooseSets(pod, sets, context);
    return choice.lists.map((list) => injectOne(pod, list, choice, context));
  } catch (error) {
    return [refused(pod, error, [], { lists: [], undecided: [], unpinned: [] })];
  }
}

/** Pods that are over, or that a release does not look at. */
function isFinished(pod: JsonObject, { release }: InjectionContext): boolean {
  if (['Succeeded', 'Failed'].includes(stringAt(pod, 'status', 'phase'))) return true;
  if ((valueAt(pod, 'metadata', 'deletionTimestamp') ?? null) !== null) return true;
  return behaves(release, 'skipsKubeNamespaces') && ['kube-system', 'kube-public'].includes(podNamespace(pod));
}

function refused(pod: JsonObject, error: unknown, chosen: readonly Chosen[], choice: Choice): Injection {
  if (!(error instanceof Denied || error instanceof NotDecodable)) throw error;
  const denied = error instanceof Denied ? error.denial : 'not-decodable';
  const { undecided, unpinned } = choice;
  const sets = chosen.map(({ name }) => name);
  return { pod, changed: false, denied, sets, undecided, unpinned, uncomputed: [], provenance: [] };
}

function injectOne(pod: JsonObject, chosen: readonly Chosen[], choice: Choice, context: InjectionContext): Injection {
  try {
    const { release } = context;
    const result = { sets: chosen.map(({ name }) => name), undecided: choice.undecided, unpinned: choice.unpinned };
    if (chosen.length === 0 && isLeftAlone(pod, context)) {
      return { pod, changed: false, ...result, uncomputed: [], provenance: [] };
    }
    const before = reencode({ release, api: 'v1' }, 'Pod', pod);
    const after = structuredClone(before);
    const uncomputed: string[] = [];
    const provenance = change(after, chosen, context, uncomputed);
    const changed = provenance !== undefined;
    const whole = changed && behaves(release, 'keepsUnknownPodFields') ? carryOver(pod, before, after) : after;
    return {
      pod: changed && isObject(whole) ? whole : pod,
      changed,
      ...result,
      uncomputed,
      provenance: provenance ?? [],
    };
  } catch (error) {
    return refused(pod, error, chosen, choice);
  }
}

/** True for a pod that no set takes and nothing else of the webhook is about: most pods, which need not be read by Kruise's types. */
function isLeftAlone(pod: JsonObject, { gates }: InjectionContext): boolean {
  return !isKruiseOwned(pod) && gates.KruisePodReadinessGate !== true && !hasLaunchPriority(pod);
}

/** Changes the pod in place, step by step as the webhook does; undefined when there was nothing to change. */
function change(
  pod: JsonObject,
  chosen: readonly Chosen[],
  context: InjectionContext,
  uncomputed: string[],
): Provenance[] | undefined {
  const { release, gates } = context;
  const spec = objectAt(pod, 'spec') ?? {};
  const annotations = annotationsOf(pod);
  const provenance: Provenance[] = [];
  let changed = addReadinessGate(pod, spec, gates);
  if (chosen.length > 0) changed = patchAnnotations(annotations, chosen, provenance) || changed;
  setAnnotations(pod, annotations);
  const books = chosen.length > 0 ? openBooks(annotations) : new Map();
  const cargo = buildCargo(pod, chosen, context);
  uncomputed.push(...cargo.uncomputed);
  if (cargo.emitted.length > 0) {
    provenance.push(...mergeCargo(spec, cargo, release, gates));
    keepBooks(annotations, books, chosen, cargo.hot, release);
    changed = true;
  }
  changed = addLaunchBarrier(pod, spec, annotations, context.generatedName ?? '<generated>') || changed;
  if (gates.EnhancedLivenessProbe === true && isKruiseOwned(pod))
    changed = moveLivenessProbes(spec, annotations) || changed;
  setAnnotations(pod, annotations);
  return changed ? provenance : undefined;
}

function setAnnotations(pod: JsonObject, annotations: Annotations): void {
  if (Object.keys(annotations).length === 0) return;
  const metadata = objectAt(pod, 'metadata') ?? {};
  metadata.annotations = annotations;
  pod.metadata = metadata;
}

/** Pods of Kruise's workloads wait for a condition that Kruise sets during in-place updates. */
function addReadinessGate(pod: JsonObject, spec: JsonObject, gates: Readonly<Record<string, boolean>>): boolean {
  if (!isKruiseOwned(pod) && gates.KruisePodReadinessGate !== true) return false;
  const present = listAt(spec, 'readinessGates');
  if (present.some((gate) => stringAt(gate, 'conditionType') === 'KruisePodReady')) return false;
  spec.readinessGates = [...present, { conditionType: 'KruisePodReady' }];
  return true;
}

function isKruiseOwned(pod: JsonObject): boolean {
  const owners = objectsIn(listAt(pod, 'metadata', 'ownerReferences'));
  const controller = owners.find((owner) => owner.controller === true);
  return stringAt(controller, 'apiVersion').startsWith('apps.kruise.io/');
}
