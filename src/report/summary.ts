import { type FileStatus, type Finding, type Report, severities } from '../model/index.ts';
import { summarizeChanges } from './changes.ts';
import { count } from './prose.ts';

/** `5 errors, 2 warnings in 12 files (3 skipped), 1 suppressed; the API server itself would never mention 4 of them` */
export function summarize(report: Report): string {
  const { summary, changes } = report;
  if (changes !== undefined) return `${summarizeChanges(report.findings, changes)}, in ${countFiles(report.files)}`;
  const counted = severities
    .filter((severity) => summary[severity] > 0)
    .map((severity) => count(summary[severity], nouns[severity]));
  const suppressed = summary.suppressed > 0 ? `, ${summary.suppressed} suppressed` : '';
  const found = counted.length === 0 ? 'no findings' : counted.join(', ');
  return `${found} in ${countFiles(report.files)}${suppressed}${silence(report.findings)}`;
}

const nouns = { error: ['error', 'errors'], warning: ['warning', 'warnings'], info: ['info', 'infos'] } as const;

function countFiles(files: readonly FileStatus[]): string {
  const amount = (status: FileStatus['status']): number => files.filter((file) => file.status === status).length;
  const [skipped, broken] = [amount('skipped'), amount('broken')];
  const rest = [...(skipped > 0 ? [`${skipped} skipped`] : []), ...(broken > 0 ? [`${broken} not read`] : [])];
  return `${count(amount('linted'), ['file', 'files'])}${rest.length > 0 ? ` (${rest.join(', ')})` : ''}`;
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
