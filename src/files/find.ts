import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { Ignored, neverWalked } from './ignored.ts';
import { isManifestName, type Note, type Walked, walk } from './walk.ts';

export interface FindOptions {
  /** Absolute; what inputs and patterns are relative to. */
  cwd: string;
  /** Patterns as in .gitignore, relative to `cwd`. */
  ignore?: readonly string[];
  /** Awaited before each folder that is walked. */
  pause?: () => Promise<void>;
}

export interface Found {
  /** As the inputs name them, `/` between folders; `-` for standard input. Each file once, in the order of the inputs and of names. */
  files: string[];
  /** Inputs that led to no file, each with the reason. */
  unmatched: Note[];
  /** Files in walked folders that are not read. */
  notes: Note[];
}

/**
 * Files, folders and globs to the files to read. A file that is named is read whatever it is called; folders give manifests by their
 * names; `.gitignore` and `.sidecarlintignore` hold for folders and globs.
 */
export async function findFiles(inputs: readonly string[], options: FindOptions): Promise<Found> {
  const found: Found = { files: [], unmatched: [], notes: [] };
  const seen = new Set<string>();
  for (const input of inputs) {
    const { files, notes, ignored } = await expand(input, options);
    if (files.length === 0) found.unmatched.push({ uri: input, reason: whyNone(input, ignored, notes.length) });
    for (const file of files) {
      const path = file === '-' ? file : resolve(options.cwd, file);
      if (!seen.has(path)) found.files.push(file);
      seen.add(path);
    }
    found.notes.push(...notes);
  }
  return found;
}

function whyNone(input: string, ignored: number, others: number): string {
  if (ignored > 0) return 'ignored: see `ignore` of the configuration, .gitignore and .sidecarlintignore';
  if (others > 0) return 'it holds no .yaml, .yml or .json file';
  return isDynamicPattern(input) ? 'nothing has such a name' : 'no such file, or an empty folder';
}

async function expand(input: string, { cwd, ignore = [], pause }: FindOptions): Promise<Walked> {
  if (input === '-') return { files: ['-'], notes: [], ignored: 0 };
  const path = resolve(cwd, input);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return walk(path, folderUri(input), Ignored.for(dirname(path), cwd, ignore), pause);
  if (stats) return { files: [slashes(normalize(input))], notes: [], ignored: 0 };
  if (!isDynamicPattern(input)) return { files: [], notes: [], ignored: 0 };
  return expandGlob(input, cwd, ignore);
}

/** Whether a walk from `cwd` leads to a file (absolute, below `cwd`), whether or not it is there already. */
export function isFound(path: string, { cwd, ignore = [] }: FindOptions): boolean {
  const inside = relative(cwd, path).split(sep);
  if (inside.includes('..') || inside.some((name) => neverWalked.includes(name))) return false;
  let ignored = Ignored.for(cwd, cwd, ignore);
  let at = cwd;
  for (const [index, name] of inside.entries()) {
    at = join(at, name);
    const isFolder = index < inside.length - 1;
    if (ignored.has(at, isFolder)) return false;
    if (isFolder) ignored = ignored.within(at);
  }
  return isManifestName(basename(path));
}

async function expandGlob(pattern: string, cwd: string, patterns: readonly string[]): Promise<Walked> {
  const ignore = neverWalked.map((name) => `**/${name}/**`);
  const files = await glob(slashes(pattern), {
    cwd,
    ignore,
    dot: true,
    absolute: isAbsolute(pattern),
    expandDirectories: false,
  });
  const folders = new Map<string, { real: string; ignored: Ignored }>();
  const seen = new Set<string>();
  // Shortest first: a folder that a link leads back to is named by its own path.
  const kept = files.toSorted(byLength).filter((file) => {
    const path = resolve(cwd, file);
    const folder = dirname(path);
    const { real, ignored } = folders.get(folder) ?? {
      real: realpathSync(folder),
      ignored: Ignored.for(folder, cwd, patterns),
    };
    folders.set(folder, { real, ignored });
    const place = join(real, basename(path));
    const fresh = !seen.has(place);
    seen.add(place);
    return fresh && !ignored.has(path, false);
  });
  return { files: kept.map((file) => slashes(normalize(file))).sort(), notes: [], ignored: files.length - kept.length };
}

function byLength(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

/** '' for the working directory itself, so that its files are named without a folder. */
function folderUri(input: string): string {
  const uri = slashes(normalize(input)).replace(/(?<=.)\/+$/, '');
  return uri === '.' ? '' : uri;
}

function slashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
