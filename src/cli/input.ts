import { findFiles, readSource, readStdin } from '../files/index.ts';
import type { FileStatus, Source } from '../model/index.ts';
import type { Io } from './io.ts';
import type { Progress } from './progress.ts';
import { UsageError } from './usage.ts';

export interface Input {
  sources: Source[];
  /** Files that are not linted: unreadable, or no manifests by their names. */
  others: FileStatus[];
}

/**
 * Reads what the operands name; `-` is standard input.
 * @throws {UsageError} when an operand leads to no file: a misspelt path must not look like a clean run.
 */
export async function readInput(
  operands: readonly string[],
  ignore: readonly string[],
  io: Io,
  progress: Progress,
): Promise<Input> {
  const { files, unmatched, notes } = await findFiles(operands, { cwd: io.cwd, ignore });
  if (unmatched.length > 0) {
    const told = unmatched.map(({ uri, reason }) => `${uri} (${reason})`);
    throw new UsageError(`no file matched: ${told.join(', ')}`);
  }
  const sources: Source[] = [];
  const others = notes.map(({ uri, reason }) => passed(uri, 'skipped', reason));
  for (const [index, uri] of files.entries()) {
    progress.step(`reading ${index + 1} of ${files.length} files …`);
    const result = uri === '-' ? await readStdin(io.stdin) : await readSource(uri, io.cwd);
    if ('source' in result) sources.push(result.source);
    else others.push(passed(uri, 'broken', result.problem));
  }
  return { sources, others };
}

function passed(uri: string, status: 'skipped' | 'broken', reason: string): FileStatus {
  return { uri, status, reason, documents: 0, skips: [] };
}
