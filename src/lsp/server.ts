import type { InitializeParams } from 'vscode-languageserver';
import { type Buffers, openBuffers } from './buffers.ts';
import { encodingOf, introduction } from './capabilities.ts';
import type { Connection } from './connection.ts';
import type { Encoding } from './encoding.ts';
import type { Workspace } from './workspace.ts';

/** One conversation with an editor: it is greeted at once, and what judges manifests is loaded behind the greeting. */
export class Server {
  readonly #connection: Connection;
  readonly #buffers: Buffers;
  #encoding: Encoding = 'utf-16';
  #greeted: (workspace: Promise<Workspace>) => void = () => undefined;
  readonly #workspace = new Promise<Workspace>((resolve) => {
    this.#greeted = resolve;
  });

  constructor(connection: Connection, version: string) {
    this.#connection = connection;
    this.#buffers = openBuffers(() => this.#encoding);
    connection.onInitialize((params) => {
      this.#encoding = encodingOf(params);
      setImmediate(() => this.#greeted(this.#load(params)));
      return introduction(params, version);
    });
    connection.onInitialized(async () => (await this.#workspace).begin());
    connection.onShutdown(() => this.stop());
    connection.onDidChangeConfiguration(async ({ settings }) => (await this.#workspace).configure(settings));
    connection.onDidChangeWatchedFiles(async ({ changes }) =>
      (await this.#workspace).filesChanged(changes.map(({ uri }) => uri)),
    );
    connection.onCompletion(async (params) => (await this.#workspace).complete(params));
    connection.onCodeAction(async (params, token) =>
      (await this.#workspace).actions(params, () => !token.isCancellationRequested),
    );
    connection.onHover(async (params) => (await this.#workspace).hover(params));
    connection.languages.diagnostics.on(async (params, token) =>
      (await this.#workspace).asked(params, () => !token.isCancellationRequested),
    );
    this.#listenToBuffers();
  }

  stop(): void {
    void this.#workspace.then((workspace) => workspace.stop());
  }

  async #load(params: InitializeParams): Promise<Workspace> {
    const { Workspace } = await import('./workspace.ts');
    return new Workspace(this.#connection, params, this.#buffers);
  }

  #listenToBuffers(): void {
    const buffers = this.#buffers;
    buffers.onDidOpen(async ({ document }) => (await this.#workspace).open(document.uri));
    buffers.onDidChangeContent(async ({ document }) => (await this.#workspace).changed(document.uri));
    buffers.onDidClose(async ({ document }) => (await this.#workspace).close(document.uri));
    buffers.onDidSave(async ({ document }) => (await this.#workspace).filesChanged([document.uri]));
    buffers.listen(this.#connection);
  }
}
