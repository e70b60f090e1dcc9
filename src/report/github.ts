import type { Finding, Report, Severity } from '../model/index.ts';
import { escapeUnsafe } from './escape.ts';
import { notes } from './notes.ts';
import { stripText } from './strip.ts';
import { summarize } from './summary.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions, one annotation per finding, then the summary. `quiet`: errors only, no summary. */
export function formatGithub(report: Report, { quiet }: { quiet: boolean }): string {
  const shown = quiet ? report.findings.filter((finding) => finding.severity === 'error') : report.findings;
  const lines = shown.map((finding) => annotation(finding, report.targets));
  for (const { severity, text, places } of notes(report, quiet)) {
    lines.push(`::${commands[severity]}::${escapeData(`${text}\n${places}`)}`);
  }
  if (!quiet) {
    if (report.assumed !== '') lines.push(escapeUnsafe(report.assumed));
    lines.push(summarize(report));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(finding: Finding, targets: readonly string[]): string {
  const { uri, range } = finding.location;
  const properties: [string, string][] = [['file', uri]];
  if (range !== undefined) {
    const endLine = range.end.column === 0 && range.end.line > range.start.line ? range.end.line : range.end.line + 1;
    properties.push(['line', String(range.start.line + 1)], ['endLine', String(endLine)]);
    // GitHub takes columns only when a range stays on its line.
    if (endLine === range.start.line + 1) {
      properties.push(['col', String(range.start.column + 1)], ['endColumn', String(range.end.column + 1)]);
    }
  }
  properties.push(['title', finding.ruleId]);
  const body = [finding.message, stripText(finding, targets), finding.fix.trim(), finding.docsUrl].filter(
    (part) => part !== '',
  );
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(value)}`).join(',');
  return `::${commands[finding.severity]} ${list}::${escapeData(body.join('\n'))}`;
}

function escapeData(text: string): string {
  const lines = text.split(/\r\n|\n|\r/).map((line) => escapeUnsafe(line).replaceAll('%', '%25'));
  return lines.join('%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
