import { type Changes, type FileStatus, type Finding, type Report, severities } from '../model/index.ts';
import { changed } from './changes.ts';
import { unique } from './unique.ts';

export interface ReportParts {
  targets: readonly string[];
  assumed: string;
  /** Two targets: findings that mean the same on both are left out. */
  onlyChanges: boolean;
  findings: readonly Finding[];
  suppressed: number;
  files: readonly FileStatus[];
  failures: Report['failures'];
}

/** Everything of a run in one value; findings in reading order, the same for the same input. */
export function toReport(parts: ReportParts): Report {
  const { findings, changes } = shown(parts);
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    version: 1,
    targets: [...parts.targets],
    assumed: parts.assumed,
    ...(changes === undefined ? {} : { changes }),
    findings,
    files: [...parts.files],
    failures: [...parts.failures],
    summary: { error: count('error'), warning: count('warning'), info: count('info'), suppressed: parts.suppressed },
  };
}

function shown({ findings, targets, onlyChanges }: ReportParts): { findings: Finding[]; changes?: Changes } {
  const all = inOrder(findings);
  const [from, to] = targets;
  return onlyChanges && from !== undefined && to !== undefined ? changed(all, from, to) : { findings: all };
}

/** Each problem once, in reading order. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return unique(findings).sort(byPlace);
}

/** By file, then place in the text, then severity and rule. */
function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.location.uri, b.location.uri) ||
    (a.location.range?.start.line ?? 0) - (b.location.range?.start.line ?? 0) ||
    (a.location.range?.start.column ?? 0) - (b.location.range?.start.column ?? 0) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compare(a.ruleId, b.ruleId) ||
    compare(a.location.pointer, b.location.pointer) ||
    compare(a.message, b.message)
  );
}

/** By code unit: the order must not depend on the machine's language. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
