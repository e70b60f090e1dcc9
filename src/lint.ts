/** The corridor, a whole run at a time: texts or objects in, report out. */
import { byPlace, readerFindings, toReport } from './findings/index.ts';
import { buildInventory, type Inventory } from './inventory/index.ts';
import { type FileStatus, type Finding, isObject, type JsonObject, type Manifest, type ParsedSource, type Report, type Source, stringAt, type Target } from './model/index.ts';
import { createPolicy, type Policy, PolicyError, unknownRule } from './policy/index.ts';
import { Session } from './session.ts';
import { manifests as manifestsOf, parse } from './source/index.ts';
import { chooseTargets } from './targets.ts';
import { workloads } from './workload/index.ts';
import { docsUrl } from './product.ts';

export { configuredTargets } from './targets.ts';

export interface LintOptions {
  /** Built-in rules when absent. */
  policy?: Policy;
  /** The clusters to judge for. Absent: those of the policy, else those a kind file of the input describes, else 1.33..1.37. */
  targets?: readonly Target[];
  /** The input is the whole cluster: what is missing in it is missing. */
  complete?: boolean;
  /** Ids of the only rules to run. */
  rules?: readonly string[];
  /** YYYY-MM-DD; ends of suppressions are judged by it. Absent: they never end. */
  today?: string;
  /** Objects that exist beside what is linted. */
  beside?: readonly JsonObject[];
  /** Files the caller could not read. */
  broken?: readonly FileStatus[];
  /** Whether a file pattern of the configuration matches a file; absent: the pattern is the file's path. */
  pathMatches?: (pattern: string, uri: string) => boolean;
}

/** Lints texts that belong together: what stands in one counts for the others. */
export function lintSources(sources: readonly Source[], options: LintOptions = {}): Report {
  const parsed = sources.map(parse);
  const found = parsed.map((text) => ({ text, manifests: manifestsOf(text) }));
  const run = prepare(found.flatMap(({ manifests }) => manifests), options);
  const report = run.lint(found.flatMap(({ manifests }) => manifests));
  const reader = found.flatMap(({ text, manifests }) => readerFindings(text, manifests, run.session.own));
  const files = [...found.map(({ text, manifests }) => fileStatus(text, manifests)), ...(options.broken ?? [])];
  return toReport({ ...report, findings: [...report.findings, ...reader].sort(byPlace), files });
}

/** Lints one text. */
export function lintText(source: Source, options: LintOptions = {}): Report {
  return lintSources([source], options);
}

/** Lints objects without texts, as an API server or a program holds them: locations have pointers and no ranges. */
export function lintObjects(objects: readonly JsonObject[], options: LintOptions = {}): Report {
  const manifests = objects.flatMap(manifestOf);
  const report = prepare(manifests, options).lint(manifests);
  return toReport({ ...report, files: [] });
}

/** Lints one object; see `beside` for the objects it lives with. */
export function lintObject(object: JsonObject, options: LintOptions = {}): Report {
  return lintObjects([object], options);
}

function prepare(manifests: readonly Manifest[], options: LintOptions) {
  const policy = onlyRules(options.policy ?? createPolicy(), options.rules);
  const beside = (options.beside ?? []).flatMap(manifestOf);
  const complete = options.complete ?? policy.config.complete ?? false;
  const inventory = buildInventory([...manifests, ...beside], { complete, workloadsOf: workloads });
  const { targets, assumed } = chooseTargets(options.targets, policy.config, inventory);
  const pathMatches = options.pathMatches ?? ((pattern, uri) => pattern === uri);
  const session = new Session({ policy, targets, docsUrl, today: options.today ?? '', pathMatches });
  return { session, lint: (wanted: readonly Manifest[]) => lintAll(wanted, session, inventory, targets, assumed) };
}

function lintAll(wanted: readonly Manifest[], session: Session, inventory: Inventory, targets: readonly Target[], assumed: string) {
  const results = wanted.map((manifest) => session.lint(manifest, inventory));
  return {
    targets: targets.map((target) => target.name),
    assumed,
    findings: results.flatMap((result): Finding[] => result.findings),
    suppressed: results.reduce((sum, result) => sum + result.suppressed, 0),
    failures: results.flatMap((result) => result.failures),
  };
}

/** @throws {PolicyError} when a wanted rule does not exist. */
function onlyRules(policy: Policy, wanted: readonly string[] | undefined): Policy {
  if (wanted === undefined || wanted.length === 0) return policy;
  const matches = (id: string, name: string): boolean => (name.endsWith('/*') ? id.startsWith(name.slice(0, -1)) : id === name);
  const missing = wanted.filter((name) => ![...policy.known.keys()].some((id) => matches(id, name)));
  if (missing.length > 0) {
    throw new PolicyError(missing.map((name) => ({ uri: '--rule', message: unknownRule(name, policy.known.keys()) })));
  }
  const selected = (id: string): boolean => wanted.some((name) => matches(id, name));
  const off = [...policy.known.keys()].filter((id) => !selected(id)).map((id): [string, 'off'] => [id, 'off']);
  return { ...policy, rules: policy.rules.filter((rule) => selected(rule.id)), severities: new Map([...policy.severities, ...off]) };
}

function manifestOf(object: JsonObject): Manifest[] {
  const apiVersion = stringAt(object, 'apiVersion');
  const kind = stringAt(object, 'kind');
  if (!isObject(object) || kind === '') return [];
  return [
    {
      object,
      apiVersion,
      kind,
      group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
      name: stringAt(object, 'metadata', 'name'),
      namespace: stringAt(object, 'metadata', 'namespace'),
    },
  ];
}

function fileStatus(parsed: ParsedSource, manifests: readonly Manifest[]): FileStatus {
  const { uri } = parsed.source;
  const documents = new Set(manifests.map((manifest) => manifest.origin?.document)).size;
  if (parsed.skip !== undefined) return { uri, status: 'skipped', reason: parsed.skip.reason, documents: 0, skips: [parsed.skip] };
  const unreadable = parsed.problems.length > 0 || parsed.documents.some((document) => document.value === undefined);
  if (documents === 0 && unreadable) return { uri, status: 'broken', reason: 'no document of it can be read', documents, skips: [] };
  return { uri, status: documents > 0 ? 'linted' : 'skipped', documents, skips: [] };
}
