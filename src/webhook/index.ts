export type { AdmissionReview } from './review/answer.ts';
export type { Mode, OnError } from './review/decision.ts';
export { ReviewError } from './review/request.ts';
export { type ReviewOptions, review } from './review/review.ts';
