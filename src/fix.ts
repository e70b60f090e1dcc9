/** The corridor of repair: judge, carry out what can be, and judge again until nothing is left to do. */
import { applyFixes, type Fixed } from './edit/index.ts';
import { type LintOptions, lintSources } from './lint.ts';
import type { Finding, Fix, Operation, Report, Source } from './model/index.ts';

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
const mostRounds = 20;

interface State {
  texts: ReadonlyMap<string, string>;
  done: readonly Repair[];
  report: Report;
}

/** Repairs texts that belong together. */
export function fixSources(sources: readonly Source[], options: FixOptions = {}): Repaired {
  const judge = (texts: State['texts']): Report =>
    lintSources(
      sources.map(({ uri, text }) => ({ uri, text: texts.get(uri) ?? text })),
      options,
    );
  const banned = new Map<string, string>();
  let state: State = { texts: new Map(), done: [], report: judge(new Map()) };
  for (let round = 0; ; round += 1) {
    const possible = state.report.findings.map((finding) => possibleRepairs(finding, options.unsafe === true));
    // The best one that has not failed yet.
    const repairs = possible.flatMap((ways) => ways.find((repair) => !banned.has(identity(repair))) ?? []);
    const fixed = attempt(repairs, sources, state);
    if (fixed.texts.length === 0 || round === mostRounds) {
      const isUnsettled = fixed.texts.length > 0;
      const changed = sources.flatMap(({ uri, text }) => {
        const now = state.texts.get(uri);
        return now === undefined || now === text ? [] : [[uri, now] as const];
      });
      const refused = [...refusals(repairs, fixed), ...possible.flatMap((ways) => bans(ways, banned))];
      return { texts: new Map(changed), done: [...state.done], refused, isUnsettled, report: state.report };
    }
    const texts = new Map([...state.texts, ...fixed.texts.map(({ uri, text }) => [uri, text] as const)]);
    const done = repairs.filter(({ fix }) => fixed.done.includes(fix));
    const report = judge(texts);
    const harmful = done.flatMap((repair) => harm(repair, state.report, report, options.unsafe === true));
    for (const { repair, reason } of harmful) banned.set(identity(repair), reason);
    // What did no harm is tried again without the rest.
    if (harmful.length > 0) continue;
    // Once is enough: what is still found then is found for another reason.
    for (const repair of done) banned.set(identity(repair), 'it is carried out, and the finding stays');
    state = { texts, done: [...state.done, ...done], report };
  }
}

function attempt(repairs: readonly Repair[], sources: readonly Source[], { texts }: State): Fixed {
  return applyFixes(
    repairs.map(({ fix }) => fix),
    (uri) => {
      const source = sources.find((each) => each.uri === uri);
      return source && { uri, text: texts.get(uri) ?? source.text };
    },
  );
}

/** The fixes that may be carried out without asking anybody, the best one first. */
function possibleRepairs(finding: Finding, unsafe: boolean): Repair[] {
  return (finding.fixes ?? []).filter(({ safe }) => safe || unsafe).map((fix) => ({ finding, fix }));
}

function identity({ finding, fix }: Repair): string {
  return `${finding.location.uri} ${finding.fingerprint} ${fix.title}`;
}

/** A fix is none when as many targets as before have an error at the place it changes, of another rule, that nothing can be done about. */
function harm(repair: Repair, before: Report, after: Report, unsafe: boolean): { repair: Repair; reason: string }[] {
  for (const operation of repair.fix.operations) {
    const now = errorsAt(operation, after);
    const others = now.filter(({ ruleId }) => ruleId !== repair.finding.ruleId);
    const worse = others.find((finding) => possibleRepairs(finding, unsafe).length === 0);
    if (worse === undefined || targetsOf(now) < targetsOf(errorsAt(operation, before))) continue;
    return [{ repair, reason: `it would bring another error: ${worse.message} [${worse.ruleId}]` }];
  }
  return [];
}

/** At the very place: what stands around it may have been uncovered by the fix. */
function errorsAt(operation: Operation, { findings }: Report): Finding[] {
  if (operation.op !== 'add' && operation.op !== 'replace' && operation.op !== 'quote') return [];
  return findings.filter(
    ({ location: { uri, pointer }, severity }) =>
      severity === 'error' && uri === operation.uri && pointer !== '' && operation.pointer.endsWith(pointer),
  );
}

function targetsOf(findings: readonly Finding[]): number {
  const bands = findings.flatMap((finding) => finding.bands).filter(({ severity }) => severity === 'error');
  return new Set(bands.flatMap(({ targets }) => targets)).size;
}

function refusals(repairs: readonly Repair[], { refused }: Fixed): Repaired['refused'] {
  return repairs.flatMap((repair) => {
    const found = refused.find(({ fix }) => fix === repair.fix);
    return found === undefined ? [] : [{ ...repair, reason: found.reason }];
  });
}

/** Where all ways have failed, the best of them is told. */
function bans(ways: readonly Repair[], banned: ReadonlyMap<string, string>): Repaired['refused'] {
  const [best] = ways;
  const reason = best && banned.get(identity(best));
  if (best === undefined || reason === undefined || !ways.every((repair) => banned.has(identity(repair)))) return [];
  return [{ ...best, reason }];
}
