import { isAbsolute, resolve } from 'node:path';
import {
  type Diagnostic,
  DiagnosticSeverity,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  type UnchangedDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { PolicyProblem } from '../policy/index.ts';
import type { Buffers } from './buffers.ts';
import type { Connection } from './connection.ts';
import { type Accent, toDiagnostic } from './diagnostics.ts';
import { type Encoding, linesOf, toEditor } from './encoding.ts';
import type { Publisher } from './judge.ts';
import { name } from './name.ts';
import type { Project } from './project.ts';
import type { Addresses } from './projects.ts';

/** Takes findings to the editor: sends them, or says that there are new ones to ask for. */
export class Diagnostics implements Publisher {
  readonly encoding: Encoding;
  /** The editor asks; nothing is sent. */
  readonly isAsked: boolean;
  readonly #connection: Connection;
  readonly #buffers: Buffers;
  readonly #addresses: Addresses;
  /** What the editor shows, by address. */
  readonly #shown = new Map<string, { id: string; text: string }>();
  readonly #faulty = new Map<Project, string[]>();
  #ids = 0;

  constructor(
    connection: Connection,
    buffers: Buffers,
    addresses: Addresses,
    { encoding, isAsked }: { encoding: Encoding; isAsked: boolean },
  ) {
    this.encoding = encoding;
    this.isAsked = isAsked;
    this.#connection = connection;
    this.#buffers = buffers;
    this.#addresses = addresses;
  }

  publish(project: Project, uris: readonly string[]): void {
    let isNew = false;
    for (const uri of uris) {
      const address = this.#addresses.ofOpen(project.pathOf(uri));
      const buffer = address === undefined ? undefined : this.#buffers.get(address);
      if (address === undefined || buffer === undefined) continue;
      const diagnostics = this.of(project, uri);
      if (!this.isAsked) void this.#connection.sendDiagnostics({ uri: address, version: buffer.version, diagnostics });
      else isNew ||= this.#shown.get(address)?.text !== JSON.stringify(diagnostics);
    }
    if (isNew) void this.#connection.languages.diagnostics.refresh();
  }

  failed(error: unknown): void {
    this.#connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  /** The answer to a client that asks. */
  report(
    project: Project,
    address: string,
    uri: string,
    previous: string | undefined,
  ): FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport {
    const items = this.of(project, uri);
    const text = JSON.stringify(items);
    const before = this.#shown.get(address);
    if (before !== undefined && before.text === text && before.id === previous)
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: before.id };
    const shown = { id: String(++this.#ids), text };
    this.#shown.set(address, shown);
    return { kind: DocumentDiagnosticReportKind.Full, resultId: shown.id, items };
  }

  close(address: string): void {
    this.#shown.delete(address);
    if (!this.isAsked) void this.#connection.sendDiagnostics({ uri: address, diagnostics: [] });
  }

  of(project: Project, uri: string): Diagnostic[] {
    const known = new Map<string, ReturnType<typeof linesOf>>();
    const accent: Accent = {
      encoding: this.encoding,
      addressOf: (other) => this.#addresses.of(project.pathOf(other)),
      linesOf: (other) => {
        const lines = known.get(other) ?? linesOf(project.text(other));
        known.set(other, lines);
        return lines;
      },
    };
    return project.findings(project.pathOf(uri)).map((finding) => toDiagnostic(finding, accent));
  }

  /** What is wrong with the configuration and its rules, in their own files, open or not: without it nothing new is judged. */
  publishProblems(project: Project): void {
    const byFile = new Map<string, PolicyProblem[]>();
    for (const problem of project.problems) {
      const path = isAbsolute(problem.uri) ? problem.uri : resolve(project.root, problem.uri);
      const address = this.#addresses.of(path);
      byFile.set(address, [...(byFile.get(address) ?? []), problem]);
    }
    for (const address of this.#faulty.get(project) ?? []) {
      if (!byFile.has(address)) void this.#connection.sendDiagnostics({ uri: address, diagnostics: [] });
    }
    this.#faulty.set(project, [...byFile.keys()]);
    for (const [uri, problems] of byFile) {
      const lines = linesOf(this.#buffers.get(uri)?.getText() ?? '');
      const diagnostics = problems.map((problem) => this.#problem(problem, lines));
      void this.#connection.sendDiagnostics({ uri, diagnostics });
    }
  }

  #problem({ position, message }: PolicyProblem, lines: ReturnType<typeof linesOf>): Diagnostic {
    const start = position ?? { line: 0, column: 0 };
    const end = {
      line: start.line,
      column:
        start.column +
        (lines
          .line(start.line)
          .slice(start.column)
          .match(/^[\w-]+/)?.[0].length ?? 0),
    };
    return {
      range: toEditor({ start, end }, this.encoding, lines),
      severity: DiagnosticSeverity.Error,
      source: name,
      message,
    };
  }
}
