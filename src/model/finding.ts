import type { Fix } from './fix.ts';
import type { Pointer } from './pointer.ts';
import type { Range, Skip } from './source.ts';

export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

export const outcomes = [
  'rejected',
  'dropped',
  'unknown-field',
  'not-a-sidecar',
  'fails-at-runtime',
  'risk',
  'advice',
] as const;
export type Outcome = (typeof outcomes)[number];

/** A place a person can open. `range` is absent for objects that came from an API server. */
export interface Location {
  uri: string;
  /** Relative to the object. */
  pointer: Pointer;
  /** In the text, 0-based. */
  range?: Range;
}

export interface Related {
  message: string;
  location: Location;
}

/** What one problem means on some of the targets. */
export interface Band {
  /** Target names in the order of the run. */
  targets: string[];
  outcome: Outcome;
  severity: Severity;
}

export interface ObjectReference {
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
}

/** One thing wrong with a manifest. Severity and outcome are those of the worst band. */
export interface Finding {
  ruleId: string;
  severity: Severity;
  outcome: Outcome;
  message: string;
  object: ObjectReference;
  location: Location;
  related: Related[];
  /** What the API server or a webhook would say: its reason and field path. */
  reason?: string;
  field?: string;
  bands: Band[];
  fix: string;
  /** Ways to carry out the fix, the best one first; absent when it needs a person. */
  fixes?: Fix[];
  docsUrl: string;
  /** Stable across line shifts: hash of rule, object, pointer and message. */
  fingerprint: string;
}

export interface FileStatus {
  uri: string;
  status: 'linted' | 'skipped' | 'broken';
  /** Why it was skipped or is broken; also notes on single documents. */
  reason?: string;
  /** Documents with an object in them. */
  documents: number;
  skips: Skip[];
}

/** Names of two targets, and the number of findings that mean the same on both. */
export interface Changes {
  from: string;
  to: string;
  unchanged: number;
}

export interface Report {
  version: 1;
  /** Names of the targets judged, in order. */
  targets: string[];
  /** One sentence about targets nobody stated; '' when they were stated. */
  assumed: string;
  /** Present when findings that mean the same on two targets are left out: how many. */
  changes?: Changes;
  findings: Finding[];
  files: FileStatus[];
  /** Rules that failed to evaluate: faults of a rule, not of a manifest. */
  failures: { ruleId: string; message: string; object: ObjectReference }[];
  summary: { error: number; warning: number; info: number; suppressed: number };
}
