import type { ParsedSource, Range, Source, SourceDocument, SourceProblem } from '../model/index.ts';
import { documentSkip, namesNoKind, sourceSkip } from './classify.ts';
import { isJson, jsonReader } from './json-reader.ts';
import { Positions } from './positions.ts';
import type { Locate, Reader, TextProblem } from './reading.ts';
import { type Chunk, split } from './split.ts';
import { yamlReader } from './yaml-reader.ts';

/**
 * Reads a text as Kubernetes' clients do: split at `---` lines, each document YAML 1.1 as go-yaml reads it, or JSON. Never throws on
 * bad input: what is wrong with a document stands in its `problems`, and the others are read all the same.
 */
export function parse(source: Source): ParsedSource {
  const whole = sourceSkip(source);
  if (whole) return { source, documents: [], problems: [], skip: whole };
  const { chunks, badSeparator } = split(source.text);
  const documents = chunks.map(read);
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

function read(chunk: Chunk, index: number): SourceDocument {
  const reader: Reader = isJson(chunk.text) ? jsonReader : yamlReader;
  const positions = new Positions(chunk.text, chunk.firstLine);
  const { value, problems } = reader.read(chunk.text);
  const skip = documentSkip(chunk.text, index, value, problems);
  const refused = value === undefined;
  let locate: Locate | undefined;
  return {
    index,
    value,
    problems: skip ? [] : problems.map((problem) => placed(problem, positions)),
    range: linesOf(chunk),
    rangeOf(pointer, part) {
      if (refused) return undefined;
      locate ??= reader.locator(chunk.text);
      const span = locate(pointer, part);
      return span && positions.range(span);
    },
    ...(skip && { skip }),
  };
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
