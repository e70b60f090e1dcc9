import { type Finding, type Fix, outcomes, type Related, severities } from '../model/index.ts';

/**
 * The same rule at the same place is one finding, from however many workloads it was seen: what they add are related places.
 * The worst speaks; the order of the input does not matter.
 */
export function unique(findings: readonly Finding[]): Finding[] {
  const places = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { ruleId, object, location, message } = finding;
    const { range } = location;
    // Without a text, or where one place has several faults, the words tell them apart.
    const key = JSON.stringify([ruleId, object, location.uri, location.pointer, range, message]);
    places.set(key, [...(places.get(key) ?? []), finding]);
  }
  return [...places.values()].map(joined);
}

function joined(same: readonly Finding[]): Finding {
  const [worst, ...others] = [...same].sort(worstFirst);
  if (worst === undefined) throw new Error('a place without findings');
  if (others.length === 0) return worst;
  const related = new Map<string, Related>();
  for (const entry of same.flatMap((finding) => finding.related)) related.set(JSON.stringify(entry), entry);
  // Seen through another object, a finding has none.
  const [fixes] = same.flatMap((finding) => (finding.fixes === undefined ? [] : [finding.fixes])).sort(byTitles);
  const found = fixes === undefined ? {} : { fixes };
  return {
    ...worst,
    ...found,
    related: [...related.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry),
  };
}

function byTitles(a: readonly Fix[], b: readonly Fix[]): number {
  const titles = (fixes: readonly Fix[]): string => fixes.map(({ title }) => title).join('\n');
  return titles(a) < titles(b) ? -1 : 1;
}

function worstFirst(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome) ||
    b.bands.flatMap((band) => band.targets).length - a.bands.flatMap((band) => band.targets).length ||
    (a.message < b.message ? -1 : 1)
  );
}
