import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue, ParsedSource } from '../../src/model/index.ts';
import { parse } from '../../src/source/index.ts';
import { canonical, jsonLines } from './json.ts';
import type { Tally } from './tally.ts';

interface Case {
  id: string;
  text: string;
}

interface Recorded {
  id: string;
  docs: { value?: JsonValue; error?: string; strict?: string }[];
  splitError?: string;
}

interface RecordedFile {
  id: string;
  docs: { sha256?: string; bytes?: number; null?: boolean; error?: string }[];
}

/** How a text came out. One-sided: one reader refuses a document that the other reads; never a difference in what both read. */
interface Outcome {
  kind: 'equal' | 'differing' | 'one-sided';
  lines: string[];
}

/** At most one text in so many may be refused by one side only. */
const oneSidedShare = 50;

/** Compares what `parse` makes of recorded texts, and of corpus files below `root`, with what Kubernetes' own reader made of them. */
export async function yaml(dir: string, root: string): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, lines: [] };
  const cases = jsonLines<Case>(join(dir, 'cases.jsonl'));
  const recorded = new Map(jsonLines<Recorded>(join(dir, 'results.jsonl')).map((result) => [result.id, result]));
  const outcomes = cases.map((one) => compare(one, recorded.get(one.id)));
  const corpus = join(dir, 'corpus.jsonl');
  if (existsSync(corpus)) outcomes.push(...compareFiles(jsonLines<RecordedFile>(corpus), root, tally));
  count(outcomes, tally);
  return tally;
}

function count(outcomes: Outcome[], tally: Tally): void {
  const of = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind);
  const [equal, differing, oneSided] = [of('equal'), of('differing'), of('one-sided')];
  const allowed = oneSided.length * oneSidedShare <= outcomes.length;
  tally.passed += equal.length + (allowed ? oneSided.length : 0);
  tally.failed += differing.length + (allowed ? 0 : oneSided.length);
  const verdict = allowed ? 'allowed' : 'too many';
  tally.lines.push(
    ...outcomes.flatMap(({ lines }) => lines),
    `${equal.length} equal, ${differing.length} differing, ${oneSided.length} refused by one side only (${verdict}: at most 1 in ${oneSidedShare})`,
  );
}

function compare({ id, text }: Case, recorded: Recorded | undefined): Outcome {
  if (!recorded) return { kind: 'differing', lines: [`${id}: no result is recorded`] };
  const parsed = parse({ uri: `${id}.yaml`, text });
  const theirs = recorded.docs.map(({ value, error }) => (error === undefined ? canonical(value ?? null) : undefined));
  const outcome = compareDocuments(id, parsed, theirs, (at) => recorded.docs[at]?.error ?? '', canonical);
  const splits = (recorded.splitError !== undefined) === parsed.problems.length > 0;
  if (!splits)
    outcome.lines.push(`${id}: splitting: ours ${parsed.problems.length > 0}, recorded ${recorded.splitError}`);
  const strict = strictLines(id, parsed, recorded);
  outcome.lines.push(...strict);
  return splits && strict.every((line) => line.endsWith(mergedKey)) ? outcome : { ...outcome, kind: 'differing' };
}

const mergedKey = '(a merged key: no finding by design)';

/** Duplicate keys. That a key overrides a merged one is what `<<` is for, though Go's strict reader counts it. */
function strictLines(id: string, parsed: ParsedSource, recorded: Recorded): string[] {
  return recorded.docs.flatMap(({ error, strict }, at) => {
    const document = parsed.documents[at];
    const ours = document?.problems.some(({ kind }) => kind === 'duplicate-key') ?? false;
    if (error !== undefined || document?.value === undefined || ours === (strict !== undefined)) return [];
    const merged = !ours && /<</.test(parsed.source.text) ? ` ${mergedKey}` : '';
    return [`${id}#${at}: duplicate key: ours ${ours}, recorded ${strict}${merged}`];
  });
}

function compareFiles(files: RecordedFile[], root: string, tally: Tally): Outcome[] {
  const present = files.filter(({ id }) => existsSync(join(root, id)));
  tally.skipped += files.length - present.length;
  if (present.length < files.length)
    tally.lines.push(`${files.length - present.length} corpus files are not below ${root}`);
  return present.map(({ id, docs }) => {
    const parsed = parse({ uri: id, text: readFileSync(join(root, id), 'utf8') });
    const theirs = docs.map((one) =>
      one.error === undefined ? (one.null ? 'null' : `${one.sha256} ${one.bytes}`) : undefined,
    );
    return compareDocuments(id, parsed, theirs, (at) => docs[at]?.error ?? '', hashed);
  });
}

/** `theirs`: each document in `form`, undefined where the recording refuses it. */
function compareDocuments(
  id: string,
  parsed: ParsedSource,
  theirs: (string | undefined)[],
  reason: (at: number) => string,
  form: (value: JsonValue) => string,
): Outcome {
  const refusedWhole = parsed.skip?.kind === 'binary' && theirs.every((text) => text === undefined);
  if (refusedWhole) return { kind: 'equal', lines: [] };
  const { documents } = parsed;
  if (documents.length !== theirs.length)
    return { kind: 'differing', lines: [`${id}: ours ${documents.length} documents, recorded ${theirs.length}`] };
  const differing: string[] = [];
  const oneSided: string[] = [];
  for (const [at, document] of documents.entries()) {
    const ours = document.value === undefined ? undefined : form(document.value);
    const recorded = theirs[at];
    if (ours === recorded) continue;
    if (ours === undefined)
      oneSided.push(`${id}#${at}: refused here only: ${document.problems[0]?.message ?? document.skip?.reason}`);
    else if (recorded === undefined) oneSided.push(`${id}#${at}: refused by the recording only: ${reason(at)}`);
    else differing.push(`${id}#${at}: values differ`, `  ours:     ${ours}`, `  recorded: ${recorded}`);
  }
  const kind = differing.length > 0 ? 'differing' : oneSided.length > 0 ? 'one-sided' : 'equal';
  return { kind, lines: [...differing, ...oneSided] };
}

function hashed(value: JsonValue): string {
  if (value === null) return 'null';
  const text = canonical(value);
  return `${createHash('sha256').update(text).digest('hex').slice(0, 16)} ${Buffer.byteLength(text)}`;
}
