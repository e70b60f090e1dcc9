import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { reasonOf } from './reason.ts';
import { UsageError } from './usage.ts';

/** Writes the whole file or leaves the old one as it was. */
export async function writeOutput(cwd: string, file: string, text: string): Promise<void> {
  const path = resolve(cwd, file);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new UsageError(`cannot write ${file}: ${reasonOf(error)}`);
  }
}
