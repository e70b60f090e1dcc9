/** The corridor, one manifest at a time: the only place that sees the whole core. */
import { hitsAfterInjection } from './after-injection.ts';
import { evidence } from './alibaba/index.ts';
import { type CompiledRule, type Decisions, decide, evaluate, newBudget, type RuleFailure } from './engine/index.ts';
import { containerAt, containerNames, podsOf, subjectsOf } from './facts/index.ts';
import {
  type MergedHit,
  merge,
  type OwnRules,
  ownRules,
  type ProfileHits,
  referenceOf,
  suppress,
  toFinding,
} from './findings/index.ts';
import type { Inventory } from './inventory/index.ts';
import { podNeeds, type WrittenPod } from './lifecycle/index.ts';
import {
  type Finding,
  groupKind,
  type JsonObject,
  type Manifest,
  type Platform,
  type Pointer,
  type Subject,
  type Target,
} from './model/index.ts';
import { type Policy, unknownRule } from './policy/index.ts';
import { docsUrl } from './product.ts';
import { alike, type Member, type Profile, profilesOf } from './profiles.ts';
import { withNodes } from './targets.ts';
import { type Catalogue, createCatalogue } from './workload/index.ts';

/** What differs from run to run. */
export interface Surroundings {
  inventory: Inventory;
  /** The stored object an update replaces; null on create. */
  oldObject: JsonObject | null;
  /** YYYY-MM-DD; suppressions with an end are judged by it. '' ignores their ends. */
  today: string;
  /** Whether a file pattern of the configuration matches a file. */
  pathMatches: (pattern: string, uri: string) => boolean;
}

/** One manifest on its way through the rules. */
interface Run {
  manifest: Manifest;
  pods: readonly WrittenPod[];
  targets: readonly Target[];
  inventory: Inventory;
  oldObject: JsonObject | null;
}

/** What one manifest came to. */
export interface ManifestResult {
  findings: Finding[];
  suppressed: number;
  failures: (Omit<RuleFailure, 'manifest'> & { object: ReturnType<typeof referenceOf> })[];
  /** Indexes of configured suppressions that silenced something. */
  used: number[];
}

/** A manifest as one group of targets sees it. */
export interface View {
  /** Names, in the order of the run. */
  targets: readonly string[];
  subjects: readonly Subject[];
  /** What each pod spec counts for with scheduler and kubelet, as these targets store it. */
  pods: readonly { pointer: Pointer; needs: ReturnType<typeof podNeeds> }[];
}

/** A policy and targets made ready: what holds for every manifest is worked out once. */
export class Session {
  readonly own: OwnRules;
  readonly #policy: Policy;
  readonly #targets: readonly Target[];
  readonly #order: string[];
  readonly #decisions = new Map<string, Decisions>();
  readonly #keys = new Map<string, string>();
  readonly #rules = new Map<string, readonly CompiledRule[]>();
  readonly #catalogue: Catalogue;

  constructor(policy: Policy, targets: readonly Target[]) {
    this.#policy = policy;
    this.#targets = targets;
    this.#order = targets.map((target) => target.name);
    this.#catalogue = createCatalogue(policy.sidecars, policy.match);
    this.own = ownRules(policy, this.#order, docsUrl);
  }

  /** Names of the targets, in order. */
  get targets(): readonly string[] {
    return this.#order;
  }

  /** Platforms of the targets, each once. */
  get platforms(): Platform[] {
    return [...new Set(this.#targets.flatMap((target) => target.platforms))];
  }

  /** Whether the session was made from these. */
  isFor(policy: Policy, targets: readonly Target[]): boolean {
    return policy === this.#policy && JSON.stringify(targets) === JSON.stringify(this.#targets);
  }

  /** Judges one manifest on every target, beside the other manifests of the run. */
  lint(manifest: Manifest, surroundings: Surroundings): ManifestResult {
    const { run, profiles } = this.#profiles(manifest, surroundings);
    const rules = this.#rulesOf(profiles.flatMap(({ members }) => members));
    const asked = new Map<Subject, ReturnType<typeof evaluate>>();
    const results = profiles.map((profile) => this.#evaluate(profile, run, rules, asked));
    const hits = results.flatMap((result) => result.hits);
    const failures = results.flatMap((result) => result.failures);
    return this.#finish(manifest, merge(hits, this.#order), hits, failures, surroundings);
  }

  /** What is known of a manifest before any rule is asked, for each group of targets that see it alike. */
  look(manifest: Manifest, surroundings: Surroundings): View[] {
    const { run, profiles } = this.#profiles(manifest, surroundings);
    return profiles.map(({ judgement, common, members }) => {
      const { verdict, stored } = judgement;
      const [{ target }] = members;
      return {
        targets: members.map((member) => member.target.name),
        subjects: subjectsOf({ ...run, verdict, stored, target, common }),
        pods: run.pods.map(({ workload }, index) => ({
          pointer: workload.podSpecPointer,
          needs: podNeeds(stored[index] ?? workload.podSpec, target.minor),
        })),
      };
    });
  }

  #profiles(manifest: Manifest, { inventory, oldObject }: Surroundings): { run: Run; profiles: Profile[] } {
    const pods = podsOf(manifest, this.#catalogue);
    const signs = evidence(
      manifest,
      pods.map((pod) => pod.workload),
    );
    const nodes = pods.flatMap((pod) => inventory.oldestNode(pod.workload) ?? []);
    const targets = this.#targets.map((target) => withNodes(withEvidence(target, signs), nodes));
    const profiles = profilesOf({ manifest, pods, targets, oldObject, decide: (target) => this.#decide(target) });
    return { run: { manifest, pods, targets, oldObject, inventory }, profiles };
  }

  /**
   * Asks the rules that speak on any target about the subjects of a profile, each subject once; then each target hears those that speak
   * there.
   */
  #evaluate(
    profile: Profile,
    run: Run,
    rules: readonly CompiledRule[],
    asked: Map<Subject, ReturnType<typeof evaluate>>,
  ): { hits: ProfileHits[]; failures: RuleFailure[] } {
    const { judgement, common, members } = profile;
    const { verdict, stored } = judgement;
    const [{ target }] = members;
    const budget = newBudget();
    const { manifest, pods, inventory, oldObject, targets: all } = run;
    // Written out, not spread: this runs for every manifest on every profile.
    const subjects = subjectsOf({
      manifest,
      pods,
      inventory,
      oldObject,
      targets: all,
      verdict,
      stored,
      target,
      common,
    });
    const results = subjects.map((subject) => {
      const result = asked.get(subject) ?? evaluate(rules, subject, budget);
      asked.set(subject, result);
      return result;
    });
    const known = results.flatMap((result) => result.hits);
    const targets = members.map((member) => member.target);
    const catalogue = this.#catalogue;
    const after = hitsAfterInjection({
      manifest,
      pods,
      inventory,
      targets: all,
      members: targets,
      catalogue,
      rules,
      known,
    });
    const found = new Map(members.map((member, index) => [member, after[index]?.hits ?? []]));
    // Those on which injection brings something are told one by one.
    const isSame = after.every(({ hits }) => hits.length === 0);
    const groups = isSame ? alike(profile) : members.map((member): Profile['members'] => [member]);
    const failures = [...results, ...after].flatMap((result) => result.failures);
    return {
      failures: failures.filter(({ ruleId }) => members.some(({ decisions }) => speaks(decisions, ruleId))),
      hits: groups.map((group): ProfileHits => {
        const [{ decisions }] = group;
        const all = [...known, ...(found.get(group[0]) ?? [])];
        const { active } = decisions;
        return {
          targets: group.map(({ target }) => target.name),
          active,
          hits: all.filter((hit) => active.has(hit.rule)),
        };
      }),
    };
  }

  /** The rules that speak on any of these targets. Hundreds, and the same for nearly every manifest: collected once. */
  #rulesOf(members: readonly Member[]): readonly CompiledRule[] {
    const key = [...new Set(members.map(({ decisions }) => decisions.key))].join(' ');
    const rules =
      this.#rules.get(key) ??
      this.#policy.rules.filter((rule) => members.some(({ decisions }) => decisions.active.has(rule)));
    this.#rules.set(key, rules);
    return rules;
  }

  /** Suppressions of the configuration that silenced nothing in the whole run. */
  unusedSuppressions(used: ReadonlySet<number>): Finding[] {
    const { config, uri } = this.#policy;
    const object = { apiVersion: '', kind: '', namespace: '', name: '' };
    return (config.suppressions ?? []).flatMap((entry, index) => {
      if (used.has(index) || !this.#policy.rules.some((rule) => rule.id === entry.rule)) return [];
      const message = `the suppression of ${entry.rule} in the configuration silences nothing; remove it`;
      return this.own.finding('source/unused-suppression', {
        message,
        object,
        location: { uri, pointer: `/suppressions/${index}` },
      });
    });
  }

  #decide(target: Target): Decisions {
    // Of one target, only what a manifest and its nodes tell can differ.
    const key = `${target.name} ${target.platforms.join()} ${target.inferred === true} ${target.kubelet?.minor}`;
    const known = this.#decisions.get(key);
    if (known !== undefined) return known;
    const made = decide(this.#policy.rules, target, this.#policy.severities);
    // The decisions on hundreds of rules, as a word that is quick to compare.
    const short = this.#keys.get(made.key) ?? String(this.#keys.size);
    this.#keys.set(made.key, short);
    const decisions = { ...made, key: short };
    this.#decisions.set(key, decisions);
    return decisions;
  }

  /** What a line on a SidecarSet silences may be found through any workload: whether it is idle, one manifest cannot tell. */
  #reachesOthers(manifest: Manifest, ruleId: string): boolean {
    return groupKind(manifest) === 'apps.kruise.io/SidecarSet' && this.#policy.known.get(ruleId)?.scope === 'workload';
  }

  #finish(
    manifest: Manifest,
    hits: MergedHit[],
    profiles: readonly ProfileHits[],
    failures: readonly RuleFailure[],
    surroundings: Surroundings,
  ): ManifestResult {
    const policy = this.#policy;
    const configured = policy.config.suppressions ?? [];
    const result = suppress(manifest, hits, {
      rules: policy.known,
      unknownRule: (id) => unknownRule(id, policy.known.keys()),
      containersOf: containerNames,
      containerAt,
      configured,
      pathMatches: (pattern) => surroundings.pathMatches(pattern, manifest.origin?.uri ?? ''),
      today: surroundings.today,
      active: { has: (id) => !this.#reachesOthers(manifest, id) && profiles.some((profile) => speaks(profile, id)) },
      own: this.own,
    });
    return {
      findings: [...result.kept.map((hit) => toFinding(hit, docsUrl)), ...result.findings],
      suppressed: result.suppressed,
      failures: failures.map(({ ruleId, message, manifest: at }) => ({ ruleId, message, object: referenceOf(at) })),
      used: result.used.map((entry) => configured.indexOf(entry)),
    };
  }
}

/** Nothing declared: the manifest's own signs tell the platform, and rules can see that they are only signs. */
function withEvidence(target: Target, signs: Target['platforms']): Target {
  if (signs.length === 0 || !target.platforms.includes('unknown')) return target;
  return { ...target, platforms: signs, inferred: true };
}

function speaks({ active }: Pick<ProfileHits, 'active'>, ruleId: string): boolean {
  return [...active.keys()].some((rule) => rule.id === ruleId);
}
