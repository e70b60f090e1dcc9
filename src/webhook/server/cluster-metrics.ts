import { Counter, Gauge, type Registry } from 'prom-client';
import type { Cluster, WatchStatus } from '../../cluster/index.ts';
import type { Target } from '../../model/index.ts';
import { ageOf } from './cluster-view.ts';

/** Registers what is known of the cluster in memory, as it is when somebody asks. */
export function registerWatches(registry: Registry, cluster: Cluster): void {
  const gauge = (name: string, help: string, value: (watch: WatchStatus) => number | undefined): void => {
    new Gauge({
      name: `sidecarlint_watch_${name}`,
      help,
      labelNames: ['resource'],
      registers: [registry],
      collect() {
        for (const watch of cluster.status) {
          const found = value(watch);
          if (found !== undefined) this.set({ resource: watch.resource }, found);
        }
      },
    });
  };
  gauge('up', '1 while a resource is watched, or known not to exist', ({ state }) =>
    state === 'watching' || state === 'absent' ? 1 : 0,
  );
  gauge('objects', 'Objects in memory', ({ objects }) => objects);
  gauge('age_seconds', 'Since the API server last said something about a resource', ageOf);
  new Counter({
    name: 'sidecarlint_watch_reconnects_total',
    help: 'Lists and watches begun again after a failure',
    labelNames: ['resource'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { resource, reconnects } of cluster.status) this.inc({ resource }, reconnects);
    },
  });
}

/** Registers what reviews are judged for. `kubelet`: minor of the oldest in the cluster. */
export function registerTargets(
  registry: Registry,
  { targets, kubelet }: { targets: () => readonly Target[]; kubelet: () => number | undefined },
): void {
  new Gauge({
    name: 'sidecarlint_target_info',
    help: 'What reviews are judged for',
    labelNames: ['target', 'gates', 'kubelet', 'platforms', 'kruise'],
    registers: [registry],
    collect() {
      this.reset();
      for (const target of targets()) this.set(labelsOf(target, kubelet()), 1);
    },
  });
}

function labelsOf({ name, gates, kubelet, platforms, kruise }: Target, oldest: number | undefined) {
  const minor = kubelet?.minor ?? oldest;
  return {
    target: name,
    gates: Object.entries(gates)
      .map(([gate, on]) => `${gate}=${on}`)
      .join(','),
    kubelet: minor === undefined ? '' : `1.${minor}`,
    platforms: platforms.join(','),
    kruise: kruise === undefined ? '' : `${kruise.major}.${kruise.minor}`,
  };
}
