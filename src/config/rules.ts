import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { PolicyError, type RuleSource } from '../policy/index.ts';

/** All rule files below the named folders. The id of a rule is its path below its folder. */
export async function readRules(folders: readonly string[], base: string, cwd: string): Promise<RuleSource[]> {
  const sources: RuleSource[] = [];
  for (const folder of folders) {
    const root = resolve(base, folder);
    for (const path of await yamlFiles(root, relative(cwd, root) || root)) {
      const id = relative(root, path)
        .split(sep)
        .join('/')
        .replace(/\.ya?ml$/, '');
      sources.push({ uri: relative(cwd, path) || path, id, text: await readFile(path, 'utf8') });
    }
  }
  return sources;
}

async function yamlFiles(root: string, uri: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PolicyError([{ uri, message: `the rule folder cannot be read: ${reason}` }]);
  }
}
