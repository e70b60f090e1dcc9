import { shells } from './programs.ts';
import type { Word } from './shell-tokens.ts';

/** A command line without assignments and wrappers: the program that really runs, by its bare name. */
export interface Argv {
  program: string;
  words: readonly Word[];
}

/** Wrappers that become, or wait for, the command after them, and how many leading options they take. */
const wrappers: ReadonlySet<string> = new Set([
  'exec',
  'command',
  'nohup',
  'setsid',
  'busybox',
  'env',
  'stdbuf',
  'tini',
  'dumb-init',
]);

/**
 * Strips `NAME=value` and wrappers such as `exec`, `env`, `tini --`. The program is '' when the line only assigns or when the
 * program is not literal.
 */
export function argvOf(words: readonly Word[]): Argv {
  let start = 0;
  while (/^\w+=/.test(words[start]?.text ?? '')) start += 1;
  for (let depth = 0; depth < 4; depth++) {
    const first = words[start];
    if (first === undefined || first.dynamic) return { program: '', words: words.slice(start) };
    if (!wrappers.has(baseName(first.text)) || words[start + 1] === undefined) break;
    start += 1;
    while (/^(?:-|\w+=)/.test(words[start]?.text ?? '')) start += 1;
  }
  return { program: baseName(words[start]?.text ?? ''), words: words.slice(start) };
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The script of `sh -c SCRIPT`, in any of its forms (`bash -xec`, `sh -o pipefail -c`); undefined when there is none. */
export function shellScript({ program, words }: Argv): Word | undefined {
  if (!shells.has(program)) return undefined;
  for (let index = 1; index < words.length; index++) {
    const option = words[index]?.text ?? '';
    if (/^[+-][a-zA-Z]*o$/.test(option)) index += 1;
    else if (/^-[a-zA-Z]*c[a-zA-Z]*$/.test(option)) return words[index + 1];
    else if (!/^[+-]/.test(option)) return undefined;
  }
  return undefined;
}
