import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { JsonObject, Manifest, Platform } from '../model/index.ts';
import { createCatalogue, workloads } from '../workload/index.ts';
import { keptOf, type PodContext, readPod } from './pod.ts';
import { podFacts } from './pod-facts.ts';

const catalogue = createCatalogue();

/** Facts of the first container of a Pod. */
function first(spec: JsonObject, context: Partial<PodContext> = {}, stored = spec, refused: string[] = []) {
  const manifest: Manifest = {
    object: { spec },
    apiVersion: 'v1',
    kind: 'Pod',
    group: '',
    name: 'x',
    namespace: '',
  };
  const [workload] = workloads(manifest);
  if (workload === undefined) throw new Error('no workload');
  const pod = readPod(workload, catalogue);
  const made = podFacts(pod, keptOf(pod, stored, new Set(refused)), {
    hasService: false,
    limitRanges: [],
    sidecarSetOf: () => '',
    ...context,
  });
  const [item] = made.containers;
  if (item === undefined) throw new Error('no container');
  return item.self;
}

test('a marker ends its container only on its own platform', () => {
  const endings = (...platforms: Platform[]): string => {
    const env = [
      { name: '__IS_SIDECAR__', value: 'true' },
      { name: 'ECI_CONTAINER_TYPE', value: 'sidecar' },
    ];
    return first({ containers: [{ name: 'c', image: 'x', env }] }, { platforms }).endings.join();
  };
  assert.is(endings('unknown'), 'acs,eci');
  assert.is(endings('acs'), 'acs');
  assert.is(endings('eci'), 'eci');
  assert.is(endings('ack-virtual-node'), 'acs,eci');
  assert.is(endings('kubernetes'), '');
  assert.is(endings('kubernetes', 'acs'), 'acs', 'mixed cluster');
});

test('a restartPolicy is lost when it is dropped, changed or refused', () => {
  const lost = (restartPolicy: string | null, stored: string | null, ...refused: string[]): boolean => {
    const spec = (policy: string | null): JsonObject => ({
      initContainers: [{ name: 'i', image: 'x', ...(policy === null ? {} : { restartPolicy: policy }) }],
      containers: [{ name: 'c', image: 'x' }],
    });
    return first(spec(restartPolicy), {}, spec(stored), refused).lostPolicy;
  };
  assert.is(lost('Always', 'Always'), false);
  assert.is(lost('Always', null), true);
  assert.is(lost('Never', 'Never'), false);
  assert.is(lost('Never', null), true);
  assert.is(lost('Never', 'Never', '/spec/initContainers/0/restartPolicy'), true);
  assert.is(lost(null, null, '/spec/initContainers/0/image'), false);
});

test('the name of a container that others depend on', () => {
  const isDependency = (name: string): boolean => first({ containers: [{ name, image: 'acme/x' }] }).isDependency;
  for (const name of ['proxy', 'db-proxy', 'proxy-container', 'mysql_client', 'redis-ambassador-sidecar'])
    assert.ok(isDependency(name), name);
  for (const name of ['app', 'proxies', 'client-app', 'svc-container']) assert.not(isDependency(name), name);
});

test.run();
