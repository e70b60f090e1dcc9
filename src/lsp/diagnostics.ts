import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver';
import type { Finding, Location, Range, Severity } from '../model/index.ts';
import { type Encoding, type Lines, toEditor } from './encoding.ts';
import { name } from './name.ts';
import { tagOf } from './tags.ts';

/** What turning findings into diagnostics needs to know of the editor. */
export interface Accent {
  encoding: Encoding;
  /** The editor's name of a file. */
  addressOf: (uri: string) => string;
  linesOf: (uri: string) => Lines;
}

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** A place without a range is the beginning of its file: an editor shows nothing without one. */
const beginning: Range = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };

export function toDiagnostic(finding: Finding, accent: Accent): Diagnostic {
  const tag = tagOf(finding);
  const related = finding.related.map((entry) => toRelated(entry, accent));
  return {
    range: rangeOf(finding.location, accent),
    severity: severities[finding.severity],
    code: finding.ruleId,
    codeDescription: { href: finding.docsUrl },
    source: name,
    message: finding.message,
    ...(tag === undefined ? {} : { tags: [tags[tag]] }),
    ...(related.length === 0 ? {} : { relatedInformation: related }),
    data: { fingerprint: finding.fingerprint },
  };
}

function toRelated({ message, location }: Finding['related'][number], accent: Accent): DiagnosticRelatedInformation {
  return { message, location: { uri: accent.addressOf(location.uri), range: rangeOf(location, accent) } };
}

function rangeOf({ uri, range = beginning }: Location, { encoding, linesOf }: Accent): Diagnostic['range'] {
  return toEditor(range, encoding, linesOf(uri));
}
