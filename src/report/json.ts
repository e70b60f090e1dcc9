import type { FileStatus, Finding, Fix, Location, ObjectReference, Operation, Report } from '../model/index.ts';
import { safeJson } from './escape.ts';

/** The report as `schemas/report.schema.json` says it; members always in this order, positions 0-based. */
export function formatJson(report: Report): string {
  const { error, warning, info, suppressed } = report.summary;
  const { changes } = report;
  const ordered = {
    version: report.version,
    targets: report.targets,
    assumed: report.assumed,
    ...(changes === undefined ? {} : { changes: { from: changes.from, to: changes.to, unchanged: changes.unchanged } }),
    findings: report.findings.map(orderFinding),
    files: report.files.map(orderFile),
    failures: report.failures.map(orderFailure),
    summary: { error, warning, info, suppressed },
  };
  return `${safeJson(ordered)}\n`;
}

function orderFinding(finding: Finding): Finding {
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    outcome: finding.outcome,
    message: finding.message,
    object: orderObject(finding.object),
    location: orderLocation(finding.location),
    related: finding.related.map(({ message, location }) => ({ message, location: orderLocation(location) })),
    ...(finding.reason === undefined ? {} : { reason: finding.reason }),
    ...(finding.field === undefined ? {} : { field: finding.field }),
    bands: finding.bands.map(({ targets, outcome, severity }) => ({ targets, outcome, severity })),
    fix: finding.fix,
    ...(finding.fixes === undefined ? {} : { fixes: finding.fixes.map(orderFix) }),
    docsUrl: finding.docsUrl,
    fingerprint: finding.fingerprint,
  };
}

function orderFix({ title, safe, operations }: Fix): Fix {
  return { title, safe, operations: operations.map(orderOperation) };
}

function orderOperation({ op, uri, document, ...rest }: Operation): Operation {
  // Nothing is added and nothing left out.
  return { op, uri, document, ...rest } as Operation;
}

function orderFailure({ ruleId, message, object }: Report['failures'][number]): Report['failures'][number] {
  return { ruleId, message, object: orderObject(object) };
}

export function orderObject({ apiVersion, kind, namespace, name }: ObjectReference): ObjectReference {
  return { apiVersion, kind, namespace, name };
}

export function orderLocation({ uri, pointer, range }: Location): Location {
  if (range === undefined) return { uri, pointer };
  const { start, end } = range;
  return {
    uri,
    pointer,
    range: { start: { line: start.line, column: start.column }, end: { line: end.line, column: end.column } },
  };
}

export function orderFile({ uri, status, reason, documents, skips }: FileStatus): FileStatus {
  return {
    uri,
    status,
    ...(reason === undefined ? {} : { reason }),
    documents,
    skips: skips.map((skip) => ({
      kind: skip.kind,
      reason: skip.reason,
      ...(skip.document === undefined ? {} : { document: skip.document }),
    })),
  };
}
