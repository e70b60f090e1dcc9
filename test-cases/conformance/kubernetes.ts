import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { judge } from '../../src/apiserver/index.ts';
import type { JsonObject, Manifest, Target } from '../../src/model/index.ts';
import { parseTarget } from '../../src/target/index.ts';
import { differing, type Recorded, recordedLines, verdictLines } from './kubernetes-compare.ts';
import type { Tally } from './tally.ts';

interface Case {
  id: string;
  row: string;
  object?: JsonObject;
  raw?: string;
  old?: JsonObject;
  subresource?: string;
}

interface Count {
  equal: number;
  differing: number;
}

export interface KubernetesTally extends Tally {
  /** Verdicts (case × profile) by row of the parity table. */
  rows: Map<string, Count>;
}

/** How many differences are printed per row; all are counted. */
const shownPerRow = 5;

/** Compares what the judge says about every recorded case, in every profile, with what the API servers said. */
export async function kubernetes(dir: string): Promise<KubernetesTally> {
  const tally: KubernetesTally = { passed: 0, failed: 0, skipped: 0, lines: [], rows: new Map() };
  const verdicts = new Map<string, Recorded[]>();
  for await (const { id, verdicts: recorded } of jsonLines<{ id: string; verdicts: Recorded[] }>(
    `${dir}/verdicts.jsonl`,
  )) {
    verdicts.set(id, recorded);
  }
  for await (const one of jsonLines<Case>(`${dir}/cases.jsonl`)) compareCase(tally, one, verdicts.get(one.id) ?? []);
  return tally;
}

function compareCase(tally: KubernetesTally, one: Case, recorded: Recorded[]): void {
  if (one.old !== undefined || one.subresource !== undefined || one.object === undefined) {
    tally.skipped += recorded.flatMap(({ profiles }) => profiles).length;
    return;
  }
  const manifest = manifestOf(one.object);
  const count = tally.rows.get(one.row) ?? { equal: 0, differing: 0 };
  tally.rows.set(one.row, count);
  for (const verdict of recorded) {
    for (const profile of verdict.profiles) {
      const theirs = recordedLines(verdict);
      const ours = verdictLines(judge(manifest, targetOf(profile)), verdict);
      const members = differing(ours, theirs);
      if (members.length === 0) {
        tally.passed += 1;
        count.equal += 1;
        continue;
      }
      tally.failed += 1;
      count.differing += 1;
      if (count.differing > shownPerRow) continue;
      for (const member of members) {
        tally.lines.push(`${one.id} ${profile} ${member}: ${firstDifference(ours[member], theirs[member])}`);
      }
    }
  }
}

/** Both sides from the first place on where they part. */
function firstDifference(ours: readonly string[], theirs: readonly string[]): string {
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  const from = at < 0 ? ours.length : at;
  return `ours [${ours.slice(from).join(', ')}] theirs [${theirs.slice(from).join(', ')}]`;
}

const targets = new Map<string, Target>();

/** A recorded profile is named as `--target` spells it. */
export function targetOf(profile: string): Target {
  const target = targets.get(profile) ?? parseTarget(profile);
  targets.set(profile, target);
  return target;
}

/** A manifest as the recording took it: an object without a name is called x. */
export function manifestOf(object: JsonObject): Manifest {
  const { apiVersion, kind, metadata } = object;
  const version = typeof apiVersion === 'string' ? apiVersion : '';
  const named: JsonObject =
    typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? { ...metadata } : {};
  if (named.name === undefined && named.generateName === undefined) named.name = 'x';
  const complete =
    metadata === undefined || metadata === null || typeof metadata === 'object'
      ? { ...object, metadata: named }
      : object;
  return {
    object: complete,
    apiVersion: version,
    kind: typeof kind === 'string' ? kind : '',
    group: version.includes('/') ? version.slice(0, version.indexOf('/')) : '',
    name: typeof named.name === 'string' ? named.name : '',
    namespace: typeof named.namespace === 'string' ? named.namespace : '',
  };
}

async function* jsonLines<Line>(file: string): AsyncGenerator<Line> {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    // The format is described in the README beside the recording.
    if (line.trim() !== '') yield JSON.parse(line) as Line;
  }
}
