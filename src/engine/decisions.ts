import type { Outcome, Severity, Target } from '../model/index.ts';
import { targetView } from '../target/index.ts';
import { newBudget } from './budget.ts';
import { bandOf } from './compile.ts';
import type { CompiledRule } from './rule.ts';

/** A rule as it speaks on one target: the band that matched, with what the configuration made of its severity. */
export interface ActiveRule {
  rule: CompiledRule;
  /** undefined: the selected list says it. */
  outcome: Outcome | undefined;
  severity: Severity;
}

/** Which rules speak on a target, and how. Targets with equal keys decide every `when` alike. */
export interface Decisions {
  key: string;
  active: ReadonlyMap<CompiledRule, ActiveRule>;
}

/** Evaluates every `when` for one target. `severities` is what the configuration says instead of a rule's own. */
export function decide(
  rules: readonly CompiledRule[],
  target: Target,
  severities: ReadonlyMap<string, Severity | 'off'>,
): Decisions {
  const bindings = { target: targetView(target) };
  const active = new Map<CompiledRule, ActiveRule>();
  let key = '';
  for (const rule of rules) {
    const index = rule.bands.findIndex((band) => band.when().evaluate(bindings, newBudget()) === true);
    const silent = rule.bands.length > 0 && index < 0;
    key += silent ? '-,' : `${index},`;
    if (silent) continue;
    const { outcome, severity } = bandOf(rule, index);
    const configured = severities.get(rule.id);
    active.set(rule, {
      rule,
      outcome,
      severity: configured === undefined || configured === 'off' ? severity : configured,
    });
  }
  return { key, active };
}
