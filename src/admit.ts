/** The corridor of admission: requests in, what API servers answer out. There is no policy: nothing configured changes an answer. */
import { type JudgeOptions, judge, judgeAll, kindOf } from './apiserver/index.ts';
import type { Admission, FieldValidation, JsonObject, Manifest, Target, Verdict } from './model/index.ts';
import { type Request, readRequest } from './request.ts';
import { parseTarget, parseTargets } from './target/index.ts';

export interface AdmitOptions {
  /** The stored object that the request would replace, or its text. Absent: the object is created. */
  old?: string | JsonObject;
  /** With `old`: the update goes to this subresource of a Pod. */
  subresource?: NonNullable<JudgeOptions['subresource']>;
  /** Strict unless stated, as kubectl asks. */
  fieldValidation?: FieldValidation;
}

/**
 * What the API server of one profile (`'1.34'`, `'1.28+SidecarContainers'`, or a target) answers to an object that is created or
 * updated. Text is JSON as the server reads it, or YAML as kubectl sends it. Throws TargetError for a profile that cannot exist, and
 * nothing else: what is no object is answered with `decodeError`.
 */
export function admit(input: string | JsonObject, profile: string | Target, options: AdmitOptions = {}): Admission {
  const target = typeof profile === 'string' ? parseTarget(profile) : profile;
  const asked = prepare(readRequest(input), options);
  return 'answer' in asked ? asked.answer : answer(judge(asked.manifest, target, asked.how), options);
}

/** The answers of several profiles (`'1.28..1.36'`, or targets), in their order. Throws as `admit` does. */
export function admitAll(
  input: string | JsonObject,
  profiles: string | readonly Target[],
  options: AdmitOptions = {},
): Admission[] {
  const targets = typeof profiles === 'string' ? parseTargets(profiles) : profiles;
  return admitRequest(readRequest(input), targets, options);
}

export function admitRequest(request: Request, targets: readonly Target[], options: AdmitOptions): Admission[] {
  const asked = prepare(request, options);
  if ('answer' in asked) return targets.map(() => asked.answer);
  const known = new Map<Verdict, Admission>();
  return judgeAll(asked.manifest, targets, asked.how).map((verdict) => {
    const made = known.get(verdict) ?? answer(verdict, options);
    known.set(verdict, made);
    return made;
  });
}

/** What to judge, or the answer that every server gives without judging. */
function prepare(
  request: Request,
  { old, subresource }: AdmitOptions,
): { manifest: Manifest; how: JudgeOptions } | { answer: Admission } {
  if ('problem' in request) return { answer: unreadable(request.problem) };
  const stored = old === undefined ? undefined : readRequest(old);
  if (stored !== undefined && 'problem' in stored)
    return { answer: unreadable(`the stored object: ${stored.problem}`) };
  const { manifest, json } = request;
  const { apiVersion, kind } = manifest;
  if (subresource !== undefined) {
    if (kind !== 'Pod') return { answer: notFound(`a ${kind} has no subresource ${subresource}`) };
    if (stored === undefined) return { answer: notFound(`there is no stored object to ${subresource}`) };
  }
  if (kindOf(manifest) === undefined) {
    const unjudged = `the schema of ${apiVersion} ${kind} is not known`;
    return { answer: { ...nothingSaid(true, stored === undefined ? 201 : 200), unjudged } };
  }
  const how: JudgeOptions = {
    ...(stored === undefined ? {} : { old: stored.manifest.object }),
    ...(subresource === undefined ? {} : { subresource }),
    ...(json === undefined ? {} : { text: json }),
  };
  return { manifest, how };
}

function nothingSaid(allowed: boolean, code: Admission['code']): Admission {
  return { allowed, code, unknown: [], duplicates: [], dropped: [], errors: [], warnings: [] };
}

function unreadable(message: string, field = ''): Admission {
  return { ...nothingSaid(false, 400), decodeError: { field, message } };
}

function notFound(message: string): Admission {
  return { ...nothingSaid(false, 404), notFound: message };
}

function answer(verdict: Verdict, { old, subresource, fieldValidation = 'Strict' }: AdmitOptions): Admission {
  if (verdict.notServed === true) return notFound(`the server has no subresource ${subresource ?? ''}`);
  const { decodeError } = verdict;
  if (decodeError !== undefined) return unreadable(`must be of type ${decodeError.wanted}`, decodeError.field);
  const unknown = verdict.unknown.map(({ field }) => field);
  const { duplicates } = verdict;
  const errors = verdict.causes.map(({ reason, field, message }) => ({ reason, field, message }));
  const stored = old === undefined ? 201 : 200;
  const refused = fieldValidation === 'Strict' && unknown.length + duplicates.length > 0;
  const code = refused ? 400 : errors.length > 0 ? 422 : stored;
  const said = verdict.warnings.map(({ kind, field, message }) => ({ kind, field, message }));
  return {
    allowed: code === stored,
    code,
    unknown,
    duplicates,
    dropped: verdict.dropped.map(({ field }) => field),
    errors,
    warnings:
      fieldValidation === 'Warn' ? [...pruned('unknown', unknown), ...pruned('duplicate', duplicates), ...said] : said,
  };
}

/** The server's own words to a client that asked for warnings. */
function pruned(what: 'unknown' | 'duplicate', fields: readonly string[]): Admission['warnings'] {
  return fields.map((field) => ({ kind: `${what}-field`, field, message: `${what} field "${field}"` }));
}
