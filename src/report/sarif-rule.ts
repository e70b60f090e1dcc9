import type { Severity } from '../model/index.ts';
import { oneLine } from './prose.ts';

/** What a surface can tell about a rule. */
export interface RuleHelp {
  id: string;
  /** Absent: as told by its bands. */
  severity?: Severity;
  summary: string;
  why: string;
  fix: string;
  references?: readonly string[];
}

/** GitHub's limit, in characters. */
const longestDescription = 1024;
export const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
/** What code scanning shows as the severity of an alert that is no security alert. */
const problems: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'recommendation' };

/** A SARIF reportingDescriptor. A rule without help (a fault of the text itself) is described by its id. */
export function describeRule(id: string, help: RuleHelp | undefined, docsUrl: string): object {
  const summary = oneLine(help?.summary ?? id);
  const severity = help?.severity ?? 'error';
  return {
    id,
    name: id.replaceAll(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: cut(summary, longestDescription) },
    fullDescription: { text: cut(oneLine(help?.why ?? summary) || summary, longestDescription) },
    help: { text: plainHelp(summary, help), markdown: markdownHelp(summary, help) },
    ...(docsUrl === '' ? {} : { helpUri: docsUrl }),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [...new Set(['kubernetes', 'sidecar', id.split('/')[0] ?? id])],
      precision: 'high',
      'problem.severity': problems[severity],
    },
  };
}

function plainHelp(summary: string, help: RuleHelp | undefined): string {
  if (help === undefined) return summary;
  return paragraphs([summary, oneLine(help.why), `Fix: ${oneLine(help.fix)}`, (help.references ?? []).join('\n')]);
}

function markdownHelp(summary: string, help: RuleHelp | undefined): string {
  if (help === undefined) return summary;
  const references = (help.references ?? []).map((url) => `- <${url}>`).join('\n');
  return paragraphs([summary, help.why.trim(), `**Fix:** ${oneLine(help.fix)}`, references]);
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}
