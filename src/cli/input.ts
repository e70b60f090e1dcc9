import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FileStatus, Source } from '../model/index.ts';
import type { Io } from './io.ts';
import { reasonOf } from './reason.ts';

export interface Input {
  sources: Source[];
  /** Files that exist and cannot be read. */
  broken: FileStatus[];
}

/** Reads what the operands name; `-` is standard input. */
export async function readInput(operands: readonly string[], io: Io): Promise<Input> {
  const input: Input = { sources: [], broken: [] };
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (const uri of operands) {
    try {
      const bytes = uri === '-' ? await io.readStdin() : await readFile(resolve(io.cwd, uri));
      input.sources.push({ uri, text: decoder.decode(bytes) });
    } catch (error) {
      input.broken.push({ uri, status: 'broken', reason: reasonOf(error), documents: 0, skips: [] });
    }
  }
  return input;
}
