export { effectivePodSpec } from './effective.ts';
export { type ApiserverFacts, apiserverFacts } from './facts.ts';
export { judge, judgeAll } from './judge.ts';
