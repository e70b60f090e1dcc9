import type { FileStatus, Report } from '../model/index.ts';
import { nameObject, showPath } from './place.ts';
import { count } from './prose.ts';

export interface Note {
  severity: 'error' | 'info';
  text: string;
  /** The first of the files, documents or objects it is about. */
  places: string;
}

/** What the findings do not say: failed rules and unreadable files, and, unless `quiet`, what was skipped and why. */
export function notes(report: Pick<Report, 'findings' | 'files' | 'failures'>, quiet: boolean): Note[] {
  const found = new Set(report.findings.map((finding) => finding.location.uri));
  // A file whose faults are findings needs no note.
  const files = report.files.filter(({ uri, status }) => status !== 'broken' || !found.has(uri));
  const noted = [...noteFailures(report.failures), ...noteFiles(files)];
  return noted.filter(({ severity }) => severity === 'error' || !quiet);
}

/** Rules that could not be evaluated, and on what: the run then says less than it should. */
export function noteFailures(failures: Report['failures']): Note[] {
  const places = new Map<string, Set<string>>();
  for (const { ruleId, message, object } of failures) {
    const text = `rule ${ruleId} failed: ${message}`;
    places.set(text, (places.get(text) ?? new Set()).add(nameObject(object)));
  }
  return [...places].map(([text, objects]) => ({ severity: 'error', text, places: examples([...objects]) }));
}

interface Passed {
  severity: Note['severity'];
  reason: string;
  files: string[];
  documents: string[];
}

/** One note per distinct reason, with the number of files and documents it holds for. */
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
    return {
      severity,
      text: `${amounts.join(' and ')} ${verb}: ${reason}`,
      places: examples([...whole, ...documents]),
    };
  });
}

const mostExamples = 3;

function examples(places: readonly string[]): string {
  const rest = places.length - mostExamples;
  return places.slice(0, mostExamples).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
