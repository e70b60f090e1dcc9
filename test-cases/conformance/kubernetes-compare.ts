import type { Verdict } from '../../src/model/index.ts';

/** One recorded verdict: what the API server of each profile listed said. Absent members are empty. */
export interface Recorded {
  profiles: string[];
  unknown?: string[];
  duplicates?: string[];
  decodeError?: string | true;
  notServed?: boolean;
  dropped?: string[];
  errors?: { reason: string; field: string }[];
  warnings?: { kind: string; field?: string }[];
  unstableOrder?: boolean;
}

/** A verdict as lines of text, in the server's order, so that two can be compared and shown side by side. */
export type Lines = Record<
  'notServed' | 'decodeError' | 'unknown' | 'duplicates' | 'dropped' | 'errors' | 'warnings',
  string[]
>;

export function recordedLines(recorded: Recorded): Lines {
  const { decodeError } = recorded;
  return {
    notServed: recorded.notServed === true ? ['404'] : [],
    decodeError: decodeError === undefined ? [] : [decodeError === true ? '' : decodeError],
    unknown: recorded.unknown ?? [],
    duplicates: recorded.duplicates ?? [],
    dropped: [...(recorded.dropped ?? [])].sort(),
    errors: ordered(
      recorded,
      (recorded.errors ?? []).map(({ reason, field }) => `${reason} ${field}`),
    ),
    warnings: ordered(
      recorded,
      (recorded.warnings ?? []).map(({ kind, field }) => `${kind} ${field ?? ''}`),
    ),
  };
}

export function verdictLines(verdict: Verdict, recorded: Recorded): Lines {
  return {
    notServed: verdict.notServed === true ? ['404'] : [],
    decodeError: verdict.decodeError === undefined ? [] : [verdict.decodeError.field],
    unknown: verdict.unknown.map(({ field }) => field),
    duplicates: verdict.duplicates,
    dropped: verdict.dropped.map(({ field }) => field).sort(),
    errors: ordered(
      recorded,
      verdict.causes.map(({ reason, field }) => `${reason} ${field}`),
    ),
    warnings: ordered(
      recorded,
      verdict.warnings.map(({ kind, field }) => `${kind} ${field}`),
    ),
  };
}

/** Where the server walks a map the recording is sorted by field; drops are a set. */
function ordered(recorded: Recorded, lines: string[]): string[] {
  return recorded.unstableOrder === true ? [...lines].sort() : lines;
}

/** The members in which two verdicts differ. */
export function differing(ours: Lines, theirs: Lines): (keyof Lines)[] {
  // The keys of Lines: every object of the type is made above.
  const members = Object.keys(theirs) as (keyof Lines)[];
  return members.filter((member) => ours[member].join('\n') !== theirs[member].join('\n'));
}

/** Both sides from the first place on where they part. */
export function firstDifference(ours: readonly string[], theirs: readonly string[]): string {
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  const from = at < 0 ? ours.length : at;
  return `ours [${ours.slice(from).join(', ')}] theirs [${theirs.slice(from).join(', ')}]`;
}
