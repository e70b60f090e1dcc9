import type { Finding, Report } from '../model/index.ts';
import { changeWord } from './changes.ts';
import { escapeUnsafe } from './escape.ts';
import { codeFrame } from './frame.ts';
import { type Note, notes } from './notes.ts';
import { nameObject, showLocation } from './place.ts';
import { wrap } from './prose.ts';
import { versionStrip } from './strip.ts';
import { createStyle, type Style } from './style.ts';
import { summarize } from './summary.ts';

interface TextOptions {
  /** Text by uri, for the code frames; findings in others are shown without. */
  sources: ReadonlyMap<string, string>;
  color: boolean;
  /** Errors only, and nothing but findings. */
  quiet: boolean;
}

const indent = '   ';

/** For people: what is wrong, where, on which versions, and what to do. Ends with a line break, or is empty. */
export function formatText(report: Report, options: TextOptions): string {
  const style = createStyle(options.color);
  const shown = options.quiet ? report.findings.filter((finding) => finding.severity === 'error') : report.findings;
  const lines = createLines(options.sources);
  const blocks = shown.map((finding) => block(finding, report, lines(finding.location.uri), style).join('\n'));
  const end = closing(report, options.quiet, style);
  if (end.length > 0) blocks.push(end.join('\n'));
  return blocks.map((text) => `${text}\n`).join('\n');
}

function block(finding: Finding, report: Report, lines: readonly string[] | undefined, style: Style): string[] {
  const paint = style.severity[finding.severity];
  const head = `${style.bold(showLocation(finding.location))} ${paint(finding.severity)} ${style.bold(escapeUnsafe(finding.message))}`;
  const block = [`${head} ${style.dim(`[${escapeUnsafe(finding.ruleId)}]`)}`];
  const { range } = finding.location;
  if (lines !== undefined && range !== undefined) {
    for (const line of codeFrame(lines, range, style, paint)) block.push(indent + line);
  }
  for (const [label, text] of labelled(finding, report, style))
    block.push(`${indent}${style.dim(label.padEnd(4))} ${text}`);
  return block;
}

function labelled(finding: Finding, { targets, changes }: Report, style: Style): [label: string, text: string][] {
  const rows: [string, string][] = [];
  if (finding.object.kind !== '') rows.push(['in', nameObject(finding.object)]);
  for (const { message, location } of finding.related)
    rows.push(['see', `${showLocation(location)} ${escapeUnsafe(message)}`]);
  const strip = versionStrip(finding, targets).map(({ targets: names, words, severity }) => {
    return `${escapeUnsafe(names)} ${(severity === undefined ? style.good : style.severity[severity])(words)}`;
  });
  if (changes !== undefined) rows.push(['on', `${strip.join(style.dim(' → '))} (${changeWord(finding, changes)})`]);
  else if (strip.length > 0) rows.push(['on', strip.join(style.dim(' · '))]);
  if (finding.fix !== '') rows.push(['fix', wrap(finding.fix).map(escapeUnsafe).join(`\n${indent}     `)]);
  if (finding.docsUrl !== '') rows.push(['docs', style.dim(escapeUnsafe(finding.docsUrl))]);
  return rows;
}

function closing(report: Report, quiet: boolean, style: Style): string[] {
  const lines = noteLines(notes(report, quiet), style);
  if (quiet) return lines;
  if (report.assumed !== '') lines.push(style.dim(escapeUnsafe(report.assumed)));
  const { error, warning, info } = report.summary;
  const paint = error > 0 ? style.severity.error : warning + info > 0 ? style.severity.warning : style.good;
  return [...lines, style.bold(paint(summarize(report))), ...repairable(report).map(style.dim)];
}

/** Standard input has no file to repair. */
function repairable({ findings }: Report): string[] {
  const own = findings.filter(
    ({ location, fixes }) => location.uri !== '-' && fixes?.some(({ safe }) => safe) === true,
  ).length;
  if (own === 0) return [];
  const subject = own < findings.length ? `${own} of them` : own === 1 ? 'it' : 'all of them';
  const verb = own === 1 ? 'has' : 'have';
  return [`${subject} ${verb} a safe fix; sidecarlint fix --dry-run shows what it would change`];
}

export function noteLines(noted: readonly Note[], style: Style): string[] {
  return noted.flatMap(({ severity, text, places }) => {
    const paint = severity === 'error' ? style.severity.error : style.dim;
    return [paint(escapeUnsafe(text)), style.dim(indent + escapeUnsafe(places))];
  });
}

/** Splits each text once, however many findings it has. */
function createLines(sources: ReadonlyMap<string, string>): (uri: string) => readonly string[] | undefined {
  const known = new Map<string, readonly string[]>();
  return (uri) => {
    const text = sources.get(uri);
    if (text === undefined) return undefined;
    const lines = known.get(uri) ?? text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
    known.set(uri, lines);
    return lines;
  };
}
