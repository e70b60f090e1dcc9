import { canonicalText } from '../../../src/inventory/index.ts';
import { type JsonObject, type JsonValue, objectAt, stringAt, valueAt } from '../../../src/model/index.ts';
import { type Injection, type InjectionContext, inject } from '../../../src/openkruise/index.ts';
import type { Tally } from '../tally.ts';
import { compare, joined, manifestOf, type Profile } from './recording.ts';

interface Case {
  id: string;
  topic: string;
  note: string;
  pod: JsonObject;
  namespaceObject?: JsonObject;
  cluster: JsonObject[];
}

interface Outcome {
  denied?: string;
  unchanged?: boolean;
  spec?: JsonObject;
  annotations?: JsonObject;
  labels?: JsonObject;
}

export interface Answer {
  results: (Outcome & { profiles: string[]; outcomes?: Outcome[] })[];
}

export async function injection(dir: string, profiles: Map<string, Profile>, tally: Tally): Promise<void> {
  for await (const [one, answer] of joined<Case, Answer>(dir, 'injection-cases.jsonl', 'injection-results.jsonl')) {
    compareResults(tally, `${one.id} ${one.topic}: ${one.note}`, one, answer.results, profiles);
  }
}

export function compareResults(
  tally: Tally,
  what: string,
  one: Pick<Case, 'pod' | 'namespaceObject' | 'cluster'>,
  results: Answer['results'],
  profiles: Map<string, Profile>,
): void {
  for (const recorded of results) {
    for (const id of recorded.profiles) {
      const profile = profiles.get(id);
      if (profile === undefined) continue;
      const sets = one.cluster.filter(({ kind }) => kind === 'SidecarSet').map(manifestOf);
      const ours = inject(one.pod, sets, contextOf(one, profile)).map((injection) => outcomeOf(injection, one.pod));
      const theirs = (recorded.outcomes ?? [recorded]).map(recordedOutcome);
      compare(tally, `${what} ${id}`, sorted(ours), sorted(theirs));
    }
  }
}

const sorted = (outcomes: JsonValue[]): JsonValue[] =>
  outcomes.sort((a, b) => (canonicalText(a) < canonicalText(b) ? -1 : 1));

function contextOf(one: Pick<Case, 'pod' | 'namespaceObject' | 'cluster'>, profile: Profile): InjectionContext {
  const name = stringAt(one.pod, 'metadata', 'namespace') || 'default';
  // Labels of a recorded Namespace are text.
  const labels = (valueAt(one.namespaceObject, 'metadata', 'labels') ?? {}) as Record<string, string>;
  return {
    release: profile.release,
    gates: profile.gates,
    namespace: { labels: { 'kubernetes.io/metadata.name': name, ...labels }, known: true },
    revisions: one.cluster.filter(
      (object) => object.kind === 'ControllerRevision' && stringAt(object, 'metadata', 'namespace') === 'kruise-system',
    ),
  };
}

function outcomeOf({ pod, changed, denied }: Injection, written: JsonObject): JsonValue {
  if (denied !== undefined) return { denied };
  if (!changed) return { unchanged: true };
  const labels = valueAt(pod, 'metadata', 'labels') ?? null;
  const changedLabels = canonicalText(labels) === canonicalText(valueAt(written, 'metadata', 'labels')) ? null : labels;
  return normal({
    spec: objectAt(pod, 'spec') ?? {},
    annotations: objectAt(pod, 'metadata', 'annotations') ?? {},
    ...(changedLabels !== null && { labels: changedLabels }),
  });
}

function recordedOutcome({ denied, unchanged, spec, annotations, labels }: Outcome): JsonValue {
  if (denied !== undefined) return { denied };
  if (unchanged === true) return { unchanged };
  return normal({ spec: spec ?? {}, annotations: annotations ?? {}, ...(labels && { labels }) });
}

/** The annotations that hold JSON are compared as JSON. */
function normal(outcome: JsonObject): JsonObject {
  const annotations = { ...objectAt(outcome, 'annotations') };
  for (const key of ['kruise.io/sidecarset-hash', 'kruise.io/sidecarset-hash-without-image']) {
    const text = annotations[key];
    if (typeof text === 'string' && text !== '') annotations[key] = canonicalText(JSON.parse(text));
  }
  return { ...outcome, annotations };
}
