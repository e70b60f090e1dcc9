import type { Hit } from '../engine/index.ts';
import {
  type Band,
  isWithin,
  type Manifest,
  type Outcome,
  outcomes,
  type Severity,
  severities,
} from '../model/index.ts';
import type { ProfileHits } from './profile.ts';

/** One problem over all targets of the run; positions and words for people come later. */
export interface MergedHit {
  hit: Hit;
  severity: Severity;
  outcome: Outcome;
  bands: Band[];
}

interface Said {
  hit: Hit;
  band: Band;
}

/**
 * Merges what the profiles of one manifest say: the same rule at the same place is one finding with bands.
 * Severity, outcome and words are those of the worst band.
 */
export function merge(profiles: readonly ProfileHits[], order: readonly string[]): MergedHit[] {
  const places = new Map<string, Said[]>();
  const manifests = new Map<Manifest, number>();
  for (const profile of profiles) {
    const seen = new Map<string, number>();
    const messages = new Set<string>();
    for (const hit of notSuperseded(profile.hits)) {
      const place = `${hit.rule.id} ${identity(manifests, hit.manifest)} ${hit.pointer}`;
      // The same words at the same place are the same fault, however often the server repeats it.
      if (messages.has(`${place} ${hit.message}`)) continue;
      messages.add(`${place} ${hit.message}`);
      const occurrence = seen.get(place) ?? 0;
      seen.set(place, occurrence + 1);
      const key = `${place} ${occurrence}`;
      const said = places.get(key) ?? [];
      said.push({ hit, band: bandOf(profile, hit) });
      places.set(key, said);
    }
  }
  return [...places.values()].map((said) => combine(said, order));
}

function identity(known: Map<Manifest, number>, manifest: Manifest): number {
  const number = known.get(manifest) ?? known.size;
  known.set(manifest, number);
  return number;
}

function notSuperseded(hits: readonly Hit[]): Hit[] {
  return hits.filter(
    (hit) =>
      !hits.some(
        (other) =>
          other.rule.supersedes.includes(hit.rule.id) &&
          other.manifest === hit.manifest &&
          isWithin(hit.pointer, other.pointer),
      ),
  );
}

function bandOf(profile: ProfileHits, hit: Hit): Band {
  const active = profile.active.get(hit.rule);
  return {
    targets: [...profile.targets],
    outcome: active?.outcome ?? hit.natural ?? 'risk',
    severity: active?.severity ?? hit.rule.severity,
  };
}

function combine(said: readonly Said[], order: readonly string[]): MergedHit {
  const bands: Band[] = [];
  for (const { band } of said) {
    const same = bands.find((other) => other.outcome === band.outcome && other.severity === band.severity);
    if (same === undefined) bands.push({ ...band, targets: [...band.targets] });
    else same.targets.push(...band.targets);
  }
  const worst = said.reduce((left, right) => (compareBands(right.band, left.band) < 0 ? right : left));
  const covered = new Set(bands.flatMap((band) => band.targets));
  const rest = order.filter((target) => !covered.has(target));
  const { elsewhere } = worst.hit.rule;
  if (elsewhere !== undefined && rest.length > 0) bands.push({ targets: rest, outcome: elsewhere, severity: 'info' });
  for (const band of bands) band.targets.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  bands.sort((a, b) => order.indexOf(a.targets[0] ?? '') - order.indexOf(b.targets[0] ?? ''));
  return { hit: worst.hit, severity: worst.band.severity, outcome: worst.band.outcome, bands };
}

/** Negative when `a` is worse: by severity, then by the order of outcomes. */
function compareBands(a: Band, b: Band): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome)
  );
}
