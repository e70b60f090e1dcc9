export { judge, judgeAll } from './judge.ts';
