export { effectivePodSpec } from './effective.ts';
export { apiserverFacts } from './facts.ts';
export { readJson } from './json-text.ts';
export { type JudgeOptions, judge, judgeAll } from './judge.ts';
