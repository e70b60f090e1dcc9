import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Editor } from './editor.ts';
import { ratio, rounds } from './rounds.ts';

/** The head of a document with a digit to change, and what is wrong below. */
const head = (apiVersion: string, kind: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: last\n  labels:\n    a: "0"\nspec:\n`;
const faults = {
  /** The same on all targets, as most. */
  alike: `${head('batch/v1', 'Job')}  template:\n    spec:\n      restartPolicy: Never\n      containers:\n      - name: a\n        image: a:1\n      - name: log-shipper\n        image: fluent/fluent-bit:3.2\n`,
  /** Refused by one version, dropped by the next and taken by the others: each group of targets is judged for itself. */
  byVersion: `${head('v1', 'Pod')}  containers:\n  - name: a\n    image: a:1\n    restartPolicy: Never\n`,
};

/** Deployments of the example to about `size` characters and at last one with a fault; `line` holds a digit at `column` to change. */
function manifests(size: number, last: string): { text: string; line: number; column: number } {
  const one = readFileSync('test-cases/examples/right.yaml', 'utf8').trimEnd();
  const settings = Array.from({ length: 40 }, (_, index) => `    setting-${index}: "a value for number ${index}"`).join(
    '\n',
  );
  const annotated = one.replace(/^metadata:\n/, `metadata:\n  annotations:\n${settings}\n`);
  const count = Math.max(1, Math.round(size / annotated.length));
  const texts = Array.from({ length: count }, (_, index) =>
    annotated.replaceAll(/^ {2}name: .*$/gm, (name) => `${name}-${index}`),
  );
  const lines = [...texts.join('\n---\n').split('\n'), '---', ...last.split('\n')];
  const line = lines.lastIndexOf('    a: "0"');
  return { text: lines.join('\n'), line, column: (lines[line] ?? '').indexOf('0') };
}

// Certificates of the machine are read at every start of Node.
const { NODE_EXTRA_CA_CERTS: _unset, ...env } = process.env;

/** Milliseconds between two keys of somebody who types fast. */
const pause = 30;

/** After some minutes of typing: once at the pace of fingers, when the machine has done other things in between, once without a pause. */
async function edits(
  size: number,
  fault: keyof typeof faults,
): Promise<Record<'typed' | 'atOnce', Record<string, number>>> {
  const editor = new Editor();
  await editor.initialize();
  const { text, line, column } = manifests(size, faults[fault]);
  await editor.open(text);
  for (let warm = 0; warm < 300; warm++) await editor.change(line, column);
  const [ping, change] = [() => editor.ping(), () => editor.change(line, column)];
  const rest = (): Promise<void> => new Promise((done) => setTimeout(done, pause));
  const typed = await rounds(90, { rest, ping, again: rest, change });
  const atOnce = await rounds(90, { ping, change });
  await editor.stop();
  return { typed, atOnce };
}

/** The same edits beside yaml-language-server, where it is installed. It checks syntax only here: its schemas come from the network. */
async function beside(): Promise<string[]> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const program = folders.map((folder) => join(folder, 'yaml-language-server')).find((path) => existsSync(path));
  if (program === undefined) return ['lsp beside yaml-language-server: it is not installed'];
  const editors = { ours: new Editor(), theirs: new Editor([realpathSync(program)]) };
  const { text, line, column } = manifests(12_000, faults.alike);
  for (const editor of Object.values(editors)) {
    await editor.initialize();
    await editor.configure({ yaml: { schemaStore: { enable: false } } });
    await editor.open(text);
  }
  const { ours, theirs } = editors;
  const times = await rounds(30, {
    ours: () => ours.change(line, column),
    theirs: () => theirs.change(line, column),
  });
  for (const editor of Object.values(editors)) await editor.stop();
  return [`lsp beside yaml-language-server: change 12 kB ${ratio(times.ours, times.theirs)} × its time`];
}

/** Change → diagnostics against a question and its answer; the first answer of a new server against an empty Node script. */
export async function lsp(): Promise<string[]> {
  if (!existsSync('dist/main.js')) return ['lsp: dist/ is missing; npm run build'];
  const [alike, byVersion] = [await edits(12_000, 'alike'), await edits(12_000, 'byVersion')];
  const large = await edits(900_000, 'byVersion');
  let editor: Editor | undefined;
  const start = await rounds(9, {
    empty: () => new Promise((resolve) => spawn(process.execPath, ['-e', '0'], { env }).once('close', resolve)),
    initialize: async () => {
      editor = new Editor();
      await editor.initialize();
    },
    // Its end must not slow down the next round.
    stop: () => editor?.stop(),
  });
  const above = ({ change = 0, ping = 0 }: Record<string, number>): string => (change - ping).toFixed(1);
  const times = ({ typed, atOnce }: typeof alike): string =>
    `${ratio(typed.change, typed.ping)} × a ping while typing, ${ratio(atOnce.change, atOnce.ping)} × without a pause`;
  return [
    `lsp change 12 kB    ${times(alike)}`,
    `lsp change 12 kB    ${times(byVersion)}, where three groups of targets answer differently`,
    `lsp change 900 kB   ${above(large.typed)} ms above a ping while typing, ${above(large.atOnce)} ms without a pause`,
    `lsp initialize      ${ratio(start.initialize, start.empty)} × an empty Node script`,
    ...(await beside()),
  ];
}
