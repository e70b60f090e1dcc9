import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CodeAction,
  type CodeActionParams,
  type CompletionItem,
  type CompletionParams,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type Hover,
  type HoverParams,
  type InitializeParams,
  LSPErrorCodes,
  MarkupKind,
  ResponseError,
} from 'vscode-languageserver';
import { codeActions } from './actions/actions.ts';
import { deskOf } from './actions/desk.ts';
import type { Buffers } from './buffers.ts';
import { asksItself, encodingOf } from './capabilities.ts';
import { complete } from './completion/complete.ts';
import type { Connection } from './connection.ts';
import { Drafts } from './drafts.ts';
import { fromEditor, linesOf, toEditor } from './encoding.ts';
import { explain } from './hover.ts';
import { Judge } from './judge.ts';
import { name } from './name.ts';
import { placeAt } from './place.ts';
import { Progress } from './progress.ts';
import type { Project } from './project.ts';
import { Addresses, Projects, pathOf } from './projects.ts';
import { Diagnostics } from './publisher.ts';
import { readSettings } from './settings.ts';
import { watch } from './watch.ts';

/** How long a client that asks while files are still being read waits for them, in milliseconds. */
const patience = 1000;

/** What the server knows of the editor's folders and buffers, and what it says about them. */
export class Workspace {
  readonly #connection: Connection;
  readonly #client: InitializeParams;
  readonly #buffers: Buffers;
  readonly #addresses = new Addresses();
  readonly #projects: Projects;
  readonly #diagnostics: Diagnostics;
  readonly #judge: Judge;
  readonly #drafts: Drafts;
  readonly #loading = new Map<Project, Promise<void>>();

  constructor(connection: Connection, client: InitializeParams, buffers: Buffers) {
    this.#connection = connection;
    this.#client = client;
    this.#buffers = buffers;
    this.#projects = new Projects(readSettings(client.initializationOptions));
    this.#diagnostics = new Diagnostics(connection, buffers, this.#addresses, {
      encoding: encodingOf(client),
      isAsked: asksItself(client.capabilities),
    });
    this.#judge = new Judge(() => this.#projects.all, this.#diagnostics);
    this.#drafts = new Drafts(this.#diagnostics);
    this.#setFolders(client.workspaceFolders?.map(({ uri }) => uri) ?? (client.rootUri ? [client.rootUri] : []));
  }

  stop(): void {
    this.#judge.stop();
    this.#drafts.stop();
  }

  /** The editor is ready to be asked. */
  async begin(): Promise<void> {
    const { workspace } = this.#client.capabilities;
    if (workspace?.workspaceFolders === true) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = (await this.#connection.workspace.getWorkspaceFolders()) ?? [];
        this.#setFolders(folders.map(({ uri }) => uri));
        for (const document of this.#buffers.all()) this.open(document.uri);
        for (const project of this.#projects.all) void this.#load(project);
      });
    }
    watch(this.#connection, this.#client);
    if (workspace?.configuration === true) await this.configure(undefined);
    else for (const project of this.#projects.all) void this.#load(project);
  }

  #setFolders(addresses: readonly string[]): void {
    this.#projects.setFolders(addresses.filter((address) => address.startsWith('file:')).map(pathOf));
  }

  /** `pushed` is what the client sends along; clients that are to be asked send nothing. */
  async configure(pushed: unknown): Promise<void> {
    const canBeAsked = this.#client.capabilities.workspace?.configuration === true;
    const given: unknown = canBeAsked ? await this.#connection.workspace.getConfiguration(name) : pushed;
    this.#projects.settings = readSettings(given ?? this.#client.initializationOptions);
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
    if (project.problems.length > 0) this.#diagnostics.publishProblems(project);
    if (project.settingsProblem !== '') {
      this.#connection.window.showErrorMessage(`${name}: ${project.settingsProblem}`);
    }
    this.#judge.wake();
  }

  changed(address: string): void {
    const text = this.#buffers.get(address)?.getText();
    // Closed again before the server was ready.
    if (text === undefined) return;
    const path = pathOf(address);
    const project = this.#projects.of(path);
    project.open(path, text);
    if (project.isConfiguration(path)) this.#drafts.touch(project);
    this.#judge.wake(project, project.uriOf(path));
  }

  async close(address: string): Promise<void> {
    const path = pathOf(address);
    this.#addresses.close(address);
    this.#diagnostics.close(address);
    const project = this.#projects.of(path);
    await project.close(path);
    if (project.isConfiguration(path)) this.#drafts.touch(project);
    this.#judge.wake();
  }

  open(address: string): void {
    this.#addresses.open(address);
    const path = pathOf(address);
    const project = this.#projects.of(path);
    project.open(path, this.#buffers.get(address)?.getText() ?? '');
    if (!this.#loading.has(project)) void this.#load(project);
  }

  /** Files came, changed or went. */
  async filesChanged(addresses: readonly string[]): Promise<void> {
    const paths = addresses.filter((address) => address.startsWith('file:')).map(pathOf);
    const stale = new Set<Project>();
    for (const path of paths) {
      const project = this.#projects.of(path);
      if (project.isConfiguration(path) || /[\\/]\.(?:git|sidecarlint)ignore$/.test(path)) stale.add(project);
      else await project.changed(path);
    }
    for (const project of stale) void this.#load(project);
    this.#judge.wake();
  }

  /** Diagnostics of one document, for an editor that asks. */
  async asked(
    { textDocument, previousResultId }: DocumentDiagnosticParams,
    isWanted: () => boolean,
  ): Promise<DocumentDiagnosticReport> {
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

  complete({ textDocument, position }: CompletionParams): CompletionItem[] {
    const document = this.#buffers.get(textDocument.uri);
    if (document === undefined) return [];
    const path = pathOf(textDocument.uri);
    const text = document.getText();
    const { encoding } = this.#diagnostics;
    const lines = linesOf(text);
    const { line, column } = fromEditor(position, encoding, lines);
    const at = document.offsetAt({ line, character: column });
    return complete(this.#projects.of(path), path, text, at, (from, to) => {
      const [start, end] = [document.positionAt(from), document.positionAt(to)];
      const range = { start: { line, column: start.character }, end: { line, column: end.character } };
      return toEditor(range, encoding, lines);
    });
  }

  /** What can be done about the findings of a document as it is now; nothing when it changes meanwhile. */
  async actions({ textDocument, range, context }: CodeActionParams, isWanted: () => boolean): Promise<CodeAction[]> {
    const path = pathOf(textDocument.uri);
    const project = this.#projects.of(path);
    const version = this.#buffers.get(textDocument.uri)?.version;
    for (let tries = 0; !(await this.#judge.settle(project, project.uriOf(path), isWanted)); tries++) {
      if (tries === 2 || !isWanted()) return [];
    }
    const buffer = this.#buffers.get(textDocument.uri);
    if (buffer === undefined || buffer.version !== version) return [];
    const { encoding } = this.#diagnostics;
    const lines = linesOf(buffer.getText());
    const question = {
      findings: project.findings(path),
      range: { start: fromEditor(range.start, encoding, lines), end: fromEditor(range.end, encoding, lines) },
      diagnostics: context.diagnostics,
      showsDisabled: this.#client.capabilities.textDocument?.codeAction?.disabledSupport === true,
      ...(context.only === undefined ? {} : { only: context.only }),
    };
    return codeActions(question, deskOf(project, this.#client.capabilities, encoding, this.#buffers, this.#addresses));
  }

  hover({ textDocument, position }: HoverParams): Hover | null {
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
