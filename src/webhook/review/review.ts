import type { JsonObject, Target } from '../../model/index.ts';
import type { Policy } from '../../policy/index.ts';
import { type AdmissionReview, answer } from './answer.ts';
import type { Mode, OnError } from './decision.ts';
import { readReview } from './request.ts';
import { Reviewer } from './reviewer.ts';

export interface ReviewOptions {
  /** The cluster. Absent: the targets of the policy, else 1.33..1.37. */
  targets?: readonly Target[];
  /** enforce when absent. */
  mode?: Mode;
  /** The inventory is the whole cluster. */
  complete?: boolean;
  /** What becomes of an object that a faulty rule cannot judge; allow when absent. */
  onRuleError?: OnError;
  /** YYYY-MM-DD; ends of suppressions are judged by it. Absent: they never end. */
  today?: string;
}

/**
 * Answers one AdmissionReview as the webhook does. `inventory`: objects of the cluster that the reviewed one lives with.
 * @throws {ReviewError} when `body` is no AdmissionReview, or has no uid to answer to.
 */
export function review(
  policy: Policy,
  body: unknown,
  inventory: readonly JsonObject[] = [],
  { today = '', ...options }: ReviewOptions = {},
): AdmissionReview {
  const request = readReview(body);
  return answer(request, reviewerOf(policy, inventory, options).decide(request, today));
}

const reviewers = new WeakMap<Policy, Map<string, Reviewer>>();

/** What holds for a policy and options is worked out once; an inventory may differ with each question. */
function reviewerOf(policy: Policy, inventory: readonly JsonObject[], options: ReviewOptions): Reviewer {
  if (inventory.length > 0) return new Reviewer({ policy, inventory, ...options });
  const known = reviewers.get(policy) ?? new Map<string, Reviewer>();
  reviewers.set(policy, known);
  const key = JSON.stringify(options);
  const reviewer = known.get(key) ?? new Reviewer({ policy, ...options });
  // A caller who makes up targets endlessly must not fill the memory.
  if (known.size < 16) known.set(key, reviewer);
  return reviewer;
}
