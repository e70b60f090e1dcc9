/** An editor for benches: it sends what editors send and waits for diagnostics. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

// Certificates of the machine are read at every start of Node.
const { NODE_EXTRA_CA_CERTS: _unset, ...env } = process.env;

/** A server of its own, an empty workspace, and one open file. */
export class Editor {
  readonly folder = mkdtempSync(join(tmpdir(), 'bench-'));
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  #version = 0;
  #waiting: { version: number; done: () => void } | undefined;

  /** `program` runs on the Node of this process. */
  constructor(program: readonly string[] = ['dist/main.js', 'lsp']) {
    this.#process = spawn(process.execPath, [...program, '--stdio'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = this.#process;
    if (stdin === null || stdout === null) throw new Error('the server has no streams');
    this.#connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.#connection.onNotification('textDocument/publishDiagnostics', ({ version }) => {
      // Some servers do not say which version they mean.
      if (version === undefined || version === this.#waiting?.version) this.#waiting?.done();
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

  /** What the user has set. */
  async configure(settings: object): Promise<void> {
    await this.#connection.sendNotification('workspace/didChangeConfiguration', { settings });
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
