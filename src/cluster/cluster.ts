import { kubeletMinor } from '../inventory/index.ts';
import type { JsonObject, Target } from '../model/index.ts';
import { targetFromServer } from '../target/index.ts';
import type { ApiServer } from './api-server.ts';
import { delayAfter, pause } from './backoff.ts';
import { readFacts } from './facts.ts';
import { resources } from './resources.ts';
import type { WatchStatus, WatchTimes } from './watch-status.ts';
import { Watcher } from './watcher.ts';

/** What an API server said it is. */
export interface ServerTarget {
  target: Target;
  /** Sentences for the operator: what was not readable, what was taken for something else. */
  notes: readonly string[];
}

/** Milliseconds. */
export interface ClusterTimes extends WatchTimes {
  /** How often the API server is asked what it is. */
  target: number;
  /** Least time between two changes that are told; one that comes alone is told at once. */
  gather: number;
}

const standardTimes: ClusterTimes = {
  backoff: { least: 1_000, most: 60_000 },
  lookAgain: 60_000,
  watch: 300_000,
  target: 300_000,
  gather: 500,
};

/** A cluster kept in memory: what it is, and the objects that others are judged against. */
export class Cluster {
  /** Called, never more often than `gather`, when the target, an object or the state of a watch is another than before. */
  onChange: () => void = () => {};
  readonly #server: ApiServer;
  readonly #times: ClusterTimes;
  readonly #watchers: readonly Watcher[];
  readonly #end = new AbortController();
  #inventory: readonly JsonObject[] | undefined;
  #read: ServerTarget | undefined;
  #problem = '';
  #timer: NodeJS.Timeout | undefined;
  #told = 0;

  constructor(server: ApiServer, times: Partial<ClusterTimes> = {}) {
    this.#server = server;
    this.#times = { ...standardTimes, ...times };
    this.#watchers = resources.map((resource) => new Watcher(server, resource, this.#times, () => this.#changed()));
  }

  /** Begins to list, watch and ask. */
  start(): void {
    for (const watcher of this.#watchers) void watcher.run(this.#end.signal);
    void this.#ask();
  }

  close(): void {
    this.#end.abort();
    clearTimeout(this.#timer);
  }

  get address(): string {
    return this.#server.address;
  }

  /** The objects as they were last told; the same list until one of them changes. */
  get inventory(): readonly JsonObject[] {
    this.#inventory ??= this.#watchers.flatMap((watcher) => [...watcher.objects]);
    return this.#inventory;
  }

  /** Kinds of which the inventory holds all objects, as far as the server was heard: 'apps.kruise.io/SidecarSet'. */
  get whole(): readonly string[] {
    // Of a kind that is absent nobody can say that none exists: the name it is asked for by may be another there.
    return this.#watchers.flatMap(({ status, groupKind }) =>
      status.heard !== undefined && status.state !== 'absent' ? [groupKind] : [],
    );
  }

  /** undefined until the API server has told its version. */
  get read(): ServerTarget | undefined {
    return this.#read;
  }

  /** Why the API server cannot be asked what it is; '' when it can. */
  get problem(): string {
    return this.#problem;
  }

  get status(): WatchStatus[] {
    return this.#watchers.map((watcher) => watcher.status);
  }

  /** Everything was answered once, be it with a refusal. */
  get isSettled(): boolean {
    return (
      this.#read !== undefined && this.status.every(({ state, heard }) => heard !== undefined || state === 'forbidden')
    );
  }

  /** Minor of the oldest kubelet; undefined when no node tells. */
  get oldestKubelet(): number | undefined {
    const minors = this.inventory.flatMap((object) => (object.kind === 'Node' ? (kubeletMinor(object) ?? []) : []));
    return minors.length === 0 ? undefined : minors.reduce((a, b) => Math.min(a, b));
  }

  async #ask(): Promise<void> {
    const { signal } = this.#end;
    for (let failures = 0; !signal.aborted; ) {
      try {
        const read = targetFromServer(await readFacts(this.#server, signal));
        failures = 0;
        this.#problem = '';
        const isNew = JSON.stringify(read) !== JSON.stringify(this.#read);
        this.#read = read;
        if (isNew) this.#changed();
        await pause(this.#times.target, signal);
      } catch (error) {
        this.#problem = error instanceof Error ? error.message : String(error);
        await pause(delayAfter(failures, this.#times.backoff), signal);
        failures += 1;
      }
    }
  }

  #changed(): void {
    this.#inventory = undefined;
    // Somebody may apply a binding and, with the next request, the set that needs it.
    const wait = Math.max(0, this.#told + this.#times.gather - Date.now());
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#told = Date.now();
      this.onChange();
    }, wait);
  }
}
