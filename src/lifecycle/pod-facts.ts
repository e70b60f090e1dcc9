import { evidence, logMounts, markers, placement, placementLabels, priorities } from '../alibaba/index.ts';
import {
  type Fact,
  type FactItem,
  type FactList,
  type JsonObject,
  join,
  listAt,
  objectAt,
  type Place,
  type Pointer,
  parent,
  resolve,
  stringAt,
} from '../model/index.ts';
import { isLive, isWhole } from '../workload/index.ts';
import { containerItems } from './container-facts.ts';
import { type Dependency, dependenciesOf } from './dependencies.ts';
import { exitPlans } from './exit-plan.ts';
import { graceItems, longestStop } from './grace.ts';
import { backoffLimit } from './job-facts.ts';
import {
  gracePeriod,
  type KeptPod,
  type Part,
  type PodContext,
  partsOf,
  startsBefore,
  type WrittenPod,
} from './pod.ts';
import { portPairs } from './port-pairs.ts';
import { portUses } from './port-uses.ts';
import { probeItems } from './probe-facts.ts';
import { startWaits } from './waits.ts';

/** The fact lists of one pod on one target, each made when it is first read. */
export interface PodFacts {
  readonly pods: FactList<'pods'>;
  readonly containers: FactList<'containers'>;
  readonly probes: FactList<'probes'>;
  readonly references: FactList<'references'>;
  readonly graceUses: FactList<'graceUses'>;
  readonly portPairs: FactList<'portPairs'>;
  readonly startWaits: FactList<'startWaits'>;
  readonly markers: FactList<'markers'>;
  readonly priorities: FactList<'priorities'>;
  readonly exitPlans: FactList<'exitPlans'>;
  readonly portUses: FactList<'portUses'>;
  readonly logMounts: FactList<'logMounts'>;
}

export function podFacts(pod: WrittenPod, kept: KeptPod, context: PodContext): PodFacts {
  return new LazyFacts(pod, kept, context);
}

class LazyFacts implements PodFacts {
  readonly #pod: WrittenPod;
  readonly #kept: KeptPod;
  readonly #context: PodContext;
  readonly #parts: readonly Part[];
  #dependencies: readonly Dependency[] | undefined;
  #containers: FactList<'containers'> | undefined;
  #pods: FactList<'pods'> | undefined;
  #probes: FactList<'probes'> | undefined;
  #references: FactList<'references'> | undefined;
  #graceUses: FactList<'graceUses'> | undefined;
  #markers: FactList<'markers'> | undefined;

  constructor(pod: WrittenPod, kept: KeptPod, context: PodContext) {
    this.#pod = pod;
    this.#kept = kept;
    this.#context = context;
    this.#parts = partsOf(pod, kept);
  }

  get containers(): FactList<'containers'> {
    this.#containers ??= containerItems(this.#pod, this.#parts, this.#found(), this.#context);
    return this.#containers;
  }

  get pods(): FactList<'pods'> {
    this.#pods ??= [podItem(this.#pod, this.#kept, this.#parts, this.#selves(), this.#context)];
    return this.#pods;
  }

  get probes(): FactList<'probes'> {
    this.#probes ??= probeItems(this.#parts, this.#selves());
    return this.#probes;
  }

  get references(): FactList<'references'> {
    this.#references ??= referenceItems(this.#found(), this.#selves());
    return this.#references;
  }

  get graceUses(): FactList<'graceUses'> {
    this.#graceUses ??= graceItems(this.#pod, this.#parts, this.#selves());
    return this.#graceUses;
  }

  get markers(): FactList<'markers'> {
    this.#markers ??= markers(this.containers, this.#context.platforms);
    return this.#markers;
  }

  // The lists below are read by one rule or two: the subject remembers them.

  get portPairs(): FactList<'portPairs'> {
    return portPairs(this.#parts, this.#selves(), this.#context.services ?? []);
  }

  get startWaits(): FactList<'startWaits'> {
    return startWaits(this.#pod, this.#parts);
  }

  get priorities(): FactList<'priorities'> {
    return priorities(this.containers, this.#pod.workload.manifest.kind === 'SidecarSet');
  }

  get exitPlans(): FactList<'exitPlans'> {
    return exitPlans(this.#pod, this.#parts);
  }

  get portUses(): FactList<'portUses'> {
    return portUses(this.containers, this.probes);
  }

  get logMounts(): FactList<'logMounts'> {
    return logMounts(this.#pod.workload, this.containers);
  }

  #selves(): Fact<'Container'>[] {
    return this.containers.map((item) => item.self);
  }

  #found(): readonly Dependency[] {
    this.#dependencies ??= dependenciesOf(this.#parts);
    return this.#dependencies;
  }
}

function referenceItems(
  dependencies: readonly Dependency[],
  facts: readonly Fact<'Container'>[],
): FactList<'references'> {
  return dependencies.flatMap((dependency): FactList<'references'> => {
    const { kind, text, from, to, pointer, offer, offeredEarlier, offeredByItself } = dependency;
    const fromFact = facts[from.position];
    const toFact = facts[to.position];
    if (fromFact === undefined || toFact === undefined) return [];
    const startsLater = isTooLate(from, to);
    const self = { text, kind, from: fromFact, to: toFact, startsLater, offeredEarlier, offeredByItself };
    return [{ self, pointer, places: { text: { pointer }, offer: { pointer: offer } } }];
  });
}

/** A plain init container has to end before what comes later can start. */
function isTooLate(from: Part, to: Part): boolean {
  return from.class === 'init' && startsBefore(from, to);
}

function podItem(
  { workload }: WrittenPod,
  kept: KeptPod,
  parts: readonly Part[],
  containers: Fact<'Container'>[],
  context: PodContext,
): FactItem<Fact<'Pod'>> {
  const { manifest, podSpec, podMetadata, podSpecPointer, podMetadataPointer, controller } = workload;
  const restartPolicy = stringAt(podSpec, 'restartPolicy');
  const mains = containers.filter((container) => container.class === 'main');
  const placed = placement(workload, context.platforms, context.isDeclared);
  const ends = restartPolicy === 'Never' || restartPolicy === 'OnFailure';
  const self: Fact<'Pod'> = {
    kind: manifest.kind,
    controller,
    restartPolicy: restartPolicy || 'Always',
    restartPolicySet: restartPolicy !== '',
    runsToCompletion: controller === 'job' || (controller === 'none' && ends),
    containers,
    mains: mains.length,
    sidecars: containers.filter((container) => container.class === 'sidecar').length,
    mainsGuaranteed: mains.length > 0 && mains.every((container) => container.guaranteed),
    hasPodLevelResources: kept.hasResources,
    shareProcessNamespace: podSpec.shareProcessNamespace === true,
    terminationGracePeriodSeconds: gracePeriod(podSpec) ?? 30,
    mainsStop: longestStop(parts),
    backoffLimit: backoffLimit(workload).value,
    labels: strings(objectAt(podMetadata, 'labels')),
    annotations: strings(objectAt(podMetadata, 'annotations')),
    hasService: context.hasService,
    isWhole: isWhole(podSpec),
    isLive: isLive(manifest),
    evidence: evidence(manifest, [workload]),
    runsOn: placed.runsOn,
    placement: placed.words,
    onVirtualNode: placed.isCertain,
    computeClass: stringAt(placementLabels(workload), 'alibabacloud.com/compute-class'),
    volumes: listAt(podSpec, 'volumes').length,
    get awaits() {
      return [...(context.awaits?.() ?? [])];
    },
  };
  const at = (holder: JsonObject, pointer: Pointer, name: string): Place | undefined =>
    Object.hasOwn(holder, name) ? { pointer: join(pointer, name) } : undefined;
  // Two steps above the spec of a template: the spec of a Job.
  const above = parent(parent(podSpecPointer));
  const places = {
    restartPolicy: at(podSpec, podSpecPointer, 'restartPolicy'),
    labels: at(objectAt(resolve(manifest.object, podMetadataPointer)) ?? {}, podMetadataPointer, 'labels'),
    grace: at(podSpec, podSpecPointer, 'terminationGracePeriodSeconds'),
    podFailurePolicy: at(objectAt(resolve(manifest.object, above)) ?? {}, above, 'podFailurePolicy'),
    placement: placed.pointer === undefined ? undefined : { pointer: placed.pointer },
    kind: at(manifest.object, '', 'kind'),
  };
  return { self, pointer: podSpecPointer, places };
}

function strings(object: JsonObject | undefined): Record<string, string> {
  // Keys come from the input: a map without prototype keeps `__proto__` an ordinary one.
  const texts: Record<string, string> = Object.create(null);
  for (const [key, value] of Object.entries(object ?? {})) if (typeof value === 'string') texts[key] = value;
  return texts;
}
