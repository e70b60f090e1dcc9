import type { Band, Changes, Finding } from '../model/index.ts';

/** The findings that do not mean the same on both targets, and how many do. */
export function changed(
  findings: readonly Finding[],
  from: string,
  to: string,
): { findings: Finding[]; changes: Changes } {
  const kept = findings.filter(({ bands }) => meaning(bands, from) !== meaning(bands, to));
  return { findings: kept, changes: { from, to, unchanged: findings.length - kept.length } };
}

function meaning(bands: readonly Band[], target: string): string {
  const band = bands.find(({ targets }) => targets.includes(target));
  return band === undefined ? '' : `${band.outcome} ${band.severity}`;
}
