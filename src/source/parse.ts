import type { ParsedSource, Range, Source, SourceDocument, SourceProblem } from '../model/index.ts';
import { documentSkip, namesNoKind, sourceSkip } from './classify.ts';
import { isJson, jsonReader } from './json-reader.ts';
import { Positions } from './positions.ts';
import type { Locate, Reader, TextProblem } from './reading.ts';
import { type Chunk, type Split, split } from './split.ts';
import { splitAgain } from './split-again.ts';
import { yamlReader } from './yaml-reader.ts';

/**
 * Reads a text as Kubernetes' clients do: split at `---` lines, each document YAML 1.1 as go-yaml reads it, or JSON. Never throws on
 * bad input: what is wrong with a document stands in its `problems`, and the others are read all the same.
 */
export function parse(source: Source): ParsedSource {
  const whole = sourceSkip(source);
  if (whole) return { source, documents: [], problems: [], skip: whole };
  const result = split(source.text);
  return joined(source, result, result.chunks.map(read));
}

/** How the texts of live runs were cut. */
const cuts = new WeakMap<ParsedSource, Split>();

/**
 * The same for the next version of a text. Documents whose text has not changed are those of `before`, moved to where they stand now:
 * `before` must not be used any more. `undefined` for the first version.
 */
export function parseAgain(source: Source, before: ParsedSource | undefined): ParsedSource {
  const whole = sourceSkip(source);
  if (whole) return { source, documents: [], problems: [], skip: whole };
  const cut = (before && cuts.get(before)) ?? { chunks: [] };
  const old = before?.documents ?? [];
  const result = splitAgain(source.text, { ...cut, text: before?.source.text ?? '' });
  const { head, tail } = result;
  const known = byText(old.slice(head, old.length - tail));
  const chunks: Chunk[] = [];
  const documents = result.chunks.map((chunk, index) => {
    const isLate = index >= result.chunks.length - tail;
    const same = isLate ? old[index - result.chunks.length + old.length] : index < head ? old[index] : undefined;
    const document = same ?? known.get(chunk.text)?.shift();
    if (same !== undefined) chunks.push(chunk);
    else {
      // A part of a string keeps the whole of it in memory, and documents outlive the text they were cut from.
      const text = document === undefined ? ` ${chunk.text}`.slice(1) : (placing.get(document)?.text ?? '');
      chunks.push({ ...chunk, text });
    }
    const own = chunks[index] ?? chunk;
    if (document === undefined) return read(own, index);
    move(document, own, index);
    return document;
  });
  const parsed = joined(source, result, documents);
  cuts.set(parsed, { ...result, chunks });
  return parsed;
}

function byText(documents: readonly SourceDocument[]): Map<string, SourceDocument[]> {
  const known = new Map<string, SourceDocument[]>();
  for (const document of documents) {
    const { text = '' } = placing.get(document) ?? {};
    const same = known.get(text);
    if (same === undefined) known.set(text, [document]);
    else same.push(document);
  }
  return known;
}

function joined(source: Source, { badSeparator }: Split, documents: SourceDocument[]): ParsedSource {
  const problems: SourceProblem[] = badSeparator
    ? [{ kind: 'yaml-syntax', message: separatorMessage, range: badSeparator }]
    : [];
  return withSkip({ source, documents, problems });
}

const separatorMessage =
  'Behind `---` only a comment may stand: Kubernetes’ reader gives up here and reads neither the document before nor anything below. Put what follows on its own line.';

/** The text is passed over as a whole when nothing in it can be linted and nothing is wrong with it. */
function withSkip(parsed: ParsedSource): ParsedSource {
  const { documents, problems, source } = parsed;
  const filled = documents.filter(({ value }) => value !== null);
  const broken = filled.find(({ value, skip }) => value === undefined && !skip);
  const [problem] = broken?.problems ?? [];
  if (
    problem !== undefined &&
    filled.every(({ value, skip }) => value === undefined || skip) &&
    namesNoKind(source.text)
  ) {
    const reason = `Names no apiVersion or kind, and cannot be read (line ${problem.range.start.line + 1}: ${problem.message})`;
    return { ...parsed, skip: { kind: 'not-kubernetes', reason } };
  }
  if (problems.length > 0 || filled.some(({ skip }) => !skip)) return parsed;
  const skip = filled[0]?.skip ?? { kind: 'empty', reason: 'No document in it: only blank lines and comments.' };
  const { document: _, ...reason } = skip;
  return { ...parsed, skip: reason };
}

/** What moving a document needs. */
const placing = new WeakMap<SourceDocument, { text: string; positions: Positions; problems: readonly TextProblem[] }>();

function move(document: SourceDocument, chunk: Chunk, index: number): void {
  if (document.index === index && document.range.start.line === chunk.firstLine) return;
  const { positions, problems = [] } = placing.get(document) ?? {};
  document.index = index;
  document.range = linesOf(chunk);
  if (document.skip !== undefined) document.skip = { ...document.skip, document: index };
  if (positions === undefined) return;
  positions.firstLine = chunk.firstLine;
  document.problems = problems.map((problem) => placed(problem, positions));
}

function read(chunk: Chunk, index: number): SourceDocument {
  const reader: Reader = isJson(chunk.text) ? jsonReader : yamlReader;
  const positions = new Positions(chunk.text, chunk.firstLine);
  const { value, problems } = reader.read(chunk.text);
  const skip = documentSkip(chunk.text, index, value, problems);
  const refused = value === undefined;
  const shown = skip ? [] : problems;
  let locate: Locate | undefined;
  const document: SourceDocument = {
    index,
    value,
    problems: shown.map((problem) => placed(problem, positions)),
    range: linesOf(chunk),
    rangeOf(pointer, part) {
      if (refused) return undefined;
      locate ??= reader.locator(chunk.text);
      const span = locate(pointer, part);
      return span && positions.range(span);
    },
    ...(skip && { skip }),
  };
  placing.set(document, { text: chunk.text, positions, problems: shown });
  return document;
}

function linesOf({ firstLine, lines }: Chunk): Range {
  return { start: { line: firstLine, column: 0 }, end: { line: firstLine + lines, column: 0 } };
}

function placed({ span, related, ...problem }: TextProblem, positions: Positions): SourceProblem {
  return {
    ...problem,
    range: positions.range(span),
    ...(related && { related: related.map(({ message, span }) => ({ message, range: positions.range(span) })) }),
  };
}
