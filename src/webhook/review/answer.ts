import type { JsonObject } from '../../model/index.ts';
import { createRedaction } from '../../report/index.ts';
import { count, type Decision } from './decision.ts';
import { manifestOf } from './judged.ts';
import type { ReviewRequest } from './request.ts';
import { causesOf, denialMessage, type ReviewCause, type Topic, warningsOf } from './words.ts';

interface Status {
  status: 'Failure';
  message: string;
  reason: string;
  code: number;
  details?: { name: string; group?: string; kind: string; causes: ReviewCause[] };
}

/** The answer as an API server reads it. `uid` and `allowed` are always there; there is never a patch. */
export interface AdmissionReview {
  apiVersion: string;
  kind: 'AdmissionReview';
  response: {
    uid: string;
    allowed: boolean;
    status?: Status;
    warnings?: string[];
    auditAnnotations?: Record<string, string>;
  };
}

type Words = Omit<AdmissionReview['response'], 'uid' | 'allowed'>;

/** A decision that is remembered comes again for the same object: its words are looked for once. */
const known = new WeakMap<Decision, Words>();

/** Puts a decision into the words that reach people: recorded from API servers and kubectl, see the README of this room. */
export function answer(request: ReviewRequest, decision: Decision): AdmissionReview {
  const head = { uid: request.uid, allowed: decision.allowed };
  if (request.object === null || count(decision) === 0) return wrap(request, head);
  const words = known.get(decision) ?? wordsOf(request, request.object, decision);
  known.set(decision, words);
  return wrap(request, { ...head, ...words });
}

function wordsOf(request: ReviewRequest, object: JsonObject, decision: Decision): Words {
  const topic: Topic = { manifest: manifestOf(object, request), redact: createRedaction(object) };
  const warnings = warningsOf(told(decision), topic);
  const auditAnnotations = audit(decision);
  return {
    ...(decision.allowed ? {} : { status: status(request, decision, topic) }),
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(Object.keys(auditAnnotations).length === 0 ? {} : { auditAnnotations }),
  };
}

/** The answer to a request that nobody could judge: what stands in the way, and what the operator has chosen. */
export function answerUnjudged(
  request: Pick<ReviewRequest, 'apiVersion' | 'uid'>,
  allowed: boolean,
  why: string,
): AdmissionReview {
  const auditAnnotations = { 'not-judged': why };
  if (allowed) {
    return wrap(request, {
      uid: request.uid,
      allowed,
      warnings: [`sidecarlint could not judge this: ${why}`],
      auditAnnotations,
    });
  }
  const message = `sidecarlint could not judge this and is set to refuse then: ${why}`;
  const status = { status: 'Failure' as const, message, reason: 'InternalError', code: 500 };
  return wrap(request, { uid: request.uid, allowed, status, auditAnnotations });
}

function wrap(
  { apiVersion }: Pick<ReviewRequest, 'apiVersion'>,
  response: AdmissionReview['response'],
): AdmissionReview {
  return { apiVersion, kind: 'AdmissionReview', response };
}

/**
 * What is worth a warning beside what is refused: in `audit` nothing is said, information never is. A field that was lost is lost again by
 * each apply.
 */
function told({ mode, allowed, failing, minor, known, tellsKnown }: Decision): Decision['failing'] {
  if (mode === 'audit') return [];
  const findings = [
    ...(allowed ? failing : []),
    ...minor,
    ...known.filter(({ outcome }) => tellsKnown || outcome === 'dropped'),
  ];
  return findings.filter(({ severity }) => severity !== 'info');
}

function status(request: ReviewRequest, decision: Decision, topic: Topic): Status {
  const { failing, failures } = decision;
  if (failing.length === 0) {
    const [first] = failures;
    const message = `sidecarlint is set to refuse what a broken rule cannot judge: ${first?.ruleId}: ${first?.message}`;
    return { status: 'Failure', message: topic.redact(message), reason: 'InternalError', code: 500 };
  }
  const { group, kind, name } = request;
  return {
    status: 'Failure',
    message: denialMessage(failing, topic),
    // kubectl prints causes for this reason only.
    reason: 'Invalid',
    code: 422,
    details: { name, ...(group === '' ? {} : { group }), kind, causes: causesOf(failing, topic) },
  };
}

/** For the audit log. Values are rule ids and numbers: nothing of the object. */
function audit({ allowed, mode, failing, minor, known, spared, failures }: Decision): Record<string, string> {
  const parts: [key: string, value: string][] = [
    ['denied-by', allowed ? '' : ids(failing)],
    ['would-deny', allowed ? ids(failing) : ''],
    ['spared', spared],
    ['warned-by', ids(minor.filter(({ severity }) => severity !== 'info'))],
    ['known', ids(known.filter(({ severity }) => severity !== 'info'))],
    ['failed-rules', ids(failures)],
  ];
  const said = parts.filter(([, value]) => value !== '');
  return said.length === 0 ? {} : Object.fromEntries([['mode', mode], ...said]);
}

function ids(findings: readonly { ruleId: string }[]): string {
  return [...new Set(findings.map(({ ruleId }) => ruleId))].sort().join(',');
}
