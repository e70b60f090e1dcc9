export { type ApiserverFacts, apiserverFacts } from './facts.ts';
export { type JsonText, readJson } from './json-text.ts';
export { type JudgeOptions, judge, judgeAll } from './judge.ts';
export { kindOf } from './kinds.ts';
export { judgePod } from './library.ts';
