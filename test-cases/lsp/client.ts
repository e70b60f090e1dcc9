import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { ClientCapabilities, Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { serve } from '../../src/lsp/index.ts';

export interface Wishes {
  capabilities?: ClientCapabilities;
  settings?: unknown;
  /** Folders of the workspace, below the temporary one; '' is the whole. */
  folders?: string[];
}

const patience = 20_000;

/** A temporary workspace, and an editor that talks to a server about it in this process. */
export class Client {
  readonly root: string;
  readonly input = new PassThrough();
  readonly output = new PassThrough();
  readonly ended: Promise<number>;
  readonly shown = new Map<string, PublishDiagnosticsParams>();
  readonly connection;
  refreshes = 0;
  readonly progress: unknown[] = [];
  #versions = new Map<string, number>();
  #listeners = new Set<() => void>();

  constructor(files: Record<string, string>) {
    this.root = mkdtempSync(join(tmpdir(), 'lsp-'));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    this.ended = serve(this.input, this.output, '0.0.0');
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.output),
      new StreamMessageWriter(this.input),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.shown.set(params.uri, params);
      for (const listener of this.#listeners) listener();
    });
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes += 1;
      for (const listener of this.#listeners) listener();
      return null;
    });
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.onNotification('$/progress', (params) => {
      this.progress.push(params);
    });
    this.connection.listen();
  }

  async start({ capabilities = {}, settings = { target: '1.28' }, folders = [''] }: Wishes = {}) {
    const result = await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities,
      initializationOptions: settings,
      workspaceFolders: folders.map((name) => ({ uri: this.uri(name), name })),
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  uri(name: string): string {
    return pathToFileURL(join(this.root, name)).href;
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.root, name)), { recursive: true });
    writeFileSync(join(this.root, name), text);
  }

  async open(name: string, text: string): Promise<void> {
    this.#versions.set(name, 1);
    const textDocument = { uri: this.uri(name), languageId: 'yaml', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Changes: whole texts, or `[line, from, to, text]` within a line. Answers the new version. */
  async change(name: string, ...changes: (string | [number, number, number, string])[]): Promise<number> {
    const version = (this.#versions.get(name) ?? 0) + 1;
    this.#versions.set(name, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(name), version },
      contentChanges: changes.map((change) => {
        if (typeof change === 'string') return { text: change };
        const [line, from, to, text] = change;
        return { range: { start: { line, character: from }, end: { line, character: to } }, text };
      }),
    });
    return version;
  }

  async close(name: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(name) } });
  }

  async touched(...names: string[]): Promise<void> {
    const changes = names.map((name) => ({ uri: this.uri(name), type: 2 }));
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  lines(name: string): string[] {
    return (this.shown.get(this.uri(name))?.diagnostics ?? []).map(printed);
  }

  /** Waits until something holds. */
  until(holds: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#listeners.delete(look);
        const state = [...this.shown].map(
          ([uri, params]) => `${uri}@${params.version} ${params.diagnostics.map(printed)}`,
        );
        reject(new Error(`${what}: not within ${patience} ms; shown:\n${state.join('\n')}`));
      }, patience);
      const look = (): void => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
      look();
    });
  }

  /** Waits for the diagnostics of a version; of any when none is named. */
  async diagnostics(name: string, version?: number): Promise<string[]> {
    const uri = this.uri(name);
    await this.until(
      () => {
        const shown = this.shown.get(uri);
        return shown !== undefined && (version === undefined || shown.version === version);
      },
      `diagnostics of ${name} ${version ?? ''}`,
    );
    return this.lines(name);
  }

  async stop(): Promise<number> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await this.ended;
    this.remove();
    return code;
  }

  remove(): void {
    this.connection.dispose();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** `line:from-line:to severity code`, 0-based as the protocol counts. */
export function printed({ range, severity, code }: Diagnostic): string {
  const { start, end } = range;
  return `${start.line}:${start.character}-${end.line}:${end.character} ${severity} ${code}`;
}
