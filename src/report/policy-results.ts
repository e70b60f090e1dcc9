import type { Finding, JsonObject, ObjectReference, Report, Severity } from '../model/index.ts';
import { escapeUnsafe } from './escape.ts';

/** One line of a PolicyReport: what a rule, or all of them, said of one object. */
export interface PolicyResult {
  object: ObjectReference;
  /** As wgpolicyk8s.io/v1alpha2 has it; members in the order of its definition. */
  result: JsonObject;
  verdict: Verdict;
}

export const verdicts = ['pass', 'fail', 'warn', 'error', 'skip'] as const;
export type Verdict = (typeof verdicts)[number];

/** The first edition of the definition has no `info`, so that no `info` is written. */
const severityWords: Readonly<Record<Severity, string>> = { error: 'high', warning: 'medium', info: 'low' };

export interface ResultOptions {
  /** Whether findings of a severity are failures, which count; the others are warnings. */
  fails: (severity: Severity) => boolean;
  /** uid of an object that came from an API server, else ''. */
  uidOf: (object: ObjectReference) => string;
  /** Seconds since 1970; absent: results have no time, and the same input gives the same bytes on any day. */
  seconds?: number;
}

export function findingResult(finding: Finding, options: ResultOptions): PolicyResult {
  const { ruleId, severity, message, object, location, outcome, bands, fix, docsUrl } = finding;
  const isFailure = options.fails(severity);
  const line = location.range === undefined ? '' : `:${location.range.start.line + 1}`;
  const properties = {
    ...(location.pointer === '' ? {} : { pointer: location.pointer }),
    outcome,
    ...(bands.length === 0 ? {} : { targets: bands.flatMap(({ targets }) => targets).join(',') }),
    ...(location.uri === '' ? {} : { source: `${location.uri}${line}` }),
    fix: fix.split('\n').map(escapeUnsafe).join('\n'),
    docs: docsUrl,
  };
  const verdict = isFailure ? 'fail' : 'warn';
  return make(object, verdict, options, {
    rule: ruleId,
    severity: severityWords[severity],
    message: escapeUnsafe(message),
    properties,
  });
}

/** A rule that could not be evaluated: nobody knows what it would have said. */
export function failureResult(
  { ruleId, message, object }: Report['failures'][number],
  options: ResultOptions,
): PolicyResult {
  return make(object, 'error', options, { rule: ruleId, severity: 'high', message: escapeUnsafe(message) });
}

export function cleanResult(object: ObjectReference, options: ResultOptions): PolicyResult {
  return make(object, 'pass', options, { message: 'no rule has found anything' });
}

export function silencedResult(object: ObjectReference, suppressed: number, options: ResultOptions): PolicyResult {
  const message = suppressed === 1 ? 'one finding is suppressed' : `${suppressed} findings are suppressed`;
  return make(object, 'skip', options, { message });
}

/** What differs between results. */
interface Said {
  rule?: string;
  severity?: string;
  message: string;
  properties?: JsonObject;
}

function make(object: ObjectReference, verdict: Verdict, options: ResultOptions, said: Said): PolicyResult {
  const { rule, severity, message, properties } = said;
  const { seconds } = options;
  const result: JsonObject = {
    source: 'sidecarlint',
    policy: 'sidecarlint',
    ...(rule === undefined ? {} : { rule, category: rule.slice(0, rule.indexOf('/')) }),
    result: verdict,
    ...(severity === undefined ? {} : { severity }),
    scored: verdict === 'pass' || verdict === 'fail',
    message,
    ...(object.kind === '' ? {} : { resources: [referenceTo(object, options.uidOf(object))] }),
    ...(properties === undefined ? {} : { properties }),
    ...(seconds === undefined ? {} : { timestamp: { seconds, nanos: 0 } }),
  };
  return { object, result, verdict };
}

function referenceTo({ apiVersion, kind, namespace, name }: ObjectReference, uid: string): JsonObject {
  return {
    apiVersion,
    kind,
    ...(namespace === '' ? {} : { namespace }),
    name,
    ...(uid === '' ? {} : { uid }),
  };
}
