/** Rules over the pods as they will be after injection; what they find is told where a person can change it. */
import { judgeAll } from './apiserver/index.ts';
import { type CompiledRule, evaluate, type Hit, newBudget, type RuleFailure } from './engine/index.ts';
import { type EffectivePod, effectiveOf, nothingInCommon, subjectsOf } from './facts/index.ts';
import type { Inventory } from './inventory/index.ts';
import type { WrittenPod } from './lifecycle/index.ts';
import { isObject, type Manifest, resolve, type Target, type Verdict } from './model/index.ts';
import type { Catalogue } from './workload/index.ts';

export interface Injected {
  manifest: Manifest;
  pods: readonly WrittenPod[];
  /** Targets on which every fact of the manifest as it is written is the same. */
  members: readonly Target[];
  /** All targets of the run. */
  targets: readonly Target[];
  inventory: Inventory;
  catalogue: Catalogue;
  rules: readonly CompiledRule[];
  /** What the rules said of the manifest as it is written. */
  known: readonly Hit[];
}

export interface After {
  hits: Hit[];
  failures: RuleFailure[];
}

/** Lists that are about the pod as the API server gets it; other lists of whole objects are about what was written. */
const podLists: readonly string[] = ['causes', 'serverWarnings'];

/** In the order of `members`. Those whose API servers judge the injected pod alike share one evaluation. */
export function hitsAfterInjection(run: Injected): After[] {
  const [first] = run.members;
  const results = run.members.map((): After => ({ hits: [], failures: [] }));
  for (const { workload } of first === undefined ? [] : run.pods) {
    for (const effective of first === undefined ? [] : effectiveOf(workload, run.inventory, first, run.catalogue)) {
      const evaluated = new Map<Verdict, After>();
      const verdicts = judgeAll(effective.asPod, run.members);
      for (const [index, target] of run.members.entries()) {
        const verdict = verdicts[index];
        if (verdict === undefined) continue;
        const result = evaluated.get(verdict) ?? told(effective, verdict, target, run, workload.podSpecPointer);
        evaluated.set(verdict, result);
        results[index]?.hits.push(...result.hits);
        results[index]?.failures.push(...result.failures);
      }
    }
  }
  return results;
}

/** What is found in an injected pod and was not said of the manifest already. */
function told(effective: EffectivePod, verdict: Verdict, target: Target, run: Injected, podSpecPointer: string): After {
  const { hits, failures } = evaluatePod(effective, verdict, target, run);
  const said = new Set(run.known.map((hit) => identity(hit)));
  return {
    failures: failures.map((failure) => ({ ...failure, manifest: run.manifest })),
    hits: hits
      .map((hit) => relocate(hit, effective, run.manifest, podSpecPointer))
      .filter((hit) => hit.manifest !== run.manifest || !said.has(identity(hit))),
  };
}

function identity({ rule, pointer }: Hit): string {
  return `${rule.id} ${pointer}`;
}

function evaluatePod(effective: EffectivePod, verdict: Verdict, target: Target, run: Injected): After {
  const { pod } = effective;
  const kept = resolve(verdict.effective, '/spec');
  const stored = [isObject(kept) ? kept : pod.workload.podSpec];
  const { manifest } = pod.workload;
  const { targets, inventory } = run;
  const subjects = subjectsOf({
    manifest,
    pods: [pod],
    stored,
    verdict,
    target,
    targets,
    inventory,
    oldObject: null,
    common: nothingInCommon(),
    injected: true,
    sidecarSetOf: (pointer) => {
      const origin = effective.originOf(pointer);
      return origin.injected ? origin.manifest.name : '';
    },
  });
  const rules = rulesOfPods(run.rules);
  const budget = newBudget();
  const results = subjects.map((subject) => evaluate(rules, subject, budget));
  return { hits: results.flatMap((result) => result.hits), failures: results.flatMap((result) => result.failures) };
}

/** For each set of rules those about pods: always the same list, because what is planned for a list is remembered by it. */
const aboutPods = new WeakMap<readonly CompiledRule[], readonly CompiledRule[]>();

function rulesOfPods(rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const found =
    aboutPods.get(rules) ??
    rules.filter((rule) => rule.scope === 'workload' || (rule.lists ?? ['']).every((list) => podLists.includes(list)));
  aboutPods.set(rules, found);
  return found;
}

type Place = Pick<Hit, 'manifest' | 'pointer' | 'part'>;

/** From the effective pod to the line in the workload or in the SidecarSet. */
function relocate(hit: Hit, effective: EffectivePod, manifest: Manifest, podSpecPointer: string): Hit {
  const place = (at: Place): Place => {
    if (at.manifest !== effective.pod.workload.manifest) return at;
    const { manifest: found, pointer } = effective.originOf(at.pointer);
    return { manifest: found, pointer, part: at.part };
  };
  let own = place(hit);
  const related = hit.related.map(({ message, ...at }) => ({ message, ...place(at) }));
  const [other] = related;
  if (own.manifest === manifest && other !== undefined && other.manifest !== manifest && isClash(hit)) {
    related[0] = { message: other.message, ...own };
    own = { manifest: other.manifest, pointer: other.pointer, part: other.part };
  }
  // Pointers of its fixes count the entries that injection adds.
  return {
    ...hit,
    ...own,
    fixes: [],
    related: [...related, ...contextOf(own, related, effective, manifest, podSpecPointer)],
  };
}

/** Two fields of one sort that cannot both be: which of them is at fault is anybody's choice, and the injected one is changed for all pods. */
function isClash({ pointer, related: [other] }: Hit): boolean {
  const sort = (at: string): string =>
    at.replace('/initContainers/', '/containers/').replaceAll(/\/\d+(?=\/|$)/g, '/*');
  return other !== undefined && sort(other.pointer) === sort(pointer);
}

function contextOf(
  own: Place,
  related: readonly Place[],
  { sets }: EffectivePod,
  manifest: Manifest,
  podSpecPointer: string,
): Hit['related'] {
  if (own.manifest === manifest) {
    return sets.map((set) => ({
      message: `after injection by SidecarSet ${set.name}`,
      manifest: set,
      pointer: '/spec',
    }));
  }
  if (related.some((at) => at.manifest === manifest)) return [];
  const { kind, name } = manifest;
  return [{ message: `it is injected into ${kind} ${name}`, manifest, pointer: podSpecPointer }];
}
