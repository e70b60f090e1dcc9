import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A text that changes when one of the files does, or one below a folder. Mounted ConfigMaps are links that are swapped as a whole, which
 * notices of the file system miss; so the files themselves are asked.
 */
export async function fingerprintOf(paths: readonly string[]): Promise<string> {
  const parts = await Promise.all(paths.map(fingerprint));
  return parts.join('\n');
}

async function fingerprint(path: string): Promise<string> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return `${path} ${found.ino} ${found.size} ${found.mtimeMs}`;
    const names = (await readdir(path)).filter((name) => name !== 'node_modules' && !name.startsWith('.')).sort();
    return await fingerprintOf(names.map((name) => join(path, name)));
  } catch {
    return `${path} is not there`;
  }
}
