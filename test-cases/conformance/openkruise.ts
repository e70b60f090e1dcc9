import { corpus } from './kruise/corpus.ts';
import { defaulting } from './kruise/defaulting.ts';
import { hash } from './kruise/hash.ts';
import { injection } from './kruise/injection.ts';
import { readProfiles } from './kruise/recording.ts';
import { validation } from './kruise/validation.ts';
import type { Tally } from './tally.ts';

const parts = { defaulting, validation, injection, hash, corpus };

/** Compares what is said of SidecarSets, and made of pods, with the recorded answers of the webhooks. One line per part, then the differences. */
export async function openkruise(dir: string): Promise<Tally> {
  const profiles = await readProfiles(dir);
  const total: Tally = { passed: 0, failed: 0, skipped: 0, lines: [] };
  for (const [name, part] of Object.entries(parts)) {
    const tally: Tally = { passed: 0, failed: 0, skipped: 0, lines: [] };
    await part(dir, profiles, tally);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    total.lines.push(
      `${name}: ${tally.passed} equal, ${tally.failed} differ, ${tally.skipped} skipped`,
      ...tally.lines,
    );
  }
  return total;
}
