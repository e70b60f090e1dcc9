import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { ratio, rounds } from './rounds.ts';

// Certificates of the machine are read at every start of Node.
const { NODE_EXTRA_CA_CERTS: _unset, ...env } = process.env;

/** A server of its own, an empty workspace, and one open file. */
class Editor {
  readonly folder = mkdtempSync(join(tmpdir(), 'bench-'));
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  #version = 0;
  #waiting: { version: number; done: () => void } | undefined;

  constructor() {
    this.#process = spawn(process.execPath, ['dist/main.js', 'lsp', '--stdio'], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdin, stdout } = this.#process;
    if (stdin === null || stdout === null) throw new Error('the server has no streams');
    this.#connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.#connection.onNotification('textDocument/publishDiagnostics', ({ version }) => {
      if (version === this.#waiting?.version) this.#waiting?.done();
    });
    this.#connection.listen();
  }

  async initialize(): Promise<void> {
    const workspaceFolders = [{ uri: pathToFileURL(this.folder).href, name: 'bench' }];
    await this.#connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      workspaceFolders,
    });
    await this.#connection.sendNotification('initialized', {});
  }

  get #uri(): string {
    return pathToFileURL(join(this.folder, 'app.yaml')).href;
  }

  open(text: string): Promise<void> {
    const textDocument = { uri: this.#uri, languageId: 'yaml', version: ++this.#version, text };
    return this.#told(() => this.#connection.sendNotification('textDocument/didOpen', { textDocument }));
  }

  /** Another digit in the first column of a line: the value changes, the length does not. */
  change(line: number, column: number): Promise<void> {
    const version = ++this.#version;
    const range = { start: { line, character: column }, end: { line, character: column + 1 } };
    const contentChanges = [{ range, text: String(version % 10) }];
    return this.#told(() =>
      this.#connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: this.#uri, version },
        contentChanges,
      }),
    );
  }

  /** A question the server has no answer to, there and back. */
  async ping(): Promise<void> {
    await this.#connection.sendRequest('sidecarlint/ping').catch(() => undefined);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('close', resolve));
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await ended;
    this.#connection.dispose();
    rmSync(this.folder, { recursive: true });
  }

  #told(send: () => Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting = { version: this.#version, done: resolve };
      void send();
    });
  }
}

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
  ];
}
