import type { Io } from './io.ts';

/** A person gets impatient after half a second; a line that changes ten times a second is calm enough. */
const patience = 500;
const pause = 100;

export interface Progress {
  step(text: string): void;
  done(): void;
}

/** One line on standard error that tells a waiting terminal how far the run is, and goes away in the end. */
export function createProgress({ stderr, now }: Pick<Io, 'stderr' | 'now'>): Progress {
  let next = now() + patience;
  let isShown = false;
  return {
    step(text) {
      const time = now();
      if (!stderr.isTTY || time < next) return;
      next = time + pause;
      isShown = true;
      stderr.write(`\r\u001b[K${text}`);
    },
    done() {
      if (isShown) stderr.write('\r\u001b[K');
      isShown = false;
    },
  };
}
