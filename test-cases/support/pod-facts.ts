/** Pods for tests of facts. */
import * as assert from 'uvu/assert';
import { labelUses } from '../../src/alibaba/index.ts';
import { keptOf, type PodFacts, podFacts, readPod } from '../../src/lifecycle/index.ts';
import { type JsonObject, type Manifest, resolve, type Workload } from '../../src/model/index.ts';
import { createCatalogue, workloads } from '../../src/workload/index.ts';

const catalogue = createCatalogue();
export const app = { name: 'app', image: 'acme/app:1' };
export const always = { restartPolicy: 'Always' };

export interface Options {
  kind?: 'Pod' | 'Job' | 'Deployment';
  metadata?: JsonObject;
  stored?: (spec: JsonObject) => JsonObject;
}

function manifestOf(spec: JsonObject, { kind = 'Pod', metadata = {} }: Options): Manifest {
  const object: JsonObject = kind === 'Pod' ? { metadata, spec } : { spec: { template: { metadata, spec } } };
  const group = { Pod: '', Job: 'batch', Deployment: 'apps' }[kind];
  return { object, apiVersion: `${group}/v1`, kind, group, name: 'x', namespace: '' };
}

/** The one workload of a manifest. */
export function workloadOf(spec: JsonObject, options: Options = {}): Workload {
  const [workload] = workloads(manifestOf(spec, options));
  if (workload === undefined) throw new Error('no workload');
  return workload;
}

/** The facts of the one pod of a manifest; every place they point at has to exist. */
export function facts(spec: JsonObject, options: Options = {}): PodFacts {
  const workload = workloadOf(spec, options);
  const { manifest } = workload;
  const stored = options.stored === undefined ? workload.podSpec : options.stored(workload.podSpec);
  const pod = readPod(workload, catalogue);
  const made = podFacts(pod, keptOf(pod, stored), {
    hasService: false,
    limitRanges: [],
    sidecarSetOf: () => '',
  });
  for (const list of [
    made.pods,
    made.containers,
    made.probes,
    made.references,
    made.graceUses,
    made.markers,
    labelUses(workload),
  ])
    for (const { pointer, places = {} } of list)
      for (const at of [pointer, ...Object.values(places).map((place) => place?.pointer ?? '')])
        assert.is.not(resolve(manifest.object, at), undefined, `no such place: ${at}`);
  return made;
}

export function container(spec: JsonObject, name: string, options: Options = {}) {
  const found = facts(spec, options).containers.find((item) => item.self.name === name)?.self;
  if (found === undefined) throw new Error(`no container ${name}`);
  return found;
}

export const db = { name: 'db', image: 'acme/db', ports: [{ containerPort: 5432 }] };
