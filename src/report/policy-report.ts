import type { JsonObject, ObjectReference } from '../model/index.ts';
import { type PolicyResult, verdicts } from './policy-results.ts';

/**
 * `kubectl apply` keeps a copy of what it applies in an annotation, and all annotations of an object may have 256 KiB; etcd takes 1.5 MiB.
 * Bytes of JSON.
 */
const most = 200_000;

/** Where the report on an object belongs: a namespace, '' for one that is chosen when it is applied, or the cluster. */
export type HomeOf = (object: ObjectReference) => { namespace: string } | 'cluster';

/**
 * PolicyReports of wgpolicyk8s.io/v1alpha2: one for each namespace, after one for what lives in none; more where one would be too large.
 * Nothing in them depends on the order of the results.
 */
export function policyReports(results: readonly PolicyResult[], homeOf: HomeOf): JsonObject[] {
  const inCluster: PolicyResult[] = [];
  const namespaces = new Map<string, PolicyResult[]>();
  for (const result of results) {
    const home = homeOf(result.object);
    if (home === 'cluster') inCluster.push(result);
    else {
      const found = namespaces.get(home.namespace);
      if (found === undefined) namespaces.set(home.namespace, [result]);
      else found.push(result);
    }
  }
  return [
    ...reports('ClusterPolicyReport', '', inCluster),
    ...[...namespaces].sort(byKey).flatMap(([namespace, found]) => reports('PolicyReport', namespace, found)),
  ];
}

function reports(kind: string, namespace: string, results: readonly PolicyResult[]): JsonObject[] {
  const sorted = results.map((result) => [sortKey(result), result] as const).sort(byKey);
  const parts = cut(sorted.map(([, result]) => result));
  return parts.map((part, index) => ({
    apiVersion: 'wgpolicyk8s.io/v1alpha2',
    kind,
    metadata: {
      name: index === 0 ? 'sidecarlint' : `sidecarlint-${index + 1}`,
      ...(namespace === '' ? {} : { namespace }),
      labels: { 'app.kubernetes.io/managed-by': 'sidecarlint' },
    },
    summary: Object.fromEntries(
      verdicts.map((verdict) => [verdict, part.filter((result) => result.verdict === verdict).length]),
    ),
    results: part.map(({ result }) => result),
  }));
}

/** In pieces of which none is too large; a result alone never is. */
function cut(results: readonly PolicyResult[]): PolicyResult[][] {
  const parts: PolicyResult[][] = [];
  let bytes = most;
  for (const result of results) {
    const size = sizeOf(result.result);
    if (bytes + size > most) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(result);
    bytes += size;
  }
  return parts;
}

const encoder = new TextEncoder();

/** As Go writes JSON: three characters are six bytes each. */
function sizeOf(result: JsonObject): number {
  const text = JSON.stringify(result);
  return encoder.encode(text).length + 5 * (text.match(/[<>&]/g)?.length ?? 0) + 1;
}

/** By object, then in the order of `verdicts`, then by rule and all the rest. */
function sortKey({ object, result, verdict }: PolicyResult): string {
  const { kind, name, apiVersion } = object;
  return JSON.stringify([kind, name, apiVersion, verdicts.indexOf(verdict), result.rule ?? '', result]);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
