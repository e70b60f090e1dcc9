import { constants } from 'node:fs';
import { chown, lstat, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { reasonOf } from './reason.ts';
import { UsageError } from './usage.ts';

/**
 * Puts the new text in the place of a file that still holds `before`, wholly or not at all; mode and owner stay.
 * @throws {UsageError} for links, which lead elsewhere, files that have changed meanwhile, and whatever the system refuses.
 */
export async function rewrite(cwd: string, file: string, before: string, after: string): Promise<void> {
  const path = resolve(cwd, file);
  let isOurs = false;
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const stats = await lstat(path);
    const { mode, uid, gid } = stats;
    if (stats.isSymbolicLink()) throw new Error('it is a symbolic link; name the file it leads to');
    if (!Buffer.from(before).equals(await readFile(path))) throw new Error('it has changed meanwhile; try again');
    // Fails where something of that name is, a link included.
    const handle = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode & 0o777);
    isOurs = true;
    try {
      await handle.writeFile(after);
      await handle.chmod(mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const own = await lstat(draft);
    if (own.uid !== uid || own.gid !== gid) await chown(draft, uid, gid);
    await rename(draft, path);
  } catch (error) {
    if (isOurs) await rm(draft, { force: true });
    throw new UsageError(`cannot write ${file}: ${reasonOf(error)}`);
  }
}
