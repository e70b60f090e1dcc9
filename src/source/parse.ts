import type {
  JsonValue,
  ParsedSource,
  Part,
  Pointer,
  Range,
  Source,
  SourceDocument,
  SourceProblem,
} from '../model/index.ts';
import { Builder, Refused } from './build.ts';
import { type Chunk, split } from './split.ts';
import { readTree } from './yaml-tree.ts';

/** Reads a text as Kubernetes' clients do. Never throws on bad input. */
export function parse(source: Source): ParsedSource {
  const documents = split(source.text).map(document);
  return { source, documents, problems: [] };
}

function document(chunk: Chunk, index: number): SourceDocument {
  const range: Range = {
    start: { line: chunk.firstLine, column: 0 },
    end: { line: chunk.firstLine + chunk.lines, column: 0 },
  };
  const problems: SourceProblem[] = [];
  const value = read(chunk, range, problems);
  return { index, value, problems, range, rangeOf: (_pointer: Pointer, _part?: Part) => range };
}

function read(chunk: Chunk, range: Range, problems: SourceProblem[]): JsonValue | undefined {
  if (chunk.badSeparator !== undefined) {
    problems.push({ kind: 'yaml-syntax', message: 'bad separator', range });
    return undefined;
  }
  const tree = readTree(chunk.text);
  const error = tree.errors[0];
  if (error) {
    problems.push({ kind: 'yaml-syntax', message: `${error.code} ${error.message}`, range });
    return undefined;
  }
  try {
    return new Builder().value(tree.contents);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    problems.push({ kind: 'yaml-syntax', message: error.message, range });
    return undefined;
  }
}
