/**
 * The cluster in memory, and reports, against a real API server. KUBEBUILDER_ASSETS names a folder with `etcd` and `kube-apiserver`;
 * without it every test here counts as skipped.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as always } from 'uvu';
import * as assert from 'uvu/assert';
import { Cluster, connect, readCluster } from '../../src/cluster/index.ts';
import { isObject, type JsonObject, type JsonValue, listAt, stringAt } from '../../src/model/index.ts';
import { afterServer, createPolicy } from '../../src/policy/index.ts';
import { clusterKinds, reportPolicies } from '../../src/policy-reports.ts';
import type { ApiAnswer, ApiClient } from '../webhook/e2e/api-client.ts';
import { type ControlPlane, startControlPlane } from '../webhook/e2e/control-plane.ts';
import { job, namespaces, pod, sidecarSet, sidecarSetDefinition } from '../webhook/e2e/objects.ts';
import { until } from './fake-api-server.ts';

const assets = process.env.KUBEBUILDER_ASSETS ?? '';
const test = assets === '' ? always.skip : always;

let plane: ControlPlane;
let api: ApiClient;
let kubeconfig = '';

if (assets !== '') {
  always.before(async () => {
    plane = await startControlPlane(assets);
    api = plane.api;
    kubeconfig = join(plane.folder, 'kubeconfig');
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        { name: 'here', cluster: { server: `https://127.0.0.1:${api.port}`, 'insecure-skip-tls-verify': true } },
      ],
      users: [{ name: 'me', user: { token: api.token } }],
      contexts: [{ name: 'here', context: { cluster: 'here', user: 'me' } }],
      'current-context': 'here',
    };
    writeFileSync(kubeconfig, JSON.stringify(config));
    for (const namespace of namespaces) expect(await api.create(namespace), 201);
  });
  always.after(async () => {
    api?.close();
    await plane?.stop();
  });
}

function expect(answer: ApiAnswer, status: number): ApiAnswer {
  assert.is(answer.status, status, JSON.stringify(answer.body));
  return answer;
}

const stateOf = (cluster: Cluster, resource: string) => cluster.status.find((status) => status.resource === resource);
const has = (cluster: Cluster, kind: string, name: string): boolean =>
  cluster.inventory.some((object) => object.kind === kind && stringAt(object, 'metadata', 'name') === name);

/** The server must have published a new definition, and an object of it may be refused before. */
async function eventually(status: number, call: () => Promise<ApiAnswer>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await call().catch(() => undefined);
    if (answer?.status === status) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`HTTP ${status} never came`);
}

test('what is watched follows a real server: definitions that come and go, events, watches that it ends', async () => {
  const times = { lookAgain: 200, watch: 2_000, gather: 5, backoff: { least: 50, most: 500 }, target: 500 };
  const cluster = new Cluster(await connect({ kubeconfig }), times);
  cluster.start();
  try {
    await until(() => cluster.isSettled, 'everything is answered');
    assert.match(cluster.read?.target.name ?? '', /^1\.\d\d$/);
    assert.equal(cluster.read?.notes, []);
    assert.ok(has(cluster, 'Namespace', 'shop'));
    assert.is(stateOf(cluster, 'sidecarsets')?.state, 'absent');

    expect(await api.create(sidecarSetDefinition), 201);
    await eventually(201, () => api.create(sidecarSet('logs')));
    await until(() => has(cluster, 'SidecarSet', 'logs'), 'the set is there');
    expect(await api.patch(sidecarSet('logs'), { spec: { namespaceSelector: { matchLabels: { a: 'b' } } } }), 200);
    await until(() => JSON.stringify(cluster.inventory).includes('namespaceSelector'), 'its change');

    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'old' } };
    expect(await api.create(node), 201);
    const { path } = await api.pathOf(node);
    const info = { kubeletVersion: 'v1.29.3' };
    await api.call('PATCH', `${path}/status`, { status: { nodeInfo: info } }, 'application/merge-patch+json');
    await until(() => cluster.oldestKubelet === 29, 'the kubelet of the node');

    // Longer than any watch is kept open.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(await api.remove(sidecarSet('logs')), 200);
    await until(() => !has(cluster, 'SidecarSet', 'logs'), 'the set is gone');
    assert.equal(
      cluster.status.map(({ reconnects, problem }) => [reconnects, problem]),
      cluster.status.map(() => [0, '']),
      'a watch that ends in time is no failure',
    );
    expect(await api.remove(node), 200);
    expect(await api.remove(sidecarSetDefinition), 200);
    await until(() => stateOf(cluster, 'sidecarsets')?.state === 'absent', 'the definition is gone');
  } finally {
    cluster.close();
  }
});

test('what the cluster runs is reported, and the server takes the reports without a word', async () => {
  expect(await api.create(pod('good')), 201);
  expect(await api.create(job('report')), 201);
  expect(await api.create(job('other', 'default')), 201);
  const server = await connect({ kubeconfig });
  const kinds = clusterKinds;
  const { objects, target, whole } = await readCluster(server, kinds, new AbortController().signal);
  const policy = createPolicy();
  const { documents } = reportPolicies({ objects }, { policy: afterServer(policy), targets: [target], whole });
  assert.equal(
    documents.map(({ metadata, summary }) => [stringAt(metadata, 'namespace'), summary]),
    [
      ['default', { pass: 0, fail: 1, warn: 0, error: 0, skip: 0 }],
      ['shop', { pass: 1, fail: 1, warn: 0, error: 0, skip: 0 }],
    ],
  );
  for (const definition of [
    definitionOf('PolicyReport', 'Namespaced'),
    definitionOf('ClusterPolicyReport', 'Cluster'),
  ]) {
    expect(await api.create(definition), 201);
  }
  for (const document of documents) await eventually(201, () => api.create(document));
  const [first = {}] = documents;
  const [result] = listAt((await api.get(first)).body, 'results');
  assert.is(stringAt(result, 'rule'), 'jobs/classic-helper-never-ends');
  const [resource] = listAt(result, 'resources');
  assert.is(stringAt(resource, 'uid'), stringAt((await api.get(job('other', 'default'))).body, 'metadata', 'uid'));
});

/** As a dashboard brings it: the schema of the test, in the form that definitions want. */
function definitionOf(kind: string, scope: string): JsonObject {
  const plural = `${kind.toLowerCase()}s`;
  const text = readFileSync('test-cases/policy-report/v1alpha2.schema.json', 'utf8');
  const schema = JSON.parse(text);
  const properties = structural(schema.properties, schema.$defs);
  const openAPIV3Schema = { type: 'object', properties: { ...properties, metadata: { type: 'object' } } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.wgpolicyk8s.io`,
      annotations: { 'api-approved.kubernetes.io': 'https://github.com/kubernetes-sigs/wg-policy-prototypes' },
    },
    spec: {
      group: 'wgpolicyk8s.io',
      scope,
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [{ name: 'v1alpha2', served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}

/** Without references, constants and closed objects, which definitions do not have: they are closed anyway. */
function structural(value: JsonObject, named: JsonObject): JsonObject {
  const entries = Object.entries(value).flatMap(([key, inner]): [string, JsonValue][] => {
    if (key === 'additionalProperties' && inner === false) return [];
    if (key === 'const')
      return [
        ['type', 'string'],
        ['enum', [inner]],
      ];
    if (key === 'enum')
      return [
        ['type', 'string'],
        [key, inner],
      ];
    if (key === '$ref') return Object.entries(structural(objectOf(named.reference), named));
    return [[key, isObject(inner) ? structural(inner, named) : inner]];
  });
  return Object.fromEntries(entries);
}

const objectOf = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

always.run();
