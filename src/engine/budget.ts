import type { Budget } from './cel/index.ts';

/** Steps for all rules over one manifest on one profile: thousands of times what real manifests need, well below a second. */
const stepsPerRun = 10_000_000;

export function newBudget(): Budget {
  return { steps: stepsPerRun };
}
