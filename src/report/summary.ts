import { type FileStatus, type Finding, type ObjectReference, type Report, severities } from '../model/index.ts';
import { escapeUnsafe } from './escape.ts';
import { showPath } from './place.ts';

/** `5 errors, 2 warnings in 12 files (3 skipped), 1 suppressed; the API server itself would never mention 4 of them` */
export function summarize(report: Report): string {
  const { summary } = report;
  const counted = severities
    .filter((severity) => summary[severity] > 0)
    .map((severity) => count(summary[severity], nouns[severity]));
  const suppressed = summary.suppressed > 0 ? `, ${summary.suppressed} suppressed` : '';
  const found = counted.length === 0 ? 'no findings' : counted.join(', ');
  return `${found} in ${countFiles(report.files)}${suppressed}${silence(report.findings)}`;
}

const nouns = { error: ['error', 'errors'], warning: ['warning', 'warnings'], info: ['info', 'infos'] } as const;

function count(amount: number, [one, many]: readonly [string, string]): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

function countFiles(files: readonly FileStatus[]): string {
  const skipped = files.filter((file) => file.status === 'skipped').length;
  const judged = count(files.length - skipped, ['file', 'files']);
  return skipped === 0 ? judged : `${judged} (${skipped} skipped)`;
}

/** The reason to have this program: what `kubectl apply` lets pass without a word. */
function silence(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const silent = findings.filter(({ outcome }) => outcome !== 'rejected' && outcome !== 'unknown-field').length;
  if (findings.length === 1)
    return `; the API server itself would ${silent === 0 ? 'mention it too' : 'never mention it'}`;
  if (silent === 0) return '; the API server itself would mention each of them';
  return `; the API server itself would never mention ${silent === findings.length ? 'any' : silent} of them`;
}

/** `Deployment shop/api` */
export function nameObject({ kind, namespace, name }: ObjectReference): string {
  return escapeUnsafe(`${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`).trimEnd();
}

/** Rules that could not be evaluated, and on what: the run then says less than it should. */
export function noteFailures(failures: Report['failures']): string[] {
  return failures.map(({ ruleId, message, object }) => `rule ${ruleId} failed on ${nameObject(object)}: ${message}`);
}

export interface Note {
  severity: 'error' | 'info';
  text: string;
}

/** What the findings do not say: failed rules and unreadable files, and, unless `quiet`, what was skipped and why. */
export function notes(report: Report, quiet: boolean): Note[] {
  const failures = noteFailures(report.failures).map((text): Note => ({ severity: 'error', text }));
  return [...failures, ...noteFiles(report.files).filter(({ severity }) => severity === 'error' || !quiet)];
}

interface Passed {
  severity: Note['severity'];
  reason: string;
  files: string[];
  documents: string[];
}

/** One note per distinct reason, with the number of files and documents it holds for and the first of them. */
function noteFiles(files: readonly FileStatus[]): Note[] {
  const reasons = new Map<string, Passed>();
  const passedFor = (severity: Note['severity'], reason: string): Passed => {
    const known = reasons.get(`${severity} ${reason}`) ?? { severity, reason, files: [], documents: [] };
    reasons.set(`${severity} ${reason}`, known);
    return known;
  };
  for (const { uri, status, reason, skips } of files) {
    const path = showPath(uri);
    if (status !== 'linted' && reason !== undefined) {
      passedFor(status === 'broken' ? 'error' : 'info', reason).files.push(path);
    }
    for (const skip of skips) {
      if (skip.document !== undefined)
        passedFor('info', skip.reason).documents.push(`${path} document ${skip.document + 1}`);
      else if (skip.reason !== reason) passedFor('info', skip.reason).files.push(path);
    }
  }
  return [...reasons.values()].map(({ severity, reason, files: whole, documents }) => {
    const amounts: string[] = [];
    if (whole.length > 0) amounts.push(count(whole.length, ['file', 'files']));
    if (documents.length > 0) amounts.push(count(documents.length, ['document', 'documents']));
    const verb = severity === 'error' ? 'not read' : 'skipped';
    return { severity, text: `${amounts.join(' and ')} ${verb} (${examples([...whole, ...documents])}): ${reason}` };
  });
}

const mostExamples = 3;

function examples(places: readonly string[]): string {
  const rest = places.length - mostExamples;
  return places.slice(0, mostExamples).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
