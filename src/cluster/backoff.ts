/** Milliseconds. */
export interface Backoff {
  least: number;
  most: number;
}

/** How long to wait after so many failures in a row: twice as long each time, and never all clients at once. */
export function delayAfter(failures: number, { least, most }: Backoff, random: () => number = Math.random): number {
  const full = Math.min(most, least * 2 ** Math.min(failures, 30));
  return full * (0.5 + random() / 2);
}

/** Resolves after a time, or at once when the signal is given. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}
