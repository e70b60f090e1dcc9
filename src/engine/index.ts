export { newBudget } from './budget.ts';
export type { Budget } from './cel/index.ts';
export { type CompileOptions, compileRule, typeOfDefault } from './compile.ts';
export { type ActiveRule, type Decisions, decide } from './decisions.ts';
export { evaluate, type Hit, type RuleFailure } from './evaluate.ts';
export type { HitFix } from './fixes.ts';
export { linearMatcher, patternProblem } from './patterns.ts';
export type { CompiledRule, RuleProblem } from './rule.ts';
