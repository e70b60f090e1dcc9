import type { Changes, Finding } from '../model/index.ts';
import { count } from './prose.ts';

/** What an upgrade does to a finding. */
export function changeWord(
  { bands }: Pick<Finding, 'bands'>,
  { from, to }: Changes,
): 'appears' | 'disappears' | 'changes' {
  const has = (name: string): boolean => bands.some(({ targets }) => targets.includes(name));
  if (!has(from)) return 'appears';
  return has(to) ? 'changes' : 'disappears';
}

/** `3 findings change from 1.33 to 1.36: 2 appear, 1 disappears; 4 stay as they are` */
export function summarizeChanges(findings: readonly Finding[], changes: Changes): string {
  const { from, to, unchanged } = changes;
  const stay = unchanged === 0 ? '' : `; ${unchanged} ${unchanged === 1 ? 'stays as it is' : 'stay as they are'}`;
  if (findings.length === 0) return `nothing changes from ${from} to ${to}${stay}`;
  const parts = verbs.flatMap(([word, one, many]) => {
    const amount = findings.filter((finding) => changeWord(finding, changes) === word).length;
    return amount === 0 ? [] : [count(amount, [one, many])];
  });
  const verb = findings.length === 1 ? 'is different' : 'are different';
  return `${count(findings.length, ['finding', 'findings'])} ${verb} from ${from} to ${to}: ${parts.join(', ')}${stay}`;
}

const verbs = [
  ['appears', 'appears', 'appear'],
  ['changes', 'changes its outcome', 'change their outcome'],
  ['disappears', 'disappears', 'disappear'],
] as const;
