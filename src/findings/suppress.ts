import type { PolicyConfig } from '../generated/config.ts';
import { type Finding, join, type Manifest, nearestExisting } from '../model/index.ts';
import { locate, referenceOf } from './finding.ts';
import { withoutLine } from './let-pass.ts';
import type { MergedHit } from './merge.ts';
import type { OwnRules } from './own-rules.ts';
import { annotation, holds, type Suppression, type SuppressionProblem, suppressionsOf } from './suppression.ts';

type ConfiguredSuppression = NonNullable<PolicyConfig['suppressions']>[number];

export interface SuppressOptions {
  rules: { has(id: string): boolean };
  unknownRule(id: string): string;
  containersOf(manifest: Manifest): readonly string[];
  /** Name of the container a pointer lies in; '' outside containers. */
  containerAt(manifest: Manifest, pointer: string): string;
  configured: readonly ConfiguredSuppression[];
  /** Whether a file pattern of the configuration matches the object's file. */
  pathMatches(pattern: string): boolean;
  /** YYYY-MM-DD, or '' when dates are not looked at. */
  today: string;
  /** Rules that ran for this object: an unused suppression of another rule says nothing. */
  active: { has(id: string): boolean };
  own: OwnRules;
}

export interface Suppressed {
  kept: MergedHit[];
  suppressed: number;
  /** About the suppressions themselves. */
  findings: Finding[];
  /** Configured suppressions that silenced something here. */
  used: ConfiguredSuppression[];
}

/**
 * Takes out what annotations or the configuration let pass, and reports suppressions that are wrong or do nothing. What was found in a
 * SidecarSet through a workload can be let pass at either.
 */
export function suppress(manifest: Manifest, hits: readonly MergedHit[], options: SuppressOptions): Suppressed {
  const own = linesOf(manifest, options);
  const others = new Map<Manifest, Lines>([[manifest, own]]);
  const used = new Set<Suppression>();
  const usedConfigured = new Set<ConfiguredSuppression>();
  const kept = hits.filter(({ hit }) => {
    const at = others.get(hit.manifest) ?? linesOf(hit.manifest, options);
    others.set(hit.manifest, at);
    const container = options.containerAt(hit.manifest, hit.pointer);
    const matching = [...new Set([...own.suppressions, ...at.suppressions])].filter(
      (line) =>
        line.rule === hit.rule.id &&
        (line.container === '' || line.container === container) &&
        holds(line, options.today),
    );
    const places = [...new Set([manifest, hit.manifest])];
    const configured = options.configured.filter((entry) =>
      places.some((place) => covers(entry, place, hit.rule.id, container, options)),
    );
    for (const line of matching) used.add(line);
    for (const entry of configured) usedConfigured.add(entry);
    return matching.length === 0 && configured.length === 0;
  });
  return {
    kept,
    suppressed: hits.length - kept.length,
    used: [...usedConfigured],
    findings: remarks(
      manifest,
      own.problems,
      own.suppressions.filter((line) => !used.has(line)),
      options,
    ),
  };
}

type Lines = ReturnType<typeof suppressionsOf>;

function linesOf(manifest: Manifest, options: SuppressOptions): Lines {
  const { rules, unknownRule } = options;
  return suppressionsOf(manifest, { rules, unknownRule, containers: () => options.containersOf(manifest) });
}

/** About the annotation itself. Its place is looked for only when there is something to say: that reads the document again. */
function remarks(
  manifest: Manifest,
  problems: readonly SuppressionProblem[],
  idle: readonly Suppression[],
  options: SuppressOptions,
): Finding[] {
  const silent = idle.filter((line) => options.active.has(line.rule));
  if (problems.length === 0 && silent.length === 0) return [];
  const pointer = nearestExisting(manifest.object, join('', 'metadata', 'annotations', annotation));
  const place = { object: referenceOf(manifest), location: locate(manifest, pointer) };
  return [
    ...problems.flatMap(({ message }) => options.own.finding('source/invalid-suppression', { message, ...place })),
    ...silent.flatMap((line) => {
      const parts = { message: unused(line, options.today), fixes: [withoutLine(manifest, line.text)], ...place };
      return options.own.finding('source/unused-suppression', parts);
    }),
  ];
}

function unused(line: Suppression, today: string): string {
  return holds(line, today)
    ? `the suppression '${line.text}' silences nothing; remove the line`
    : `the suppression '${line.text}' ended on ${line.until}; remove the line, or give it a new date and reason`;
}

function covers(
  entry: ConfiguredSuppression,
  manifest: Manifest,
  ruleId: string,
  container: string,
  options: SuppressOptions,
): boolean {
  return (
    entry.rule === ruleId &&
    (entry.kind === undefined || entry.kind === manifest.kind) &&
    (entry.name === undefined || entry.name === manifest.name) &&
    (entry.namespace === undefined || entry.namespace === (manifest.namespace || 'default')) &&
    (entry.container === undefined || entry.container === container) &&
    (entry.path === undefined || options.pathMatches(entry.path)) &&
    holds({ until: entry.until ?? '' }, options.today)
  );
}
