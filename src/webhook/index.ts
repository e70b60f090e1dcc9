import type { ServeSettings } from './server/settings.ts';

export { servedKinds } from '../workload/index.ts';
export type { AdmissionReview } from './review/answer.ts';
export type { Mode, OnError } from './review/decision.ts';
export { judgedSubresources } from './review/kinds.ts';
export { ReviewError } from './review/request.ts';
export { type ReviewOptions, review } from './review/review.ts';
export { defaultLimits, type ServeSettings } from './server/settings.ts';

/** Serves reviews until the process is told to end; answers what kept it from starting, or ''. Users of the library load none of it. */
export async function serve(settings: ServeSettings): Promise<string> {
  return (await import('./server/serve.ts')).serve(settings);
}
