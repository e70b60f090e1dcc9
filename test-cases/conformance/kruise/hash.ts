import type { JsonObject } from '../../../src/model/index.ts';
import { hashInput } from '../../../src/openkruise/store/hash.ts';
import { storeSidecarSet } from '../../../src/openkruise/store/store.ts';
import type { Tally } from '../tally.ts';
import { compare, joined, manifestOf, type Profile } from './recording.ts';

interface Case {
  id: string;
  note: string;
  old: JsonObject;
  object: JsonObject;
}

interface Answer {
  results: { profiles: string[]; hashChanged: boolean; hashWithoutImageChanged: boolean }[];
}

export async function hash(dir: string, profiles: Map<string, Profile>, tally: Tally): Promise<void> {
  for await (const [one, answer] of joined<Case, Answer>(dir, 'hash-cases.jsonl', 'hash-results.jsonl')) {
    for (const { profiles: ids, hashChanged, hashWithoutImageChanged } of answer.results) {
      for (const id of ids) {
        const release = profiles.get(id)?.release;
        if (release === undefined) continue;
        const of = (object: JsonObject) => hashInput(storeSidecarSet(manifestOf(object), release).object, release);
        const [before, after] = [of(one.old), of(one.object)];
        const ours = {
          hashChanged: before.whole !== after.whole,
          hashWithoutImageChanged: before.withoutImages !== after.withoutImages,
        };
        compare(tally, `${one.id} ${id} hash: ${one.note}`, ours, { hashChanged, hashWithoutImageChanged });
      }
    }
  }
}
