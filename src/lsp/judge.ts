import { setTimeout as sleep } from 'node:timers/promises';
import type { Project } from './project.ts';
import { Slices } from './slices.ts';

/** Takes findings to the editor. */
export interface Publisher {
  /** The findings of these files may have changed; `project.run` knows the new ones. */
  publish(project: Project, uris: readonly string[]): void;
  /** Everything in the project is judged. */
  judged(project: Project): void;
  /** A bug. */
  failed(error: unknown): void;
}

/** What a change in a big file costs may be waited for, but never longer than this, in milliseconds. */
const longestDelay = 250;
/** Work as short as this is done at every key. */
const unnoticed = 10;
/** How long the first answer may wait for what other files say about a text. */
const patience = 5;

/** Judges what has changed: the texts that were touched last before all others, in slices between which messages come in. */
export class Judge {
  readonly #projects: () => readonly Project[];
  readonly #publisher: Publisher;
  readonly #touched = new Map<Project, Set<string>>();
  readonly #outdated = new Map<Project, Set<string>>();
  #state = 0;
  #done = 0;
  #cost = 0;
  #isRunning = false;
  #stopped = false;

  constructor(projects: () => readonly Project[], publisher: Publisher) {
    this.#projects = projects;
    this.#publisher = publisher;
  }

  /** Something changed. `uri` is shown to somebody who waits for it. */
  wake(project?: Project, uri?: string): void {
    this.#state += 1;
    if (project !== undefined && uri !== undefined) setOf(this.#touched, project).add(uri);
    if (!this.#isRunning) void this.#run();
  }

  stop(): void {
    this.#stopped = true;
    this.#state += 1;
  }

  /** Judges one text now, and for a moment what else may say something about it. False when it changed meanwhile. */
  async settle(project: Project, uri: string, isWanted: () => boolean): Promise<boolean> {
    const state = this.#state;
    const isCurrent = (): boolean => state === this.#state && isWanted();
    if (!(await drain(project.run?.judge([uri]), isCurrent))) return false;
    await drain(project.run?.judge(), isCurrent, performance.now() + longestDelay);
    return isCurrent();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    // Messages that came in together are one change.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#done !== this.#state && !this.#stopped) {
      try {
        await this.#work();
      } catch (error) {
        // A bug in one manifest's judgement must not be tried again and again.
        this.#done = this.#state;
        this.#publisher.failed(error);
      }
    }
    this.#isRunning = false;
  }

  async #work(): Promise<void> {
    const delay = this.#cost < unnoticed ? 0 : Math.min(longestDelay, this.#cost * 1.5);
    if (delay > 0) await sleep(delay);
    const state = this.#state;
    for (const project of new Set([...this.#touched.keys(), ...this.#projects()])) {
      if (!(await this.#judge(project, () => state === this.#state))) return;
    }
    this.#done = state;
  }

  async #judge(project: Project, isCurrent: () => boolean): Promise<boolean> {
    const begin = performance.now();
    const touched = [...(this.#touched.get(project) ?? [])];
    if (!(await drain(project.run?.judge(touched), isCurrent))) return false;
    const isWhole = await drain(project.run?.judge(), isCurrent, performance.now() + patience);
    this.#publish(project, touched);
    if (touched.length > 0) this.#cost = performance.now() - begin;
    // What was found leaves before anything else is done.
    await new Promise((resolve) => setImmediate(resolve));
    if (!isCurrent()) return false;
    this.#touched.delete(project);
    if (!isWhole && !(await drain(project.run?.judge(), isCurrent))) return false;
    this.#publish(project);
    this.#publisher.judged(project);
    return true;
  }

  /** Tells what has changed, of all files or of some. */
  #publish(project: Project, only?: readonly string[]): void {
    const outdated = setOf(this.#outdated, project);
    for (const uri of project.run?.takeOutdated() ?? []) outdated.add(uri);
    const uris = [...outdated].filter((uri) => only?.includes(uri) !== false);
    for (const uri of uris) outdated.delete(uri);
    if (uris.length > 0) this.#publisher.publish(project, uris);
  }
}

function setOf(sets: Map<Project, Set<string>>, project: Project): Set<string> {
  const known = sets.get(project) ?? new Set<string>();
  sets.set(project, known);
  return known;
}

/** Works to the end; false when it was interrupted: by something new, or at `until`. */
async function drain(
  work: Generator<void> | undefined,
  isCurrent: () => boolean,
  until = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  if (work === undefined) return isCurrent();
  const slices = new Slices();
  for (const _ of work) {
    if (performance.now() > until) return false;
    await slices.pause();
    if (!isCurrent()) return false;
  }
  return isCurrent();
}
