import type { Verdict } from '../model/index.ts';
import { gateState, lastMinor } from '../target/index.ts';
import { sampleOf, verdictOn } from './samples.ts';
import type { Statement } from './says.ts';

/** Neighbouring minors on which the same becomes of the same lines, gates being as they are by default. */
export interface Band {
  /** '1.27', '1.29–1.33', '1.35+'. */
  versions: string;
  outcome: 'unknown-field' | 'dropped' | 'rejected' | 'accepted';
}

const firstMinor = 27;
const minors = Array.from({ length: lastMinor - firstMinor + 1 }, (_, index) => firstMinor + index);

/** What becomes of the row's sample from 1.27 on; [] for a row without one. */
export function bandsOf(check: string): Band[] {
  const sample = sampleOf(check);
  if (sample === undefined) return [];
  const runs: { outcome: Band['outcome']; from: number; to: number }[] = [];
  for (const minor of minors) {
    const outcome = outcomeOf(verdictOn(sample, minor));
    const open = runs.at(-1);
    if (open?.outcome === outcome) open.to = minor;
    else runs.push({ outcome, from: minor, to: minor });
  }
  return runs.map(({ outcome, from, to }) => ({ outcome, versions: rangeText(from, to) }));
}

/** A statement with the rows that can speak through it. */
export interface Spoken {
  checks: readonly string[];
  statement: Statement;
}

/** The minors whose servers say all of it in these words, as text; '' when none does by default: a gate is switched, or a row has no sample. */
export function versionsOf(spoken: readonly Spoken[]): string {
  const known = spoken.map(minorsOf).filter((saying) => saying !== undefined);
  return known.length === 0 ? '' : spanText(minors.filter((minor) => known.every((saying) => saying.has(minor))));
}

/** Undefined when no row has a sample. */
function minorsOf({ checks, statement }: Spoken): ReadonlySet<number> | undefined {
  const verdicts = checks.flatMap((check) => {
    const sample = sampleOf(check);
    return sample === undefined ? [] : minors.map((minor) => ({ check, minor, verdict: verdictOn(sample, minor) }));
  });
  if (verdicts.length === 0) return undefined;
  const exact = verdicts.filter(({ check, minor, verdict }) => speaks(verdict, check, statement, minor));
  // A sample can break its row in another way than the text's object did.
  const any = exact.length > 0 ? exact : verdicts.filter(({ check, verdict }) => refuses(verdict, check));
  return new Set(any.map(({ minor }) => minor));
}

function refuses({ causes }: Verdict, check: string): boolean {
  return causes.some((cause) => cause.check === check);
}

/** The minors whose components can have the gate off: '1.28–1.32' for SidecarContainers. */
export function canBeOff(gate: string): string {
  return minorsWith(gate, ({ known, on, locked }) => known && !(on && locked));
}

/** The minors that have the gate locked to its default. */
export function lockedOn(gate: string): string {
  return minorsWith(gate, ({ known, locked }) => known && locked);
}

/** The minors that do not know the gate; '' for a name of no minor. */
export function unknownOn(gate: string): string {
  return canBeOff(gate) + lockedOn(gate) === '' ? '' : minorsWith(gate, ({ known }) => !known);
}

function minorsWith(gate: string, has: (state: GateState) => boolean): string {
  return spanText(minors.filter((minor) => has(gateState(gate, minor))));
}

type GateState = ReturnType<typeof gateState>;

function rangeText(from: number, to: number): string {
  if (from === to) return `1.${from}`;
  return to === lastMinor ? `1.${from}+` : `1.${from}–1.${to}`;
}

function spanText(found: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const minor of found) {
    const open = runs.at(-1);
    if (open?.to === minor - 1) open.to = minor;
    else runs.push({ from: minor, to: minor });
  }
  const isOpen = ({ from, to }: { from: number; to: number }): boolean => from === firstMinor && to < lastMinor;
  return runs.map((run) => (isOpen(run) ? `up to 1.${run.to}` : rangeText(run.from, run.to))).join(', ');
}

function speaks(verdict: Verdict, check: string, { says, detail }: Statement, minor: number): boolean {
  if ('unknown' in says) return verdict.unknown.length > 0;
  if (!('reason' in says)) return false;
  if (says.reason === 'BadRequest') return verdict.decodeError !== undefined;
  // Before sidecars the sentence ended earlier; the judge has words of its own.
  if (/^may not be set for init containers\b/.test(detail) && / without /.test(detail) === minor < 28) return false;
  const listed = supportedIn(detail);
  return verdict.causes.some((cause) => {
    if (cause.check !== check || cause.reason !== says.reason) return false;
    return listed === undefined || cause.supported === undefined || isSame(cause.supported, listed);
  });
}

/** The values that the server lists as possible. */
export function supportedIn(detail: string): string[] | undefined {
  const list = /supported values: ((?:"[^"]{0,60}"(?:, )?){1,80})/.exec(detail)?.[1];
  return list?.match(/"[^"]*"/g)?.map((quoted) => quoted.slice(1, -1));
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value) => right.includes(value));
}

function outcomeOf({ unknown, decodeError, causes, dropped }: Verdict): Band['outcome'] {
  if (unknown.length > 0) return 'unknown-field';
  if (decodeError !== undefined || causes.length > 0) return 'rejected';
  return dropped.length > 0 ? 'dropped' : 'accepted';
}
