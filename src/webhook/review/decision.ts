import type { Finding, ObjectReference } from '../../model/index.ts';

const modes = ['enforce', 'warn', 'audit'] as const;
/** enforce: faults are refused; warn: they are told; audit: they are recorded only. */
export type Mode = (typeof modes)[number];

const onErrors = ['allow', 'deny'] as const;
/** What becomes of an object that could not be judged. */
export type OnError = (typeof onErrors)[number];

/** What was decided about a request, before it is put into words. */
export interface Decision {
  allowed: boolean;
  /** False: let pass untouched, nothing was looked at. */
  isJudged: boolean;
  mode: Mode;
  /** New, and at or above the policy's failOn; the worst first. */
  failing: readonly Finding[];
  /** New, below it. */
  minor: readonly Finding[];
  /** Was so before: never a reason to refuse. */
  known: readonly Finding[];
  /** The update changes what runs, so that what was wrong before is worth a word. */
  tellsKnown: boolean;
  /** Why nothing is refused although something fails; '' otherwise. */
  spared: string;
  failures: readonly { ruleId: string; message: string; object: ObjectReference }[];
}

/** Of what there is to say; mostly 0. */
export function count({ failing, minor, known, failures }: Decision): number {
  return failing.length + minor.length + known.length + failures.length;
}

export function untouched(mode: Mode): Decision {
  return {
    allowed: true,
    isJudged: false,
    mode,
    failing: [],
    minor: [],
    known: [],
    tellsKnown: false,
    spared: '',
    failures: [],
  };
}
