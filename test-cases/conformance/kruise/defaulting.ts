import type { JsonObject } from '../../../src/model/index.ts';
import { storeSidecarSet } from '../../../src/openkruise/store/store.ts';
import type { Tally } from '../tally.ts';
import { compare, joined, manifestOf, type Profile } from './recording.ts';

interface Case {
  id: string;
  note: string;
  object: JsonObject;
}

interface Answer {
  results: { profiles: string[]; notStored?: unknown; metadata?: JsonObject; spec?: JsonObject }[];
}

export async function defaulting(dir: string, profiles: Map<string, Profile>, tally: Tally): Promise<void> {
  for await (const [one, answer] of joined<Case, Answer>(dir, 'defaulting-cases.jsonl', 'defaulting-results.jsonl')) {
    for (const recorded of answer.results) {
      for (const id of recorded.profiles) {
        const profile = profiles.get(id);
        if (profile === undefined) continue;
        const stored = storeSidecarSet(manifestOf(one.object), profile.release);
        const { metadata = null, spec = null } = stored.object;
        const ours = stored.refusal === undefined ? { metadata, spec } : {};
        const theirs =
          recorded.notStored === undefined ? { metadata: recorded.metadata ?? null, spec: recorded.spec ?? null } : {};
        compare(tally, `${one.id} ${id} defaulting: ${one.note}`, ours, theirs);
      }
    }
  }
}
