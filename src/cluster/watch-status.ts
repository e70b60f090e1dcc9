import type { Backoff } from './backoff.ts';

/** absent: the server has no such kind. forbidden: it does not let us see it. */
export type WatchState = 'starting' | 'watching' | 'absent' | 'forbidden' | 'failing';

export interface WatchStatus {
  resource: string;
  state: WatchState;
  objects: number;
  /** When the server last said something about it, milliseconds since 1970; undefined before the first time. */
  heard: number | undefined;
  /** How often a list or watch had to be begun again after it had failed. */
  reconnects: number;
  /** Why it fails; '' when it does not. */
  problem: string;
}

/** Milliseconds. */
export interface WatchTimes {
  backoff: Backoff;
  /** Until a kind that is absent is looked for again. */
  lookAgain: number;
  /** How long the server is asked to keep a watch open. */
  watch: number;
}
