import type { Finding } from '../model/index.ts';

/** How an editor may show the place: faded, because it does nothing, or struck through, because it leads nowhere. */
export type Tag = 'unnecessary' | 'deprecated';

/** Rules about what is kept and has no effect. */
export const withoutEffect: readonly string[] = [
  'bindings/binding-grants-nothing',
  'bindings/unused-grant',
  'injection/selector-matches-nothing',
  'kruise/launch-priority-annotation-ignored',
  'kruise/launch-priority-no-effect',
  'kruise/transfer-env-no-effect',
  'kruise/unused-set-volume',
  'source/unused-suppression',
];

/** Forms that were proposed, renamed or given up. */
const deadEnds = 'leftovers/';

export function tagOf({ ruleId, outcome }: Pick<Finding, 'ruleId' | 'outcome'>): Tag | undefined {
  if (ruleId.startsWith(deadEnds)) return 'deprecated';
  return outcome === 'dropped' || withoutEffect.includes(ruleId) ? 'unnecessary' : undefined;
}
