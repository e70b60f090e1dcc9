import type { FileStatus, Finding, Location, Related, Report, Severity } from '../model/index.ts';
import { safeJson } from './escape.ts';
import { noteFailures } from './notes.ts';
import { describeRule, levels, type RuleHelp } from './sarif-rule.ts';
import { stripText } from './strip.ts';

interface SarifOptions {
  /** Help of the rules that ran, in any order; only those with findings are written. */
  rules: readonly RuleHelp[];
  tool: { name: string; version: string; homepage: string };
}

/** GitHub refuses a run with more results, and shows fewer locations per result. */
const mostResults = 25_000;
const mostRelated = 100;

/** SARIF 2.1.0 with what GitHub code scanning asks for: relative percent-encoded paths, 1-based regions, stable fingerprints. */
export function formatSarif(report: Report, { rules, tool }: SarifOptions): string {
  const kept = mostSevere(report.findings);
  const help = new Map(rules.map((rule) => [rule.id, rule]));
  const docs = new Map(kept.map((finding) => [finding.ruleId, finding.docsUrl]));
  const ids = [...new Set(kept.map((finding) => finding.ruleId))].sort();
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const count = createCounter();
  const results = kept.map((finding) => ({
    ruleId: finding.ruleId,
    ruleIndex: indexes.get(finding.ruleId),
    ...result(finding, report.targets, count(finding.fingerprint)),
  }));
  const driver = {
    name: tool.name,
    version: tool.version,
    semanticVersion: tool.version,
    informationUri: tool.homepage,
    rules: ids.map((id) => describeRule(id, help.get(id), docs.get(id) ?? '')),
  };
  const invocation = {
    executionSuccessful: report.failures.length === 0,
    toolExecutionNotifications: notify(report, kept.length),
  };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', invocations: [invocation], results };
  const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return `${safeJson({ $schema, version: '2.1.0', runs: [run] })}\n`;
}

function result(finding: Finding, targets: readonly string[], occurrence: number): object {
  const { outcome, bands, object, reason, field } = finding;
  const related = unique(finding.related).slice(0, mostRelated);
  const text = [finding.message, stripText(finding, targets), finding.fix.trim()]
    .filter((part) => part !== '')
    .join('\n');
  return {
    level: levels[finding.severity],
    message: { text: literal(text) },
    locations: [{ ...physical(finding.location), logicalLocations: logical(finding) }],
    ...(related.length === 0 ? {} : { relatedLocations: related.map(relatedLocation) }),
    // GitHub tells alerts apart by primaryLocationLineHash alone, so equal findings are numbered.
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint}:${occurrence}` },
    properties: {
      outcome,
      bands,
      object,
      pointer: finding.location.pointer,
      ...(reason === undefined ? {} : { reason }),
      ...(field === undefined ? {} : { field }),
    },
  };
}

function physical({ uri, range }: Location): object {
  // GitHub needs a region; without a position the finding stands at the top of its file.
  const region =
    range === undefined
      ? { startLine: 1 }
      : {
          startLine: range.start.line + 1,
          startColumn: range.start.column + 1,
          endLine: range.end.line + 1,
          endColumn: range.end.column + 1,
        };
  return { physicalLocation: { artifactLocation: { uri: encodePath(uri) }, region } };
}

function logical({ object, location }: Finding): object[] {
  if (object.kind === '') return [];
  const name = [object.kind, object.namespace, object.name].filter((part) => part !== '').join('/');
  return [{ fullyQualifiedName: `${name}${location.pointer === '' ? '' : `#${location.pointer}`}`, kind: 'object' }];
}

function relatedLocation({ message, location }: Related, index: number): object {
  return { id: index + 1, ...physical(location), message: { text: literal(message) } };
}

/** Skipped and unreadable files and failed rules, so that a clean run cannot be mistaken for a complete one. */
function notify({ files, findings, failures }: Report, kept: number): object[] {
  const failed = noteFailures(failures).map(({ text, places }) => {
    return { level: 'error', message: { text: literal(`${text}\n${places}`) } };
  });
  const notes = [...failed, ...files.flatMap(fileNotes)];
  if (kept === findings.length) return notes;
  const text = `${findings.length - kept} findings of lower severity left out: GitHub takes ${mostResults} results.`;
  return [...notes, { level: 'warning', message: { text } }];
}

function fileNotes({ uri, status, reason, skips }: FileStatus): object[] {
  const locations = [{ physicalLocation: { artifactLocation: { uri: encodePath(uri) } } }];
  const notes: object[] = [];
  const put = (level: string, text: string): void => {
    notes.push({ level, message: { text: literal(text) }, locations });
  };
  if (status !== 'linted' && reason !== undefined) put(status === 'broken' ? 'error' : 'note', reason);
  for (const skip of skips) {
    if (skip.document !== undefined) put('note', `document ${skip.document + 1}: ${skip.reason}`);
    else if (skip.reason !== reason) put('note', skip.reason);
  }
  return notes;
}

/** Each segment of a path percent-encoded; absolute paths become file URIs, URIs of editors stay. */
function encodePath(uri: string): string {
  if (/^[a-z][a-z+.-]+:\/\//i.test(uri)) return uri;
  const path = uri
    .replaceAll('\\', '/')
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  if (path.startsWith('/')) return `file://${path}`;
  return /^[A-Za-z]%3A\//.test(path) ? `file:///${path}` : path;
}

/** SARIF reads `[text](1)` in a message as a link; text from a manifest is none. */
function literal(text: string): string {
  return text.includes('](') ? text.replaceAll(/[\\[\]]/g, '\\$&') : text;
}

function unique(related: readonly Related[]): Related[] {
  const known = new Map(related.map((item) => [JSON.stringify([item.message, item.location]), item]));
  return [...known.values()];
}

function createCounter(): (key: string) => number {
  const counts = new Map<string, number>();
  return (key) => {
    const next = (counts.get(key) ?? 0) + 1;
    counts.set(key, next);
    return next;
  };
}

function mostSevere(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= mostResults) return findings;
  const order: Severity[] = ['error', 'warning', 'info'];
  return order.flatMap((severity) => findings.filter((finding) => finding.severity === severity)).slice(0, mostResults);
}
