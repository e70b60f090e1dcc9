/** The corridor, a whole run at a time: texts or objects in, report out. */
import { fileStatus, readerFindings, toReport } from './findings/index.ts';
import { buildInventory, type Inventory } from './inventory/index.ts';
import type { FileStatus, Finding, JsonObject, Manifest, Report, Source, Target } from './model/index.ts';
import { createPolicy, onlyRules, type Policy } from './policy/index.ts';
import { type ManifestResult, Session } from './session.ts';
import { manifestsIn, manifests as manifestsOf, parse } from './source/index.ts';
import { storedObjects } from './stored.ts';
import { chooseTargets } from './targets.ts';
import { workloads } from './workload/index.ts';

export { configuredTargets } from './targets.ts';

export interface LintOptions {
  /** Built-in rules when absent. */
  policy?: Policy;
  /** The clusters to judge for. Absent: those of the policy, else those a kind file of the input describes, else 1.33..1.37. */
  targets?: readonly Target[];
  /** With exactly two targets: leave out the findings that mean the same on both. */
  onlyChanges?: boolean;
  /** The input is the whole cluster: what is missing in it is missing. */
  complete?: boolean;
  /** Kinds of which all objects are in the input although it is not the whole cluster: 'apps.kruise.io/SidecarSet'. */
  whole?: readonly string[];
  /** Ids of the only rules to run. */
  rules?: readonly string[];
  /** YYYY-MM-DD; ends of suppressions are judged by it. Absent: they never end. */
  today?: string;
  /** Objects that exist beside what is linted. */
  beside?: readonly JsonObject[];
  /** Objects as they are stored, which objects of the input of the same kind, namespace and name replace. Absent: all are created. */
  stored?: readonly JsonObject[];
  /** Files the caller could not read. */
  broken?: readonly FileStatus[];
  /** Whether a file pattern of the configuration matches a file; absent: the pattern is the file's path. */
  pathMatches?: (pattern: string, uri: string) => boolean;
  /** Called with what each object came to. */
  onJudged?: (manifest: Manifest, result: ManifestResult) => void;
  /** Called before each text is read and each object is judged. */
  onProgress?: (step: 'text' | 'object', index: number, total: number) => void;
}

/** Lints texts that belong together: what stands in one counts for the others. */
export function lintSources(sources: readonly Source[], options: LintOptions = {}): Report {
  const found = sources.map((source, index) => {
    options.onProgress?.('text', index, sources.length);
    const text = parse(source);
    return { text, manifests: manifestsOf(text) };
  });
  const run = new Run(
    found.flatMap(({ manifests }) => manifests),
    options,
  );
  const reader = found.flatMap(({ text, manifests }) => readerFindings(text, manifests, run.session.own));
  const files = [...found.map(({ text, manifests }) => fileStatus(text, manifests)), ...(options.broken ?? [])];
  return run.report(reader, files);
}

/** Lints one text. */
export function lintText(source: Source, options: LintOptions = {}): Report {
  return lintSources([source], options);
}

/** Lints objects without texts, as an API server or a program holds them: locations have pointers and no ranges. */
export function lintObjects(objects: readonly JsonObject[], options: LintOptions = {}): Report {
  return new Run(objects.flatMap(manifestsIn), options).report([], []);
}

/** Lints one object; see `beside` for the objects it lives with. */
export function lintObject(object: JsonObject, options: LintOptions = {}): Report {
  return lintObjects([object], options);
}

/** Manifests that belong together, with the policy and targets they are judged by. */
class Run {
  readonly session: Session;
  readonly #manifests: readonly Manifest[];
  readonly #inventory: Inventory;
  readonly #options: LintOptions;
  readonly #targets: readonly Target[];
  readonly #assumed: string;
  readonly #stored: ReturnType<typeof storedObjects>;

  constructor(manifests: readonly Manifest[], options: LintOptions) {
    const policy = onlyRules(options.policy ?? builtIn(), options.rules ?? []);
    const all = [...manifests, ...(options.beside ?? []).flatMap(manifestsIn)];
    const complete = options.complete ?? policy.config.complete ?? false;
    this.#manifests = manifests;
    this.#options = options;
    this.#stored = storedObjects(options.stored ?? []);
    this.#inventory = buildInventory(all, { complete, whole: options.whole ?? [], workloadsOf: workloads });
    const { targets, assumed } = chooseTargets(options.targets, policy.config, this.#inventory.manifests);
    this.#targets = targets;
    this.#assumed = assumed;
    this.session = sessionOf(policy, targets);
  }

  report(reader: readonly Finding[], files: readonly FileStatus[]): Report {
    const { today = '', pathMatches = (pattern, uri) => pattern === uri } = this.#options;
    const results = this.#manifests.map((manifest, index) => {
      this.#options.onProgress?.('object', index, this.#manifests.length);
      const oldObject = this.#stored(manifest) ?? null;
      const result = this.session.lint(manifest, { inventory: this.#inventory, oldObject, today, pathMatches });
      this.#options.onJudged?.(manifest, result);
      return result;
    });
    const used = new Set(results.flatMap((result) => result.used));
    return toReport({
      targets: this.#targets.map((target) => target.name),
      assumed: this.#assumed,
      onlyChanges: this.#options.onlyChanges ?? false,
      findings: [...results.flatMap((result) => result.findings), ...reader, ...this.session.unusedSuppressions(used)],
      suppressed: results.reduce((sum, result) => sum + result.suppressed, 0),
      files,
      failures: results.flatMap((result) => result.failures),
    });
  }
}

let builtInPolicy: Policy | undefined;

/** The policy of callers who state none; made once, it never changes. */
function builtIn(): Policy {
  builtInPolicy ??= createPolicy();
  return builtInPolicy;
}

const sessions = new WeakMap<Policy, Map<string, Session>>();

/** What holds for a policy and targets is worked out once, however many objects are linted with them. */
function sessionOf(policy: Policy, targets: readonly Target[]): Session {
  const known = sessions.get(policy) ?? new Map<string, Session>();
  sessions.set(policy, known);
  const key = JSON.stringify(targets);
  const session = known.get(key) ?? new Session(policy, targets);
  // A caller who makes up targets endlessly must not fill the memory.
  if (known.size < 64) known.set(key, session);
  return session;
}
