import { RE2JS } from 're2js';
import { judgePod } from '../../../src/apiserver/index.ts';
import { type JsonObject, member, stringAt, valueAt } from '../../../src/model/index.ts';
import type { KruiseCause } from '../../../src/openkruise/index.ts';
import { storeSidecarSet } from '../../../src/openkruise/store/store.ts';
import { schemaCauses } from '../../../src/openkruise/validate/metadata.ts';
import { validate } from '../../../src/openkruise/validate/validate.ts';
import type { Tally } from '../tally.ts';
import { compare, joined, manifestOf, type Profile } from './recording.ts';

interface Case {
  object: JsonObject;
  old?: JsonObject;
  cluster?: JsonObject[];
}

interface Recorded {
  reason: string;
  field?: string;
  slug?: string;
}

export interface Answer {
  verdicts: { profiles: string[]; allowed: boolean; crd?: Recorded[]; errors?: Recorded[] }[];
}

export async function validation(dir: string, profiles: Map<string, Profile>, tally: Tally): Promise<void> {
  const cases = joined<Case & { id: string; topic: string; note: string }, Answer>(
    dir,
    'validation-cases.jsonl',
    'validation-verdicts.jsonl',
  );
  for await (const [one, { verdicts }] of cases) {
    compareVerdicts(tally, `${one.id} ${one.topic}: ${one.note}`, one, verdicts, profiles);
  }
}

export function compareVerdicts(
  tally: Tally,
  what: string,
  one: Case,
  verdicts: Answer['verdicts'],
  profiles: Map<string, Profile>,
): void {
  for (const recorded of verdicts) {
    for (const id of recorded.profiles) {
      const profile = profiles.get(id);
      if (profile === undefined) continue;
      const theirs = [...lines('crd', recorded.crd), ...lines('webhook', recorded.errors)].sort();
      compare(tally, `${what} ${id}`, verdictOf(one, profile), theirs);
    }
  }
}

const lines = (from: string, causes: Recorded[] = []): string[] =>
  causes.map(({ reason, field, slug }) => `${from} ${slug ?? reason} ${field ?? ''}`);

function verdictOf(one: Case, profile: Profile): string[] {
  const { release, gates } = profile;
  const stored = storeSidecarSet(manifestOf(one.object), release);
  if (stored.refusal !== undefined) return lines('webhook', [{ reason: stored.refusal }]);
  const cluster = one.cluster ?? [];
  const old = one.old && storeSidecarSet(manifestOf(one.old), release).object;
  const crd = schemaCauses(stored.object, release);
  const causes = validate(stored.object, old, {
    release,
    others: cluster
      .filter((object) => object.kind === 'SidecarSet')
      .map((object) => storeSidecarSet(manifestOf(object), release).object)
      .sort((a, b) => (stringAt(a, 'metadata', 'name') < stringAt(b, 'metadata', 'name') ? -1 : 1)),
    namespaceLabels: (name) => namespaceLabels(cluster, name),
    revisions: cluster.filter(
      (object) => object.kind === 'ControllerRevision' && stringAt(object, 'metadata', 'namespace') === 'kruise-system',
    ),
    configuration: configurationOf(cluster),
    allowsAnyPatch: gates.SidecarSetPatchPodMetadataDefaultsAllowed === true,
    compile,
    checkPod: judgePod,
  });
  return [...lines('crd', crd), ...lines('webhook', causes.map(recordedForm))].sort();
}

function compile(pattern: string): ((text: string) => boolean) | undefined {
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.matcher(text).find();
  } catch {
    return undefined;
  }
}

const recordedForm = ({ reason, field }: KruiseCause): Recorded =>
  reason.startsWith('panic') ? { reason } : { reason, field };

function namespaceLabels(cluster: readonly JsonObject[], name: string): Record<string, string> | undefined {
  const found = cluster.find((object) => object.kind === 'Namespace' && stringAt(object, 'metadata', 'name') === name);
  if (found === undefined) return undefined;
  // Labels of a recorded Namespace are text.
  const labels = (valueAt(found, 'metadata', 'labels') ?? {}) as Record<string, string>;
  return { ...labels, 'kubernetes.io/metadata.name': name };
}

function configurationOf(cluster: readonly JsonObject[]): JsonObject | null {
  const found = cluster.find(
    (object) =>
      object.kind === 'ConfigMap' &&
      stringAt(object, 'metadata', 'namespace') === 'kruise-system' &&
      stringAt(object, 'metadata', 'name') === 'kruise-configuration',
  );
  // The data of a recorded ConfigMap is a map of text.
  return found === undefined ? null : ((member(found, 'data') ?? {}) as JsonObject);
}
