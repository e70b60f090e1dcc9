import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Folders nobody wants walked: installed packages and git's own store. */
export const neverWalked: readonly string[] = ['node_modules', '.git'];

const ignoreFiles = ['.gitignore', '.sidecarlintignore'];

/** The ignore files that hold for one folder, the outermost first; the innermost has the last word, as in git. */
export class Ignored {
  readonly #layers: readonly { folder: string; patterns: Ignore }[];

  private constructor(layers: readonly { folder: string; patterns: Ignore }[]) {
    this.#layers = layers;
  }

  /** What holds in `folder` (absolute): ignore files from the repository's top (or `cwd`) down to it, and patterns relative to `cwd`. */
  static for(folder: string, cwd: string, patterns: readonly string[]): Ignored {
    const base = new Ignored([{ folder: cwd, patterns: ignore().add([...patterns]) }]);
    return chain(folder, topOf(folder, cwd)).reduce<Ignored>((layers, one) => layers.within(one), base);
  }

  /** The same with the ignore files of `folder` added. */
  within(folder: string): Ignored {
    const found = ignoreFiles.map((name) => join(folder, name)).filter((path) => existsSync(path));
    if (found.length === 0) return this;
    const patterns = ignore();
    for (const path of found) patterns.add(readFileSync(path, 'utf8'));
    return new Ignored([...this.#layers, { folder, patterns }]);
  }

  has(path: string, isFolder: boolean): boolean {
    for (const { folder, patterns } of this.#layers.toReversed()) {
      const inside = relative(folder, path).split(sep).join('/');
      if (inside === '' || inside.startsWith('..')) continue;
      const { ignored, unignored } = patterns.test(isFolder ? `${inside}/` : inside);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

/** Where ignore files begin to count: the repository that holds the folder, else `cwd` when it does, else the folder itself. */
function topOf(folder: string, cwd: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) break;
  }
  return folder === cwd || folder.startsWith(cwd + sep) ? cwd : folder;
}

function chain(folder: string, top: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== top && dirname(at) !== at; ) {
    at = dirname(at);
    folders.unshift(at);
  }
  return folders;
}
