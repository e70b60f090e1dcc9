import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const names = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'yaml', 'yml'].map((extension) => `policy.config.${extension}`);

/** The nearest configuration from `folder` upwards; the first of `names` when a folder holds several. */
export async function findConfig(folder: string): Promise<string | undefined> {
  for (let current = folder; ; current = dirname(current)) {
    for (const name of names) {
      const path = join(current, name);
      if (await exists(path)) return path;
    }
    if (dirname(current) === current) return undefined;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
