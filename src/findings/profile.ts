import type { ActiveRule, CompiledRule, Hit } from '../engine/index.ts';

/** What the rules said about one manifest on the targets of one profile. */
export interface ProfileHits {
  /** Names, in the order of the run. */
  targets: readonly string[];
  active: ReadonlyMap<CompiledRule, ActiveRule>;
  hits: readonly Hit[];
}
