import type { Cluster, WatchStatus } from '../../cluster/index.ts';
import type { Log } from './log.ts';
import type { Check } from './state.ts';

/** What readiness and the log tell of the cluster in memory. */
export class ClusterView {
  readonly #cluster: Cluster;
  readonly #log: Log;
  readonly #settleBy: number;
  readonly #told = new Map<string, string>();

  /** `settle`: milliseconds for which readiness waits for the first answers. */
  constructor(cluster: Cluster, log: Log, settle: number) {
    this.#cluster = cluster;
    this.#log = log;
    this.#settleBy = Date.now() + settle;
  }

  /**
   * All hold once everything was answered, or was waited for long enough: old knowledge is better than no webhook. `isInUse`: reviews are
   * judged by it.
   */
  checks(isInUse: boolean): Check[] {
    const isPatient = Date.now() < this.#settleBy;
    const { read, problem, address, status } = this.#cluster;
    const about = read === undefined ? 'version not known' : [`1.${read.target.minor}`, ...read.notes].join('; ');
    const trouble = problem === '' ? '' : `; ${problem}`;
    return [
      { name: 'cluster', ok: isInUse || !isPatient, detail: `${address}, ${about}${trouble}` },
      ...status.map((watch) => ({
        name: `watch-${watch.resource}`,
        ok: watch.heard !== undefined || watch.state === 'forbidden' || !isPatient,
        detail: detailOf(watch),
      })),
    ];
  }

  /** Writes which watches are in another state than when they were last told. */
  tell(): void {
    for (const { resource, state, objects, reconnects, problem } of this.#cluster.status) {
      if (state === 'starting' || this.#told.get(resource) === state) continue;
      this.#told.set(resource, state);
      const line = { resource, state, objects, reconnects, ...(problem === '' ? {} : { problem }) };
      if (problem === '') this.#log.info(line, 'watch');
      else this.#log.warn(line, 'watch');
    }
  }
}

function detailOf(watch: WatchStatus): string {
  const { state, objects, problem } = watch;
  const age = ageOf(watch);
  const heard = age === undefined ? 'nothing heard yet' : `${objects} objects, heard ${Math.round(age)} s ago`;
  return `${state}, ${heard}${problem === '' ? '' : `: ${problem}`}`;
}

/** Seconds since the API server last said something about a resource. */
export function ageOf({ heard }: WatchStatus): number | undefined {
  return heard === undefined ? undefined : (Date.now() - heard) / 1000;
}
