import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DocumentDiagnosticParams,
  type Hover,
  type HoverParams,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  MarkupKind,
  ResponseError,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { type Buffers, openBuffers } from './buffers.ts';
import type { Connection } from './connection.ts';
import { encodingOf, fromEditor, linesOf, toEditor } from './encoding.ts';
import { explain } from './hover.ts';
import { Judge } from './judge.ts';
import { placeAt } from './place.ts';
import { Progress } from './progress.ts';
import type { Project } from './project.ts';
import { Addresses, Projects, pathOf } from './projects.ts';
import { asksItself, Diagnostics } from './publisher.ts';
import { name, readSettings } from './settings.ts';
import { watch } from './watch.ts';

/** How long a client that asks while files are still being read waits for them, in milliseconds. */
const patience = 1000;

/** One conversation with an editor. */
export class Server {
  readonly #connection: Connection;
  readonly #version: string;
  readonly #buffers: Buffers;
  readonly #addresses = new Addresses();
  readonly #projects = new Projects(readSettings(undefined));
  readonly #diagnostics: Diagnostics;
  readonly #judge: Judge;
  readonly #loading = new Map<Project, Promise<void>>();
  #client: InitializeParams | undefined;

  constructor(connection: Connection, version: string) {
    this.#version = version;
    this.#connection = connection;
    this.#buffers = openBuffers(() => this.#diagnostics.encoding);
    this.#diagnostics = new Diagnostics(connection, this.#buffers, this.#addresses);
    this.#judge = new Judge(() => this.#projects.all, this.#diagnostics);
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#initialized());
    connection.onShutdown(() => this.stop());
    connection.onDidChangeConfiguration(({ settings }) => this.#configure(settings));
    connection.onDidChangeWatchedFiles(({ changes }) => this.#filesChanged(changes.map(({ uri }) => pathOf(uri))));
    connection.languages.diagnostics.on((params, token) => this.#asked(params, () => !token.isCancellationRequested));
    connection.onHover((params) => this.#hover(params));
    this.#listenToBuffers();
  }

  stop(): void {
    this.#judge.stop();
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#client = params;
    this.#diagnostics.encoding = encodingOf(params);
    this.#diagnostics.isAsked = asksItself(params);
    this.#projects.settings = readSettings(params.initializationOptions);
    this.#setFolders(params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []));
    return {
      capabilities: {
        hoverProvider: true,
        positionEncoding: this.#diagnostics.encoding,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        ...(this.#diagnostics.isAsked
          ? {
              diagnosticProvider: {
                identifier: name,
                interFileDependencies: true,
                workspaceDiagnostics: false,
              },
            }
          : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: name, version: this.#version },
    };
  }

  async #initialized(): Promise<void> {
    const { workspace } = this.#client?.capabilities ?? {};
    if (workspace?.workspaceFolders === true) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = (await this.#connection.workspace.getWorkspaceFolders()) ?? [];
        this.#setFolders(folders.map(({ uri }) => uri));
        for (const document of this.#buffers.all()) this.#open(document.uri);
        for (const project of this.#projects.all) void this.#load(project);
      });
    }
    if (this.#client !== undefined) watch(this.#connection, this.#client);
    if (workspace?.configuration === true) await this.#configure(undefined);
    else for (const project of this.#projects.all) void this.#load(project);
  }

  #setFolders(addresses: readonly string[]): void {
    this.#projects.setFolders(addresses.filter((address) => address.startsWith('file:')).map(pathOf));
  }

  /** `pushed` is what the client sends along; clients that are to be asked send nothing. */
  async #configure(pushed: unknown): Promise<void> {
    const canBeAsked = this.#client?.capabilities.workspace?.configuration === true;
    const given: unknown = canBeAsked ? await this.#connection.workspace.getConfiguration(name) : pushed;
    this.#projects.settings = readSettings(given ?? this.#client?.initializationOptions);
    await Promise.all(this.#projects.all.map((project) => this.#load(project)));
  }

  /** Reads configuration and files of a project, and judges what there is meanwhile. */
  #load(project: Project): Promise<void> {
    const loading = this.#read(project).catch((error: unknown) => this.#diagnostics.failed(error));
    this.#loading.set(project, loading);
    return loading;
  }

  async #read(project: Project): Promise<void> {
    const progress = new Progress(this.#connection);
    try {
      await project.load(this.#projects.settings, (done, total) => progress.step(done, total));
    } finally {
      progress.done();
    }
    this.#diagnostics.publishProblems(project);
    if (project.settingsProblem !== '') {
      this.#connection.window.showErrorMessage(`${name}: ${project.settingsProblem}`);
    }
    this.#judge.wake();
  }

  #listenToBuffers(): void {
    const buffers = this.#buffers;
    buffers.onDidOpen(({ document }) => this.#open(document.uri));
    buffers.onDidChangeContent(({ document }) => {
      const path = pathOf(document.uri);
      const project = this.#projects.of(path);
      project.open(path, document.getText());
      this.#judge.wake(project, project.uriOf(path));
    });
    buffers.onDidClose(async ({ document }) => {
      const path = pathOf(document.uri);
      this.#addresses.close(document.uri);
      this.#diagnostics.close(document.uri);
      await this.#projects.of(path).close(path);
      this.#judge.wake();
    });
    buffers.onDidSave(({ document }) => this.#filesChanged([pathOf(document.uri)]));
    buffers.listen(this.#connection);
  }

  #open(address: string): void {
    this.#addresses.open(address);
    const path = pathOf(address);
    const project = this.#projects.of(path);
    project.open(path, this.#buffers.get(address)?.getText() ?? '');
    if (!this.#loading.has(project)) void this.#load(project);
  }

  async #filesChanged(paths: readonly string[]): Promise<void> {
    const stale = new Set<Project>();
    for (const path of paths) {
      const project = this.#projects.of(path);
      if (project.isConfiguration(path) || /[\\/]\.(?:git|sidecarlint)ignore$/.test(path)) stale.add(project);
      else await project.changed(path);
    }
    for (const project of stale) void this.#load(project);
    this.#judge.wake();
  }

  async #asked({ textDocument, previousResultId }: DocumentDiagnosticParams, isWanted: () => boolean) {
    const path = pathOf(textDocument.uri);
    const project = this.#projects.of(path);
    const uri = project.uriOf(path);
    await Promise.race([this.#loading.get(project), sleep(patience, undefined, { ref: false })]);
    for (let tries = 0; tries < 3 && isWanted(); tries++) {
      if (await this.#judge.settle(project, uri, isWanted))
        return this.#diagnostics.report(project, textDocument.uri, uri, previousResultId);
    }
    if (!isWanted()) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    // It changes faster than it can be judged.
    throw new ResponseError(LSPErrorCodes.ServerCancelled, 'the text has changed', { retriggerRequest: true });
  }

  #hover({ textDocument, position }: HoverParams): Hover | null {
    const path = pathOf(textDocument.uri);
    const project = this.#projects.of(path);
    const { run } = project;
    const { encoding } = this.#diagnostics;
    const lines = linesOf(this.#buffers.get(textDocument.uri)?.getText() ?? '');
    const place = placeAt(project.manifests(path), fromEditor(position, encoding, lines));
    if (run === undefined || place === undefined) return null;
    const paragraphs = explain(run.look(place.manifest), run.targets, place.manifest, place.pointer);
    if (paragraphs.length === 0) return null;
    const contents = { kind: MarkupKind.Markdown, value: paragraphs.join('\n\n') };
    return { contents, range: toEditor(place.range, encoding, lines) };
  }
}
