import type { ServeSettings } from './server/settings.ts';

export type { AdmissionReview } from './review/answer.ts';
export type { Mode, OnError } from './review/decision.ts';
export { ReviewError } from './review/request.ts';
export { type ReviewOptions, review } from './review/review.ts';
export type { ServeSettings } from './server/settings.ts';

/** Serves reviews until the process is told to end; see `serve` below. The library's users do not load the server's packages. */
export async function serve(settings: ServeSettings): Promise<string> {
  return (await import('./server/serve.ts')).serve(settings);
}
