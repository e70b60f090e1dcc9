import { type FileStatus, type Finding, type Report, severities } from '../model/index.ts';
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

/** One line per distinct reason: how many files and documents were passed over or could not be read, why, and where. */
export function noteFiles(files: readonly FileStatus[]): string[] {
  const notes = new Map<string, { broken: boolean; reason: string; files: string[]; documents: string[] }>();
  const note = (broken: boolean, reason: string, file: string | undefined, document: string | undefined): void => {
    const key = `${broken} ${reason}`;
    const known = notes.get(key) ?? { broken, reason, files: [], documents: [] };
    if (file !== undefined) known.files.push(file);
    if (document !== undefined) known.documents.push(document);
    notes.set(key, known);
  };
  for (const { uri, status, reason, skips } of files) {
    const path = showPath(uri);
    if (status !== 'linted' && reason !== undefined) note(status === 'broken', reason, path, undefined);
    for (const skip of skips) {
      if (skip.document !== undefined) note(false, skip.reason, undefined, `${path} document ${skip.document + 1}`);
      else if (skip.reason !== reason) note(false, skip.reason, path, undefined);
    }
  }
  return [...notes.values()].map(({ broken, reason, files: whole, documents }) => {
    const amounts: string[] = [];
    if (whole.length > 0) amounts.push(count(whole.length, ['file', 'files']));
    if (documents.length > 0) amounts.push(count(documents.length, ['document', 'documents']));
    const verb = broken ? 'not read' : 'skipped';
    return `${amounts.join(' and ')} ${verb} (${examples([...whole, ...documents])}): ${reason}`;
  });
}

const mostExamples = 3;

function examples(places: readonly string[]): string {
  const rest = places.length - mostExamples;
  return places.slice(0, mostExamples).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
