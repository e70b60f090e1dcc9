import type { Band, Finding, Outcome, Severity } from '../model/index.ts';

/** What each outcome means to a person who asks "what happens on this version?". */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  rejected: 'rejected',
  dropped: 'dropped',
  // kubectl 1.25 and newer asks for strict validation; other clients get a warning at most.
  'unknown-field': 'unknown field: kubectl refuses, others lose it',
  'not-a-sidecar': 'accepted, not a sidecar',
  'fails-at-runtime': 'accepted, fails at run time',
  risk: 'risk',
  advice: 'advice',
};

/** Neighbouring targets on which a finding means the same. `severity` is absent where there is nothing to find. */
export interface Segment {
  /** `1.29–1.33`, `1.35+` (to the last target of the run), `prod, staging`. */
  targets: string;
  words: string;
  severity?: Severity;
}

/** The version strip: every target of the run in order, from bands that each name some of them; [] for findings that no target decides. */
export function versionStrip(finding: Pick<Finding, 'bands' | 'severity'>, targets: readonly string[]): Segment[] {
  if (finding.bands.length === 0) return [];
  const runs: { names: string[]; band: Band | undefined }[] = [];
  for (const name of targets) {
    const band = finding.bands.find((candidate) => candidate.targets.includes(name));
    const open = runs.at(-1);
    if (open !== undefined && isSame(open.band, band)) open.names.push(name);
    else runs.push({ names: [name], band });
  }
  return runs.map(({ names, band }) => {
    const shown = nameTargets(names, targets);
    if (band === undefined) return { targets: shown, words: 'ok' };
    // Information says what else becomes of the place; it is not for judging.
    const other = band.severity === finding.severity || band.severity === 'info' ? '' : ` (${band.severity})`;
    return { targets: shown, words: outcomeWords[band.outcome] + other, severity: band.severity };
  });
}

/** `1.28 dropped · 1.29–1.33 rejected · 1.34+ ok`, in one line for formats without styles. */
export function stripText(finding: Pick<Finding, 'bands' | 'severity'>, targets: readonly string[]): string {
  return versionStrip(finding, targets)
    .map((segment) => `${segment.targets} ${segment.words}`)
    .join(' · ');
}

function isSame(left: Band | undefined, right: Band | undefined): boolean {
  return left?.outcome === right?.outcome && left?.severity === right?.severity;
}

/** Consecutive minors as a range; names of configured targets one by one. */
export function nameTargets(names: readonly string[], all: readonly string[]): string {
  const ranges: { first: string; last: string }[] = [];
  for (const name of names) {
    const open = ranges.at(-1);
    if (open !== undefined && follows(open.last, name)) open.last = name;
    else ranges.push({ first: name, last: name });
  }
  return ranges
    .map(({ first, last }) => {
      if (first === last) return first;
      const openEnded = last === all.at(-1) && first !== all[0];
      return openEnded ? `${first}+` : `${first}–${last}`;
    })
    .join(', ');
}

function follows(name: string, next: string): boolean {
  const before = minorOf(name);
  return before !== undefined && minorOf(next) === before + 1;
}

function minorOf(name: string): number | undefined {
  const match = /^1\.(\d{1,3})$/.exec(name);
  return match === null ? undefined : Number(match[1]);
}
