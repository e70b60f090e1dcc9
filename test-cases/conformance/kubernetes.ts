import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type JudgeOptions, judgeAll, readJson } from '../../src/apiserver/index.ts';
import {
  isObject,
  type JsonObject,
  listAt,
  type Manifest,
  type SourceDocument,
  type Target,
} from '../../src/model/index.ts';
import { asSent } from '../../src/request.ts';
import { parse } from '../../src/source/index.ts';
import { parseTarget } from '../../src/target/index.ts';
import { differing, firstDifference, type Recorded, recordedLines, verdictLines } from './kubernetes-compare.ts';
import { withinScope } from './kubernetes-scope.ts';
import type { Tally } from './tally.ts';

interface Case {
  id: string;
  row: string;
  object?: JsonObject;
  raw?: string;
  old?: JsonObject;
  subresource?: 'resize' | 'ephemeralcontainers';
}

interface CorpusDocument {
  file: string;
  doc: number;
  item?: number;
  part?: 'decode';
  verdicts: Recorded[];
}

interface Comparison {
  /** Only unknown fields and wrong types are recorded. */
  decodingOnly: boolean;
  options: JudgeOptions;
}

export interface KubernetesTally extends Tally {
  /** Verdicts (case × profile) by row of the parity table; 'corpus' for documents. */
  rows: Map<string, { equal: number; differing: number }>;
}

/** How many differences are printed per row; all are counted. */
const shownPerRow = 5;

/**
 * Compares what the judge says with what API servers said, in every profile: `cases.jsonl` with `verdicts.jsonl`, and `corpus.jsonl` with the
 * files below `root`. A recording may hold either or both.
 */
export async function kubernetes(dir: string, root: string): Promise<KubernetesTally> {
  const run = new Run();
  if (existsSync(join(dir, 'cases.jsonl'))) {
    const verdicts = new Map<string, Recorded[]>();
    const file = join(dir, 'verdicts.jsonl');
    for await (const { id, verdicts: recorded } of jsonLines<{ id: string; verdicts: Recorded[] }>(file)) {
      verdicts.set(id, recorded);
    }
    for await (const one of jsonLines<Case>(join(dir, 'cases.jsonl'))) run.case(one, verdicts.get(one.id) ?? []);
  }
  if (existsSync(join(dir, 'corpus.jsonl'))) {
    for await (const document of jsonLines<CorpusDocument>(join(dir, 'corpus.jsonl'))) run.document(document, root);
  }
  return run.finish();
}

class Run {
  readonly #tally: KubernetesTally = { passed: 0, failed: 0, skipped: 0, lines: [], rows: new Map() };
  readonly #shown = new Map<string, number>();
  readonly #skips = new Map<string, number>();
  readonly #outOfScope = new Map<string, string>();
  readonly #files = new Map<string, ReadFile | undefined>();

  case({ id, row, object, raw, old, subresource }: Case, recorded: Recorded[]): void {
    const text = raw === undefined ? undefined : readJson(raw);
    const value = text?.value ?? object;
    const options: JudgeOptions = {
      ...(text === undefined ? {} : { text }),
      ...(old === undefined ? {} : { old: manifestOf(old).object }),
      ...(subresource === undefined ? {} : { subresource }),
    };
    if (isObject(value)) this.#compare(id, row, manifestOf(value), recorded, { decodingOnly: false, options });
    else this.#difference(row, [`${id}: no object`], 1);
  }

  document({ file, doc, item, part, verdicts }: CorpusDocument, root: string): void {
    const found = this.#read(file, root);
    if (found === undefined) {
      this.#skip(`files of the corpus that are not below ${root}`, verdicts);
      return;
    }
    const value = found.documents.find(({ index }) => index === doc + found.lead)?.value;
    const object = item === undefined ? value : listAt(value, 'items')[item];
    const id = `${file}#${doc}${item === undefined ? '' : `/items/${item}`}`;
    const how = { decodingOnly: part === 'decode', options: {} };
    if (isObject(object)) this.#compare(id, 'corpus', manifestOf(asSent(object)), verdicts, how);
    else
      this.#difference(
        'corpus',
        [`${id}: no such document was read`],
        verdicts.flatMap(({ profiles }) => profiles).length,
      );
  }

  finish(): KubernetesTally {
    for (const [reason, count] of this.#skips) this.#tally.lines.push(`skipped ${count}: ${reason}`);
    for (const [pair, why] of this.#outOfScope) this.#tally.lines.push(`out of scope: ${pair}: ${why}`);
    this.#tally.skipped += this.#outOfScope.size;
    return this.#tally;
  }

  #compare(id: string, row: string, manifest: Manifest, recorded: Recorded[], how: Comparison): void {
    const { decodingOnly, options } = how;
    const asked = recorded.flatMap((verdict) => verdict.profiles.map((profile) => ({ profile, verdict })));
    const targets = asked.map(({ profile }) => targetOf(profile));
    const verdicts = judgeAll(manifest, targets, options);
    for (const [index, { profile, verdict }] of asked.entries()) {
      const given = verdicts[index];
      if (given === undefined) continue;
      const ours = verdictLines(given, verdict);
      const all = recordedLines(verdict);
      const theirs = withinScope(all, this.#outOfScope);
      // Warnings come with acceptance only: a refusal out of scope hides them.
      const warned = theirs.errors.length > 0 || all.errors.length === 0;
      const members = differing(ours, theirs).filter((member) => {
        if (member === 'warnings') return warned && !decodingOnly;
        return !decodingOnly || member === 'unknown' || member === 'decodeError';
      });
      if (members.length === 0) this.#equal(row);
      else
        this.#difference(
          row,
          members.map((member) => `${id} ${profile} ${member}: ${firstDifference(ours[member], theirs[member])}`),
          1,
        );
    }
  }

  #equal(row: string): void {
    this.#tally.passed += 1;
    this.#row(row).equal += 1;
  }

  #difference(row: string, lines: string[], count: number): void {
    this.#tally.failed += count;
    const counts = this.#row(row);
    counts.differing += count;
    const shown = this.#shown.get(row) ?? 0;
    this.#shown.set(row, shown + 1);
    if (shown < shownPerRow) this.#tally.lines.push(...lines);
  }

  #row(row: string): { equal: number; differing: number } {
    const counts = this.#tally.rows.get(row) ?? { equal: 0, differing: 0 };
    this.#tally.rows.set(row, counts);
    return counts;
  }

  #skip(reason: string, recorded: Recorded[]): void {
    const count = recorded.flatMap(({ profiles }) => profiles).length;
    this.#tally.skipped += count;
    this.#skips.set(reason, (this.#skips.get(reason) ?? 0) + count);
  }

  #read(file: string, root: string): ReadFile | undefined {
    if (!this.#files.has(file)) {
      const path = join(root, file);
      this.#files.set(file, existsSync(path) ? readFile(file, readFileSync(path, 'utf8')) : undefined);
    }
    return this.#files.get(file);
  }
}

interface ReadFile {
  documents: readonly SourceDocument[];
  /** Documents in front of the first one that the recording counts: it passes over comments before the first separator. */
  lead: number;
}

function readFile(uri: string, text: string): ReadFile {
  const { documents } = parse({ uri, text });
  return { documents, lead: documents[0]?.value === null && !text.startsWith('---') ? 1 : 0 };
}

const targets = new Map<string, Target>();

/** A recorded profile is named as `--target` spells it. */
function targetOf(profile: string): Target {
  const target = targets.get(profile) ?? parseTarget(profile);
  targets.set(profile, target);
  return target;
}

/** A manifest as the recording took it: an object without a name is called x. */
function manifestOf(object: JsonObject): Manifest {
  const { apiVersion, kind, metadata } = object;
  const version = typeof apiVersion === 'string' ? apiVersion : '';
  const meta: JsonObject = isObject(metadata) ? metadata : {};
  const unnamed = [meta.name, meta.generateName].every((name) => name === undefined || name === null || name === '');
  const replaceable = isObject(metadata) || metadata === undefined || metadata === null;
  return {
    object: unnamed && replaceable ? { ...object, metadata: { ...meta, name: 'x' } } : object,
    apiVersion: version,
    kind: typeof kind === 'string' ? kind : '',
    group: version.includes('/') ? version.slice(0, version.indexOf('/')) : '',
    name: typeof meta.name === 'string' ? meta.name : '',
    namespace: typeof meta.namespace === 'string' ? meta.namespace : '',
  };
}

async function* jsonLines<Line>(file: string): AsyncGenerator<Line> {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    // The format is described in the README beside the recording.
    if (line.trim() !== '') yield JSON.parse(line) as Line;
  }
}
