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

/** Deployments of the example, one of them with a fault, to about `size` characters; `line` holds a digit at `column` to change. */
function manifests(size: number): { text: string; line: number; column: number } {
  const one = readFileSync('test-cases/examples/right.yaml', 'utf8').trimEnd();
  const settings = Array.from({ length: 40 }, (_, index) => `    setting-${index}: "a value for number ${index}"`).join(
    '\n',
  );
  const annotated = one.replace(/^metadata:\n/, `metadata:\n  annotations:\n${settings}\n`);
  const count = Math.max(1, Math.round(size / annotated.length));
  const texts = Array.from({ length: count }, (_, index) =>
    annotated.replaceAll(/^ {2}name: .*$/gm, (name) => `${name}-${index}`),
  );
  const text = `${texts.join('\n---\n')}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: last, labels: {a: "0"}}\nspec: {containers: [{name: a, image: a:1, restartPolicy: Never}]}\n`;
  const lines = text.split('\n');
  const line = lines.length - 3;
  return { text, line, column: (lines[line] ?? '').indexOf('"0"') + 1 };
}

async function edits(size: number): Promise<Record<string, number>> {
  const editor = new Editor();
  await editor.initialize();
  const { text, line, column } = manifests(size);
  await editor.open(text);
  for (let warm = 0; warm < 30; warm++) await editor.change(line, column);
  const times = await rounds(60, { ping: () => editor.ping(), change: () => editor.change(line, column) });
  await editor.stop();
  return times;
}

/** Change → diagnostics against a question and its answer; the first answer of a new server against an empty Node script. */
export async function lsp(): Promise<string[]> {
  if (!existsSync('dist/main.js')) return ['lsp: dist/ is missing; npm run build'];
  const [small, large] = [await edits(12_000), await edits(900_000)];
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
  return [
    `lsp change 12 kB    ${ratio(small.change, small.ping)} × a ping`,
    `lsp change 900 kB   ${((large.change ?? 0) - (large.ping ?? 0)).toFixed(1)} ms above a ping`,
    `lsp initialize      ${ratio(start.initialize, start.empty)} × an empty Node script`,
  ];
}
