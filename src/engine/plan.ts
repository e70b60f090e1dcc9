import { type FactListName, factLists, isListOf, type Subject } from '../model/index.ts';
import type { CompiledRule } from './rule.ts';

/** The rules that look at one list, or one rule that finds its items by a path. */
export interface Step {
  list: FactListName | undefined;
  rules: readonly Asked[];
}

export interface Asked {
  rule: CompiledRule;
  /** Where its hits belong: by rule, then by the lists of the rule. */
  rank: number;
}

/** Of each set of rules, what was worked out for a scope and a kind. Most lists of most objects are empty: their rules are not even looked at. */
const plans = new WeakMap<readonly CompiledRule[], Map<string, readonly Step[]>>();

/** Which lists of an object of this kind (as in `kinds` of rules) to look at, and who asks about them. */
export function planOf(rules: readonly CompiledRule[], scope: Subject['scope'], kind: string): readonly Step[] {
  const known = plans.get(rules) ?? new Map<string, readonly Step[]>();
  plans.set(rules, known);
  const key = `${scope} ${kind}`;
  const plan = known.get(key) ?? makePlan(rules, scope, kind);
  // Names of kinds come from the input.
  if (known.size < 256) known.set(key, plan);
  return plan;
}

function makePlan(rules: readonly CompiledRule[], scope: Subject['scope'], kind: string): readonly Step[] {
  const lists = new Map<FactListName, Asked[]>();
  const steps: Step[] = [];
  const breadth = Object.keys(factLists).length;
  for (const [index, rule] of rules.entries()) {
    if (rule.scope !== scope || (rule.kinds !== undefined && !rule.kinds.has(kind))) continue;
    const rank = index * breadth;
    if (rule.path !== undefined) steps.push({ list: undefined, rules: [{ rule, rank }] });
    for (const [position, list] of (rule.lists ?? []).entries()) {
      if (!isListOf(list, kind)) continue;
      const asked = lists.get(list) ?? [];
      if (asked.length === 0) steps.push({ list, rules: asked });
      asked.push({ rule, rank: rank + position });
      lists.set(list, asked);
    }
  }
  return steps;
}
