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
import { type Encoding, type Lines, linesOf, toEditor } from './encoding.ts';
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
  /** Of configurations and rules, by address. */
  readonly #told = new Map<Project, Map<string, string>>();
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
      const path = project.pathOf(uri);
      const address = project.isConfiguration(path) ? undefined : this.#addresses.ofOpen(path);
      const buffer = address === undefined ? undefined : this.#buffers.get(address);
      if (address === undefined || buffer === undefined) continue;
      const diagnostics = this.of(project, uri);
      if (!this.isAsked) void this.#connection.sendDiagnostics({ uri: address, version: buffer.version, diagnostics });
      else isNew ||= this.#shown.get(address)?.text !== JSON.stringify(diagnostics);
    }
    if (isNew) void this.#connection.languages.diagnostics.refresh();
  }

  judged(project: Project): void {
    this.publishProblems(project);
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
    for (const told of this.#told.values()) told.delete(address);
    if (!this.isAsked) void this.#connection.sendDiagnostics({ uri: address, diagnostics: [] });
  }

  of(project: Project, uri: string): Diagnostic[] {
    const accent = this.#accent(project);
    return project.findings(project.pathOf(uri)).map((finding) => toDiagnostic(finding, accent));
  }

  /** What is wrong with the configuration and its rules, in their own files, open or not. */
  publishProblems(project: Project): void {
    const byFile = new Map<string, Diagnostic[]>();
    const add = (uri: string, diagnostic: (lines: Lines, accent: Accent) => Diagnostic): void => {
      const address = this.#addresses.of(isAbsolute(uri) ? uri : resolve(project.root, uri));
      const accent = this.#accent(project);
      const lines = linesOf(this.#buffers.get(address)?.getText() ?? '');
      byFile.set(address, [...(byFile.get(address) ?? []), diagnostic(lines, accent)]);
    };
    for (const problem of project.problems) add(problem.uri, (lines) => this.#problem(problem, lines));
    for (const finding of project.unusedSuppressions()) {
      add(finding.location.uri, (_, accent) => toDiagnostic(finding, accent));
    }
    const before = this.#told.get(project) ?? new Map<string, string>();
    const now = new Map([...byFile].map(([uri, diagnostics]) => [uri, JSON.stringify(diagnostics)]));
    this.#told.set(project, now);
    for (const uri of new Set([...before.keys(), ...now.keys()])) {
      if (before.get(uri) === now.get(uri)) continue;
      void this.#connection.sendDiagnostics({ uri, diagnostics: byFile.get(uri) ?? [] });
    }
  }

  #accent(project: Project): Accent {
    const known = new Map<string, Lines>();
    return {
      encoding: this.encoding,
      addressOf: (uri) => this.#addresses.of(project.pathOf(uri)),
      linesOf: (uri) => {
        const lines = known.get(uri) ?? linesOf(project.text(uri));
        known.set(uri, lines);
        return lines;
      },
    };
  }

  /** At the word where it stands. */
  #problem({ position, message }: PolicyProblem, lines: Lines): Diagnostic {
    const start = position ?? { line: 0, column: 0 };
    const [word = ''] = /^(?:[\w./*-]+|\S+)/.exec(lines.line(start.line).slice(start.column)) ?? [];
    const end = { line: start.line, column: start.column + word.length };
    return {
      range: toEditor({ start, end }, this.encoding, lines),
      severity: DiagnosticSeverity.Error,
      source: name,
      message,
    };
  }
}
