import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { PolicyError, type RuleSource } from '../policy/index.ts';

/** All rule files below the named folders. The id of a rule is its path below its folder. `drafts`: texts in the place of files. */
export async function readRules(
  folders: readonly string[],
  base: string,
  { cwd, drafts = new Map() }: { cwd: string; drafts?: ReadonlyMap<string, string> },
): Promise<RuleSource[]> {
  const sources: RuleSource[] = [];
  for (const folder of folders) {
    const root = resolve(base, folder);
    const files = await yamlFiles(root, relative(cwd, root) || root);
    const unsaved = [...drafts.keys()].filter((path) => path.startsWith(root + sep) && isYaml(path));
    for (const path of [...new Set([...files, ...unsaved])].sort()) {
      const id = relative(root, path)
        .split(sep)
        .join('/')
        .replace(/\.ya?ml$/, '');
      sources.push({ uri: relative(cwd, path) || path, id, text: drafts.get(path) ?? (await readFile(path, 'utf8')) });
    }
  }
  return sources;
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path);
}

async function yamlFiles(root: string, uri: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && isYaml(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PolicyError([{ uri, message: `the rule folder cannot be read: ${reason}` }]);
  }
}
