/** `report --cluster` from the command line to the YAML, against a server of our own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Io, run } from '../../src/cli/index.ts';
import { type JsonObject, listAt, stringAt } from '../../src/model/index.ts';
import { docsUrl, product } from '../../src/product.ts';
import { manifests, parse } from '../../src/source/index.ts';
import { FakeApiServer, type Stored } from './fake-api-server.ts';

interface World {
  api: FakeApiServer;
  folder: string;
}

const test = suite<World>('report of a cluster');

test.before.each(async (world) => {
  world.folder = mkdtempSync(join(tmpdir(), 'report-'));
  world.api = new FakeApiServer();
  await world.api.start();
  world.api.gitVersion = 'v1.34.1';
  world.api.serveOne('/apis', {
    groups: [
      group('apps', 'apps/v1'),
      group('batch', 'batch/v1'),
      // Sets are in the newer version only, CloneSets in the older.
      group('apps.kruise.io', 'apps.kruise.io/v1beta1', 'apps.kruise.io/v1alpha1'),
      group('metrics.k8s.io', 'metrics.k8s.io/v1beta1'),
    ],
  });
  resources(world, '/api/v1', 'Pod', 'Namespace', 'Node', 'Service', 'Secret', 'ConfigMap');
  resources(world, '/apis/apps/v1', 'Deployment', 'ReplicaSet');
  resources(world, '/apis/batch/v1', 'Job', 'CronJob');
  resources(world, '/apis/apps.kruise.io/v1beta1', 'SidecarSet');
  resources(world, '/apis/apps.kruise.io/v1alpha1', 'SidecarSet', 'CloneSet');
  writeFileSync(join(world.folder, 'kubeconfig'), world.api.kubeconfig);
});

test.after.each(async ({ api, folder }) => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

function group(name: string, ...versions: string[]): JsonObject {
  const all = versions.map((groupVersion) => ({ groupVersion }));
  return { name, versions: all, preferredVersion: { groupVersion: versions[0] ?? '' } };
}

const pluralOf = (kind: string): string => `${kind.toLowerCase()}s`;

function resources({ api }: World, root: string, ...kinds: string[]): void {
  const list = kinds.flatMap((kind) => [
    { name: pluralOf(kind), kind, verbs: ['get', 'list'] },
    { name: `${pluralOf(kind)}/status`, kind, verbs: ['get'] },
  ]);
  api.serveOne(root, { resources: list });
  for (const kind of kinds) api.serve(`${root}/${pluralOf(kind)}`);
}

const pod = (name: string): JsonObject => ({ containers: [{ name, image: `${name}:1` }] });
const labels = { app: 'web' };

function owned(kind: string, name: string): JsonObject[] {
  return [{ apiVersion: kind === 'Node' ? 'v1' : 'apps/v1', kind, name, uid: 'o', controller: true }];
}

function stored(name: string, spec: JsonObject, more: JsonObject = {}): Stored {
  return { metadata: { name, namespace: 'shop', uid: `uid-${name}`, managedFields: [{}], ...more }, spec, status: {} };
}

/** Runs `report --cluster`; answers the documents. */
async function report({ folder }: World, ...more: string[]) {
  const written = { stdout: '', stderr: '' };
  const to = (name: 'stdout' | 'stderr') => ({
    write(text: string) {
      written[name] += text;
    },
    isTTY: false,
  });
  const io: Io = {
    stdout: to('stdout'),
    stderr: to('stderr'),
    stdin: (async function* () {})(),
    cwd: folder,
    env: {},
    now: () => Date.parse('2026-11-21T00:00:00Z'),
    program: 'sidecarlint',
    product,
    docsUrl,
    serve: () => Promise.resolve(''),
    lsp: () => Promise.resolve(0),
  };
  const status = await run(['report', '--no-config', '--cluster', '--kubeconfig', 'kubeconfig', ...more], io);
  const documents = manifests(parse({ uri: 'reports.yaml', text: written.stdout })).map(({ object }) => object);
  return { status, documents, ...written };
}

/** 'pass Deployment shop/web' of each result. */
const said = (documents: readonly JsonObject[]): string[] =>
  documents.flatMap((document) =>
    listAt(document, 'results').map((result) => {
      const [object] = listAt(result, 'resources');
      const words = [
        stringAt(result, 'result'),
        stringAt(object, 'kind'),
        stringAt(object, 'name'),
        stringAt(result, 'rule'),
      ];
      return words.join(' ').trim();
    }),
  );

test('what runs is judged where it was told, beside the sets that are injected', async (world) => {
  const { api } = world;
  const template = { metadata: { labels }, spec: pod('web') };
  api.put('/apis/apps/v1/deployments', stored('web', { selector: { matchLabels: labels }, template }));
  const ofWeb = { ownerReferences: owned('Deployment', 'web') };
  api.put('/apis/apps/v1/replicasets', stored('web-1', { selector: { matchLabels: labels }, template }, ofWeb));
  api.put('/api/v1/pods', stored('web-1-x', pod('web'), { labels, ownerReferences: owned('ReplicaSet', 'web-1') }));
  api.put('/api/v1/pods', stored('alone', pod('alone')));
  api.put('/api/v1/pods', stored('static', pod('static'), { ownerReferences: owned('Node', 'n1') }));
  api.put('/apis/apps.kruise.io/v1alpha1/clonesets', stored('clone', { template: { spec: pod('clone') } }));
  const set = { selector: { matchLabels: labels }, containers: [{ name: 'web', image: 'proxy:1' }] };
  api.put('/apis/apps.kruise.io/v1beta1/sidecarsets', { metadata: { name: 'proxy', uid: 'uid-proxy' }, spec: set });
  const { status, documents, stderr } = await report(world);
  assert.is(status, 0, stderr);
  assert.equal(said(documents), [
    'fail SidecarSet proxy injection/app-container-replaced',
    'pass CloneSet clone',
    'pass Deployment web',
    'pass Pod alone',
    'pass Pod static',
  ]);
  assert.match(JSON.stringify(documents[1]), '"uid":"uid-web"');
  assert.not.ok(api.requests.some((request) => /secrets|configmaps|watch/.test(request)));
});

test('the version is read, unless it is stated', async (world) => {
  const initContainers = [{ name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' }];
  const spec = { ...pod('web'), initContainers };
  world.api.put('/api/v1/pods', stored('web', spec));
  const old: Stored = { metadata: { name: 'n1' }, status: { nodeInfo: { kubeletVersion: 'v1.27.3' } } };
  world.api.put('/api/v1/nodes', old);
  const found = await report(world);
  assert.match(found.stdout, 'targets: "1.34"');
  assert.match((await report(world, '--target', '1.30')).stdout, 'targets: "1.30"');
});

test('long lists are read to their end; the same cluster gives the same bytes', async (world) => {
  for (let index = 0; index < 1_100; index += 1) world.api.put('/api/v1/pods', stored(`p${index}`, pod('web')));
  const first = await report(world);
  assert.is(said(first.documents).length, 1_100);
  assert.is((await report(world)).stdout, first.stdout);
});

test('kinds that may not be read are told; without any of those judged there is no report', async (world) => {
  world.api.put('/apis/apps/v1/deployments', stored('web', { template: { spec: pod('web') } }));
  const forbid = (paths: RegExp) => {
    world.api.interfere = (_, response, url) => {
      if (!paths.test(url.pathname)) return false;
      response.writeHead(403).end('{"message":"not for you"}');
      return true;
    };
  };
  forbid(/\/nodes$/);
  const part = await report(world);
  assert.is(part.status, 0);
  assert.is(part.stderr, 'sidecarlint: Node objects are not read: GET /api/v1/nodes: HTTP 403: not for you\n');
  forbid(/\/apis\/batch\/v1$/);
  const less = await report(world);
  assert.is(less.status, 0);
  assert.match(less.stderr, 'kinds of batch/v1 are not read: GET /apis/batch/v1: HTTP 403: not for you');
  forbid(/(?:pods|sets|deployments|jobs)$/);
  const none = await report(world);
  assert.is(none.status, 2);
  assert.is(none.stdout, '');
  assert.match(none.stderr, /nothing can be read from http:\/\/127\.0\.0\.1:\d+: .*not for you/);
  await world.api.stop();
  const gone = await report(world);
  assert.is(gone.status, 2);
  assert.match(gone.stderr, /the cluster http:\/\/127\.0\.0\.1:\d+ cannot be asked: /);
  await world.api.start();
});

test.run();
