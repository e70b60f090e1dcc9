import { judgeAll } from '../apiserver/index.ts';
import { readPod, type WrittenPod } from '../lifecycle/index.ts';
import {
  isObject,
  type JsonObject,
  type Manifest,
  objectAt,
  resolve,
  type Target,
  type Verdict,
  type Workload,
} from '../model/index.ts';
import { isSidecarSet } from '../openkruise/index.ts';
import { type Catalogue, workloads } from '../workload/index.ts';

/** What one target's API server says of a manifest, and the pod specs it keeps, in the order of the pods. */
export interface Judgement {
  verdict: Verdict;
  stored: readonly JsonObject[];
  /** Equal for targets that judged alike. */
  key: string;
}

/** The pods a manifest describes. The containers of a SidecarSet are read as a pod too: they will be part of one. */
export function podsOf(manifest: Manifest, catalogue: Catalogue): WrittenPod[] {
  return workloadsOf(manifest).map((workload) => readPod(workload, catalogue));
}

/** Pod specs, wherever they live, SidecarSets included. */
export function workloadsOf(manifest: Manifest): Workload[] {
  const spec = objectAt(manifest.object, 'spec');
  if (!isSidecarSet(manifest) || spec === undefined) return workloads(manifest);
  const { metadata } = manifest.object;
  return [
    {
      manifest,
      podSpec: spec,
      podSpecPointer: '/spec',
      podMetadata: {},
      podMetadataPointer: isObject(metadata) ? '/metadata' : '',
      controller: 'other',
    },
  ];
}

/**
 * Judges a manifest on every target. The containers of a SidecarSet are judged as those of a pod template.
 * `old`: the stored object that the manifest replaces; null when it is created.
 */
export function judgements(
  manifest: Manifest,
  pods: readonly WrittenPod[],
  targets: readonly Target[],
  old: JsonObject | null,
): Judgement[] {
  const verdicts = judgeAll(manifest, targets, old === null ? {} : { old });
  const templates = !isSidecarSet(manifest) ? [] : pods.map(({ workload }) => judgeAll(asTemplate(workload), targets));
  const numbers = new Map<Verdict, number>();
  const number = (verdict: Verdict): number => {
    const known = numbers.get(verdict) ?? numbers.size;
    numbers.set(verdict, known);
    return known;
  };
  return verdicts.map((verdict, index) => {
    const made = templates.flatMap((list) => list[index] ?? []);
    const stored = pods.map(({ workload }, at) => {
      const kept =
        made[at] === undefined
          ? resolve(verdict.effective, workload.podSpecPointer)
          : resolve(made[at].effective, '/template/spec');
      return isObject(kept) ? kept : workload.podSpec;
    });
    return { verdict, stored, key: [verdict, ...made].map(number).join() };
  });
}

/** A stand-in that holds the containers: what a target drops from them does not depend on the kind around them. */
function asTemplate({ podSpec }: Workload): Manifest {
  const spec = Object.fromEntries(
    Object.entries(podSpec).filter(([name]) => name === 'containers' || name === 'initContainers'),
  );
  const object: JsonObject = {
    apiVersion: 'v1',
    kind: 'PodTemplate',
    metadata: { name: 'stand-in' },
    template: { spec },
  };
  return { object, apiVersion: 'v1', kind: 'PodTemplate', group: '', name: 'stand-in', namespace: '' };
}
