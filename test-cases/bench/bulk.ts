import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { lintSources } from '../../src/lint.ts';
import { parse } from '../../src/source/index.ts';
import { ratio, rounds } from './rounds.ts';

const examples = ['right', 'nightly-report', 'search', 'payments'];

/** Ten megabytes of manifests in files of about 100 kB, no two objects of one name. */
function manifests(): { uri: string; text: string }[] {
  const text = examples.map((name) => readFileSync(`test-cases/examples/${name}.yaml`, 'utf8')).join('---\n');
  const files: { uri: string; text: string }[] = [];
  const copies = Math.ceil(100_000 / text.length);
  for (let bytes = 0; bytes < 10_000_000; bytes += copies * text.length) {
    const number = files.length;
    const parts = Array.from({ length: copies }, (_, copy) =>
      text.replaceAll(/^ {2}name: .*$/gm, (line) => `${line}-${number}-${copy}`),
    );
    files.push({ uri: `${number}.yaml`, text: parts.join('---\n') });
  }
  return files;
}

/** Reading and linting 10 MB against the parser of `yaml` alone. */
export async function bulk(): Promise<string[]> {
  const files = manifests();
  const times = await rounds(3, {
    yaml: () => files.forEach(({ text }) => void parseAllDocuments(text)),
    parse: () => files.forEach((file) => void parse(file)),
    lint: () => lintSources(files),
  });
  return [
    `read 10 MB          ${ratio(times.parse, times.yaml)} × parseAllDocuments of yaml`,
    `lint 10 MB          ${ratio(times.lint, times.yaml)} × parseAllDocuments of yaml`,
  ];
}
