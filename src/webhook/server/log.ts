import { type Logger, pino } from 'pino';
import type { Decision } from '../review/decision.ts';
import type { ReviewRequest } from '../review/request.ts';

export type Log = Logger;

export function createLog(write: (line: string) => void): Log {
  const options = {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  return pino(options, { write });
}

/** One line for each decision. Nothing of the object but its identity: values of manifests can be secrets. */
export function logDecision(log: Log, request: ReviewRequest, decision: Decision, milliseconds: number): void {
  const { uid, operation, kind, subResource, namespace, name, user, dryRun } = request;
  const { allowed, isJudged, mode, failing, minor, known, spared, failures } = decision;
  const line = {
    uid,
    operation,
    kind: subResource === '' ? kind : `${kind}/${subResource}`,
    namespace,
    name,
    user,
    dryRun,
    allowed,
    ...(isJudged ? { mode } : { untouched: true }),
    ...listed('failing', failing),
    ...listed('minor', minor),
    ...listed('known', known),
    ...(spared === '' ? {} : { spared }),
    ...listed('brokenRules', failures),
    ms: Math.round(milliseconds * 10) / 10,
  };
  if (failures.length > 0) log.error(line, 'review');
  else log.info(line, 'review');
}

function listed(name: string, findings: readonly { ruleId: string }[]): Record<string, string[]> {
  return findings.length === 0 ? {} : { [name]: [...new Set(findings.map(({ ruleId }) => ruleId))] };
}
