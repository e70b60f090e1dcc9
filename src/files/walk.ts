import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Ignored, neverWalked } from './ignored.ts';

/** A file that a folder holds and that is not read, with the reason. */
export interface Note {
  uri: string;
  reason: string;
}

/** What a folder or pattern leads to. */
export interface Walked {
  files: string[];
  notes: Note[];
  /** How many files and folders ignore files and patterns left out. */
  ignored: number;
}

/** Names a folder walk reads: `.yaml`, `.yml`, `.json`, and those with one more ending (`pod.yaml.injected`, `pod.yaml.tpl`). */
const manifest = /\.(?:ya?ml|json)(?:\.[^.]+)?$/i;

const otherReasons: [name: RegExp, reason: string][] = [
  [/\.(?:md|markdown|mdx)$/i, 'Markdown: put the manifests in it into files of their own'],
  [/\.(?:tpl|gotmpl|tmpl|j2|jinja2?)$/i, 'Template: render it first, then lint the result'],
];
const otherReason = 'Not .yaml, .yml or .json: name the file itself to have it linted';

/** Everything below a folder in the order of names. Folders that links lead to are walked once. Awaits `pause` before each folder. */
export async function walk(
  folder: string,
  uri: string,
  ignored: Ignored,
  pause?: () => Promise<void>,
): Promise<Walked> {
  const found: Walk = { files: [], notes: [], ignored: 0, seen: new Set(), pause };
  await descend(folder, uri, ignored, found);
  return { files: found.files, notes: found.notes, ignored: found.ignored };
}

/** Whether a folder walk reads a file by its name. */
export function isManifestName(name: string): boolean {
  return manifest.test(name);
}

interface Walk extends Walked {
  seen: Set<string>;
  pause: (() => Promise<void>) | undefined;
}

async function descend(folder: string, uri: string, outer: Ignored, found: Walk): Promise<void> {
  await found.pause?.();
  const { seen } = found;
  const real = realpathSync(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const names = namesOf(folder);
  if (names === undefined) {
    found.notes.push({ uri, reason: 'This folder cannot be read: check its permissions' });
    return;
  }
  const ignored = outer.within(folder);
  for (const name of names) {
    const path = join(folder, name);
    const here = uri === '' ? name : `${uri}/${name}`;
    const kind = kindOf(path);
    if (kind === 'folder' && neverWalked.includes(name)) continue;
    if (ignored.has(path, kind === 'folder')) found.ignored += 1;
    else if (kind === 'folder') await descend(path, here, ignored, found);
    else if (kind === 'missing') found.notes.push({ uri: here, reason: 'A link to a file that does not exist' });
    else if (kind === 'other') found.notes.push({ uri: here, reason: 'Not a regular file' });
    else if (manifest.test(name)) found.files.push(here);
    else found.notes.push({ uri: here, reason: otherReasons.find(([test]) => test.test(name))?.[1] ?? otherReason });
  }
}

function namesOf(folder: string): string[] | undefined {
  try {
    return readdirSync(folder).sort();
  } catch {
    return undefined;
  }
}

function kindOf(path: string): 'file' | 'folder' | 'other' | 'missing' {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'missing';
  return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
}
