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
  const reviewer = new Reviewer({ policy, inventory, ...options });
  return answer(request, reviewer.decide(request, today));
}
