import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, Manifest } from '../../../src/model/index.ts';
import { manifests, parse } from '../../../src/source/index.ts';
import type { Tally } from '../tally.ts';
import { compareResults, type Answer as Injected } from './injection.ts';
import { jsonLines, type Profile } from './recording.ts';
import { compareVerdicts, type Answer as Verdicts } from './validation.ts';

interface Case extends Verdicts {
  id: string;
  file: string;
  document: number;
  namespaceObject?: JsonObject;
  pods: { pod: JsonObject; results: Injected['results'] }[];
}

/** The SidecarSets of the corpus that lies beside the recordings, each with the pods made to match it. */
export async function corpus(dir: string, profiles: Map<string, Profile>, tally: Tally): Promise<void> {
  const folder = join(dir, '..', '..', 'corpus');
  for await (const one of jsonLines<Case>(join(dir, 'corpus.jsonl'))) {
    const set = existsSync(join(folder, one.file)) ? documentOf(join(folder, one.file), one.document) : undefined;
    if (set === undefined) {
      tally.skipped += one.verdicts.flatMap(({ profiles: ids }) => ids).length;
      tally.lines.push(`${one.id}: ${one.file} is not there to be read`);
      continue;
    }
    const what = `${one.id} ${one.file}#${one.document}`;
    compareVerdicts(tally, what, { object: set.object }, one.verdicts, profiles);
    for (const { pod, results } of one.pods) {
      const cluster = [set.object];
      const { namespaceObject } = one;
      compareResults(tally, what, { pod, cluster, ...(namespaceObject && { namespaceObject }) }, results, profiles);
    }
  }
}

function documentOf(file: string, index: number): Manifest | undefined {
  const found = manifests(parse({ uri: file, text: readFileSync(file, 'utf8') }));
  return found.find(({ origin }) => origin?.document.index === index);
}
