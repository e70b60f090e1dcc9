import type { Finding } from '../../src/model/index.ts';

/** `line:col-line:col severity pointer message`, 1-based, with the bands where targets differ. */
export function findingLine(finding: Finding): string {
  const { severity, location, message } = finding;
  const bands = finding.bands.map((band) => `${band.targets.join(',')} ${band.outcome} ${band.severity}`).join('; ');
  return `${place(finding)} ${severity} ${location.pointer || '/'} ${message}\n  [${bands}]`;
}

/** A finding of another rule in the same case: its presence matters, its words are proven in the rule's own cases. */
export function otherLine(finding: Finding): string {
  return `also ${place(finding)} ${finding.severity} ${finding.ruleId} ${finding.location.pointer || '/'}`;
}

function place({ location: { range } }: Finding): string {
  if (range === undefined) return '-';
  return `${range.start.line + 1}:${range.start.column + 1}-${range.end.line + 1}:${range.end.column + 1}`;
}

/** What `lintText` and `lintObject` must agree on. */
export function identities(findings: readonly Finding[]): string[] {
  const all = findings
    .filter((finding) => !finding.ruleId.startsWith('source/'))
    .map(
      (finding) =>
        `${finding.object.kind} ${finding.object.namespace}/${finding.object.name} ${finding.ruleId} ${finding.location.pointer}`,
    )
    .sort();
  // An object given twice is one object, and two places only in texts.
  return [...new Set(all)];
}
