/** The corridor of repair: judge, carry out what can be, and judge again until nothing is left to do. */
import { applyFixes, type Fixed } from './edit/index.ts';
import { type LintOptions, lintSources } from './lint.ts';
import type { Finding, Fix, Report, Source } from './model/index.ts';

export interface FixOptions extends LintOptions {
  /** Also carry out fixes that a person should have decided on. */
  unsafe?: boolean;
}

/** A finding and the fix that was chosen for it. */
export interface Repair {
  finding: Finding;
  fix: Fix;
}

export interface Repaired {
  /** Texts that have changed, as they are now. */
  texts: ReadonlyMap<string, string>;
  done: Repair[];
  /** What could not be carried out without harm, and why. */
  refused: (Repair & { reason: string })[];
  /** Fixes kept undoing one another, or finding more to do. */
  isUnsettled: boolean;
  /** What is found in the texts as they are now. */
  report: Report;
}

/** A fix may uncover the next finding; a chain longer than this is no chain of slips. */
const mostRounds = 10;

/** Repairs texts that belong together. */
export function fixSources(sources: readonly Source[], options: FixOptions = {}): Repaired {
  const texts = new Map(sources.map(({ uri, text }) => [uri, text]));
  const done: Repair[] = [];
  const seen = new Set<string>();
  for (let round = 0; ; round += 1) {
    const now = sources.map(({ uri, text }) => ({ uri, text: texts.get(uri) ?? text }));
    const report = lintSources(now, options);
    const repairs = report.findings.flatMap((finding) => chosen(finding, options.unsafe === true));
    const fixed = applyFixes(
      repairs.map(({ fix }) => fix),
      (uri) => now.find((source) => source.uri === uri),
    );
    const state = fixed.texts.map(({ uri, text }) => `${uri}\n${text}`).join('\n');
    const isUnsettled = fixed.texts.length > 0 && (round === mostRounds || seen.has(state));
    if (fixed.texts.length === 0 || isUnsettled) {
      const changed = sources.filter(({ uri, text }) => texts.get(uri) !== text).map(({ uri }) => uri);
      return {
        texts: new Map(changed.map((uri) => [uri, texts.get(uri) ?? ''])),
        done,
        refused: refusals(repairs, fixed),
        isUnsettled,
        report,
      };
    }
    seen.add(state);
    done.push(...repairs.filter(({ fix }) => fixed.done.includes(fix)));
    for (const { uri, text } of fixed.texts) texts.set(uri, text);
  }
}

/** The best fix that may be carried out without asking anybody. */
function chosen(finding: Finding, unsafe: boolean): Repair[] {
  const fix = finding.fixes?.find(({ safe }) => safe || unsafe);
  return fix === undefined ? [] : [{ finding, fix }];
}

function refusals(repairs: readonly Repair[], { refused }: Fixed): Repaired['refused'] {
  return repairs.flatMap((repair) => {
    const found = refused.find(({ fix }) => fix === repair.fix);
    return found === undefined ? [] : [{ ...repair, reason: found.reason }];
  });
}
