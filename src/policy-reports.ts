/** The corridor of reports: texts or objects in, PolicyReports out. */
import { isDnsLabel } from './inventory/index.ts';
import { type LintOptions, lintObjects, lintSources } from './lint.ts';
import {
  groupKind,
  type JsonObject,
  type Manifest,
  type ObjectReference,
  type Report,
  type Source,
  severities,
  stringAt,
} from './model/index.ts';
import { createPolicy } from './policy/index.ts';
import {
  cleanResult,
  createRedaction,
  failureResult,
  findingResult,
  type PolicyResult,
  policyReports,
  type ResultOptions,
  silencedResult,
} from './report/index.ts';
import { bindingKind, judgedKinds, servedKinds, workloads } from './workload/index.ts';

/** What has to be read from a cluster: what is judged, and what that is judged beside. `kinds` as in rules. */
export const clusterKinds = {
  judged: servedKinds,
  surrounding: ['Namespace', 'Node', 'Service', 'LimitRange'],
} as const;

export interface PolicyReportOptions extends Omit<LintOptions, 'onJudged' | 'onlyChanges'> {
  /** Time of the results, seconds since 1970; absent: they have none. */
  seconds?: number;
}

export interface PolicyReported {
  /** The PolicyReports, in the order of their namespaces. */
  documents: JsonObject[];
  report: Report;
}

/**
 * Lints and says it as PolicyReports. What is judged and clean passes; findings at or above `failOn` of the policy fail, others warn;
 * what is suppressed is skipped; a rule that fails is an error. Values of environment variables and annotations are taken out of texts.
 */
export function reportPolicies(
  input: { sources: readonly Source[] } | { objects: readonly JsonObject[] },
  { seconds, ...options }: PolicyReportOptions,
): PolicyReported {
  const judged = new Map<string, Judged>();
  const lintOptions: LintOptions = {
    ...options,
    onJudged: (manifest, { suppressed }) => add(judged, manifest, suppressed),
  };
  const report = 'sources' in input ? lintSources(input.sources, lintOptions) : lintObjects(input.objects, lintOptions);
  const failOn = severities.indexOf((options.policy ?? createPolicy()).failOn);
  const how: ResultOptions = {
    fails: (severity) => severities.indexOf(severity) <= failOn,
    uidOf: (object) => stringAt(judged.get(keyOf(object))?.manifests[0].object, 'metadata', 'uid'),
    ...(seconds === undefined ? {} : { seconds }),
  };
  const documents = policyReports(resultsOf(report, judged, how), (object) => {
    // What is no name of a namespace is told in a finding, and kubectl would take no report for it.
    if (object.namespace !== '') return { namespace: isDnsLabel(object.namespace) ? object.namespace : '' };
    return judged.get(keyOf(object))?.manifests.some(isNamespaced) === true ? { namespace: '' } : 'cluster';
  });
  return { documents, report };
}

/** One object; files can hold it more than once. */
interface Judged {
  manifests: [Manifest, ...Manifest[]];
  suppressed: number;
}

function add(judged: Map<string, Judged>, manifest: Manifest, suppressed: number): void {
  const known = judged.get(keyOf(manifest));
  if (known === undefined) judged.set(keyOf(manifest), { manifests: [manifest], suppressed });
  else {
    known.manifests.push(manifest);
    known.suppressed += suppressed;
  }
}

function resultsOf(report: Report, judged: ReadonlyMap<string, Judged>, how: ResultOptions): PolicyResult[] {
  const told = new Set([...report.findings, ...report.failures].map(({ object }) => keyOf(object)));
  const others = [...judged.values()].flatMap(({ manifests: [manifest], suppressed }): PolicyResult[] => {
    const { apiVersion, kind, namespace, name } = manifest;
    const object = { apiVersion, kind, namespace, name };
    if (suppressed > 0) return [silencedResult(object, suppressed, how)];
    const isClean = judgedKinds.includes(groupKind(manifest)) && !told.has(keyOf(object));
    return isClean ? [cleanResult(object, how)] : [];
  });
  const findings = report.findings.map((finding) => {
    const { manifests = [] } = judged.get(keyOf(finding.object)) ?? {};
    const message = manifests.reduce((text, { object }) => createRedaction(object)(text), finding.message);
    return findingResult({ ...finding, message }, how);
  });
  return [...findings, ...report.failures.map((failure) => failureResult(failure, how)), ...others];
}

/** Kinds of files that name no namespace but get one when they are applied. */
function isNamespaced(manifest: Manifest): boolean {
  return workloads(manifest).length > 0 || groupKind(manifest) === bindingKind;
}

function keyOf({ apiVersion, kind, namespace, name }: ObjectReference): string {
  return JSON.stringify([apiVersion, kind, namespace, name]);
}
