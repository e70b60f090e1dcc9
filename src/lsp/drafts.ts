import { setTimeout as sleep } from 'node:timers/promises';
import type { Project } from './project.ts';

/** A check that costs more than this waits for a pause in the typing, but never longer, in milliseconds. */
const longestDelay = 250;

/** Rules and configurations that are being written: each project is checked again until its last text was. */
export class Drafts {
  readonly #publisher: { publishProblems(project: Project): void; failed(error: unknown): void };
  /** Projects at work, and whether something has changed since. */
  readonly #running = new Map<Project, { isStale: boolean }>();
  #cost = 0;
  #stopped = false;

  constructor(publisher: { publishProblems(project: Project): void; failed(error: unknown): void }) {
    this.#publisher = publisher;
  }

  touch(project: Project): void {
    const running = this.#running.get(project);
    if (running !== undefined) running.isStale = true;
    else void this.#run(project).catch((error: unknown) => this.#stopped || this.#publisher.failed(error));
  }

  stop(): void {
    this.#stopped = true;
  }

  async #run(project: Project): Promise<void> {
    const state = { isStale: true };
    this.#running.set(project, state);
    try {
      while (state.isStale && !this.#stopped) {
        await sleep(Math.min(longestDelay, this.#cost * 1.5), undefined, { ref: false });
        state.isStale = false;
        const begin = performance.now();
        await project.check();
        this.#cost = performance.now() - begin;
        if (!this.#stopped) this.#publisher.publishProblems(project);
      }
    } finally {
      this.#running.delete(project);
    }
  }
}
