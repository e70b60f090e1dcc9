import { type JsonObject, stringAt, valueAt } from '../model/index.ts';
import { type ApiServer, getLines, readJson, StatusError } from './api-server.ts';
import { delayAfter, pause } from './backoff.ts';
import { list, readEvent } from './list.ts';
import { groupKindOf, type Path, type Resource } from './resources.ts';
import type { WatchState, WatchStatus, WatchTimes } from './watch-status.ts';

/** Keeps the objects of one resource as the server last told them. What was known stays known while nothing can be heard. */
export class Watcher {
  readonly #server: ApiServer;
  readonly #resource: Resource;
  readonly #times: WatchTimes;
  readonly #onChange: () => void;
  #objects = new Map<string, JsonObject>();
  #state: WatchState = 'starting';
  #heard: number | undefined;
  #reconnects = 0;
  #problem = '';
  #failures = 0;

  constructor(server: ApiServer, resource: Resource, times: WatchTimes, onChange: () => void) {
    this.#server = server;
    this.#resource = resource;
    this.#times = times;
    this.#onChange = onChange;
  }

  /** As in `kinds` of rules. */
  get groupKind(): string {
    const { kind, paths } = this.#resource;
    return groupKindOf(paths[0]?.apiVersion ?? '', kind);
  }

  get objects(): Iterable<JsonObject> {
    return this.#objects.values();
  }

  get status(): WatchStatus {
    return {
      resource: this.#resource.name,
      state: this.#state,
      objects: this.#objects.size,
      heard: this.#heard,
      reconnects: this.#reconnects,
      problem: this.#problem,
    };
  }

  /** Lists and watches until the signal. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const found = await this.#list(signal);
        const begin = Date.now();
        if (found === undefined) await pause(around(this.#times.lookAgain), signal);
        else await this.#follow(found.path, found.resourceVersion, signal);
        // A server that ends everything at once would be asked without end.
        if (Date.now() - begin < this.#times.backoff.least) await pause(this.#times.backoff.least, signal);
      } catch (error) {
        await this.#fail(error, signal);
      }
    }
  }

  /** Everything anew; undefined when the server has no such kind. */
  async #list(signal: AbortSignal): Promise<{ path: Path; resourceVersion: string } | undefined> {
    for (const path of this.#resource.paths) {
      try {
        const { objects, resourceVersion } = await list(this.#server, path, this.#resource, signal);
        this.#take(objects);
        this.#hear('watching');
        return { path, resourceVersion };
      } catch (error) {
        if (!(error instanceof StatusError) || error.status !== 404) throw error;
      }
    }
    this.#take([]);
    this.#hear('absent');
    return undefined;
  }

  /** Watches from a version on, again and again, until the server no longer knows it. */
  async #follow(path: Path, from: string, signal: AbortSignal): Promise<void> {
    let resourceVersion = from;
    while (!signal.aborted) {
      const begin = Date.now();
      try {
        for await (const event of this.#events(path, resourceVersion, signal)) {
          if (isExpired(event)) return;
          resourceVersion = this.#apply(path, event) || resourceVersion;
        }
        if (Date.now() - begin < this.#times.backoff.least) await pause(this.#times.backoff.least, signal);
      } catch (error) {
        // The version is too old, or the kind has gone: only a new list can tell.
        if (error instanceof StatusError && (error.status === 410 || error.status === 404)) return;
        await this.#fail(error, signal);
      }
    }
  }

  async *#events(path: Path, resourceVersion: string, signal: AbortSignal): AsyncGenerator<unknown> {
    const seconds = Math.max(1, Math.round(around(this.#times.watch) / 1000));
    const query = `?watch=1&allowWatchBookmarks=true&timeoutSeconds=${seconds}&resourceVersion=${resourceVersion}`;
    const late = AbortSignal.timeout(seconds * 1000 + 15_000);
    const either = AbortSignal.any([signal, late]);
    for await (const line of getLines(this.#server, path.path + query, either, () => this.#hear('watching'))) {
      if (line.trim() === '') continue;
      const event = readJson(line, path.path);
      const status = valueAt(event, 'object', 'code');
      if (stringAt(event, 'type') === 'ERROR' && status !== 410) {
        throw new StatusError(
          Number(status) || 0,
          stringAt(event, 'object', 'message') || 'the watch ended in an error',
        );
      }
      yield event;
    }
  }

  /** Answers the version after the event. */
  #apply({ apiVersion }: Path, value: unknown): string {
    const event = readEvent(value);
    if (event === undefined) return '';
    this.#hear('watching');
    const key = keyOf(event.object);
    if (event.type === 'DELETED' && this.#objects.delete(key)) this.#onChange();
    if (event.type === 'ADDED' || event.type === 'MODIFIED') {
      const kept = this.#resource.keep({ ...event.object, apiVersion, kind: this.#resource.kind });
      const before = this.#objects.get(key);
      this.#objects.set(key, kept);
      if (JSON.stringify(before) !== JSON.stringify(kept)) this.#onChange();
    }
    return event.resourceVersion;
  }

  #take(objects: readonly JsonObject[]): void {
    const before = JSON.stringify([...this.#objects.values()]);
    this.#objects = new Map(objects.map((object) => [keyOf(object), object]));
    if (JSON.stringify([...this.#objects.values()]) !== before) this.#onChange();
  }

  #hear(state: WatchState): void {
    this.#enter(state);
    this.#heard = Date.now();
    this.#problem = '';
    this.#failures = 0;
  }

  #enter(state: WatchState): void {
    const isNew = state !== this.#state;
    this.#state = state;
    if (isNew) this.#onChange();
  }

  async #fail(error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const status = error instanceof StatusError ? error.status : 0;
    this.#enter(status === 401 || status === 403 ? 'forbidden' : 'failing');
    this.#problem = error instanceof Error ? error.message : String(error);
    this.#reconnects += 1;
    await pause(delayAfter(this.#failures, this.#times.backoff), signal);
    this.#failures += 1;
  }
}

/** All clients at once would be too many. */
const around = (milliseconds: number): number => milliseconds * (0.75 + Math.random() / 2);

function isExpired(event: unknown): boolean {
  return stringAt(event, 'type') === 'ERROR';
}

/** Of objects that are kept as well: neither namespace nor name is ever cut. */
function keyOf(object: JsonObject): string {
  return `${stringAt(object, 'metadata', 'namespace')}/${stringAt(object, 'metadata', 'name')}`;
}
