import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { globSync } from 'tinyglobby';

export interface Import {
  /** Importing file below src/, e.g. 'engine/compile.ts'. */
  from: string;
  /** Room of the importing file; '' for the files that lie directly in src/. */
  room: string;
  /** As written. */
  specifier: string;
  /** File below src/, for relative imports. */
  target: string | undefined;
  typeOnly: boolean;
}

const statement =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)\s*import\s+'([^']+)'/g;

export function sourceFiles(): string[] {
  return globSync('src/**/*.{ts,js}', { ignore: ['src/generated/**'] })
    .map((file) => relative('src', file))
    .sort();
}

export function roomOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

/** Every import of every module of the house, tests left out. */
export function imports(): Import[] {
  return sourceFiles()
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const text = readFileSync(join('src', file), 'utf8');
      return [...text.matchAll(statement)].map((match) => {
        const specifier = match[2] ?? match[3] ?? match[4] ?? '';
        return {
          from: file,
          room: roomOf(file),
          specifier,
          target: specifier.startsWith('.') ? join(dirname(file), specifier) : undefined,
          typeOnly: match[1] !== undefined,
        };
      });
    });
}
