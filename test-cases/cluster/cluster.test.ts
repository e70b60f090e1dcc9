/** The cluster kept in memory, against a server that behaves well and badly. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Cluster, ClusterError, connect } from '../../src/cluster/index.ts';
import { stringAt, valueAt } from '../../src/model/index.ts';
import { FakeApiServer, type Stored, until } from './fake-api-server.ts';

const namespaces = '/api/v1/namespaces';
const nodes = '/api/v1/nodes';
const newSets = '/apis/apps.kruise.io/v1beta1/sidecarsets';
const oldSets = '/apis/apps.kruise.io/v1alpha1/sidecarsets';
const bindings = '/apis/sidecarset.alibabacloud.com/v1alpha1/sidecarsetresourcebindings';

const quick = { backoff: { least: 10, most: 40 }, lookAgain: 40, target: 50, gather: 5 };

interface World {
  server: FakeApiServer;
  cluster: Cluster;
  changes: number;
  folder: string;
}

const test = suite<World>('cluster');

test.before.each(async (world) => {
  world.folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  world.server = new FakeApiServer();
  world.changes = 0;
  await world.server.start();
  world.server.serve(namespaces, named('shop', { team: 'a' }));
  world.server.serve(nodes, node('n1', 'v1.32.4'));
  const path = join(world.folder, 'kubeconfig');
  writeFileSync(path, world.server.kubeconfig);
  world.cluster = new Cluster(await connect({ kubeconfig: path }), quick);
  world.cluster.onChange = () => {
    world.changes += 1;
  };
});

test.after.each(async ({ cluster, server, folder }) => {
  cluster.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

function named(name: string, labels: Record<string, string> = {}): Stored {
  return { metadata: { name, labels, managedFields: [{ manager: 'kubectl' }] } };
}

function node(name: string, kubeletVersion: string, more: Stored['metadata'] = {}): Stored {
  return { metadata: { name, ...more }, status: { nodeInfo: { kubeletVersion }, images: [{ sizeBytes: 1 }] } };
}

function set(name: string): Stored {
  return { metadata: { name, managedFields: [] }, spec: { containers: [{ name: 'log' }] }, status: { matchedPods: 1 } };
}

const inventory = ({ cluster }: World): string[] =>
  cluster.inventory.map((object) => `${object.apiVersion} ${object.kind} ${stringAt(object, 'metadata', 'name')}`);

const stateOf = ({ cluster }: World, resource: string) => cluster.status.find((status) => status.resource === resource);

async function settled(world: World): Promise<void> {
  world.cluster.start();
  await until(() => world.cluster.isSettled, 'everything is answered');
}

test('lists what there is, cut down to what is judged; kinds that are not served are absent', async (world) => {
  await settled(world);
  assert.equal(world.cluster.inventory, [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'a' } } },
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n1', labels: {} },
      spec: {},
      status: { nodeInfo: { kubeletVersion: 'v1.32.4' } },
    },
  ]);
  assert.equal(
    world.cluster.status.map(({ resource, state, objects }) => `${resource} ${state} ${objects}`),
    ['namespaces watching 1', 'nodes watching 1', 'sidecarsets absent 0', 'sidecarsetresourcebindings absent 0'],
  );
  assert.not.ok(world.server.requests.some((request) => /secrets|configmaps/.test(request)));
});

test('follows what is added, changed and deleted', async (world) => {
  await settled(world);
  await until(() => world.server.watchers(namespaces) === 1, 'a watch');
  world.server.put(namespaces, named('bank'));
  await until(() => inventory(world).includes('v1 Namespace bank'), 'bank is there');
  world.server.put(namespaces, named('bank', { team: 'b' }));
  await until(() => JSON.stringify(world.cluster.inventory).includes('"team":"b"'), 'its label');
  world.server.drop(namespaces, 'bank');
  await until(() => !inventory(world).includes('v1 Namespace bank'), 'bank is gone');
});

test('what is not kept may change as it likes', async (world) => {
  await settled(world);
  await until(() => world.server.watchers(nodes) === 1, 'a watch');
  await until(() => world.changes > 0, 'the first change');
  await new Promise((resolve) => setTimeout(resolve, 20));
  const { changes } = world;
  const before = world.cluster.inventory;
  const heard = stateOf(world, 'nodes')?.heard ?? 0;
  await new Promise((resolve) => setTimeout(resolve, 5));
  world.server.put(nodes, { ...node('n1', 'v1.32.4'), spec: { podCIDR: '10.0.0.0/24' } });
  await until(() => (stateOf(world, 'nodes')?.heard ?? 0) > heard, 'the event is heard');
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.is(world.changes, changes);
  assert.is(world.cluster.inventory, before);
});

test('a bookmark moves the place where the next watch goes on', async (world) => {
  await settled(world);
  await until(() => world.server.watchers(namespaces) === 1, 'a watch');
  world.server.bookmark(namespaces);
  world.server.put(namespaces, named('bank'));
  await until(() => inventory(world).includes('v1 Namespace bank'), 'bank is there');
  world.server.bookmark(namespaces);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const before = world.server.requests.length;
  world.server.disconnect();
  const again = () => world.server.requests.slice(before).filter((request) => request.startsWith(`GET ${namespaces}?`));
  await until(() => again().length > 0 && stateOf(world, 'namespaces')?.state === 'watching', 'another watch');
  assert.is(again().length, 1, again().join());
  assert.match(again()[0] ?? '', 'resourceVersion=105');
  assert.is(stateOf(world, 'namespaces')?.reconnects, 1);
});

for (const how of ['as a status', 'as an event'] as const) {
  test(`410 Gone ${how} asks for a new list, and what went unheard is known again`, async (world) => {
    await settled(world);
    await until(() => world.server.watchers(namespaces) === 1, 'a watch');
    let isGone = true;
    world.server.interfere = (_, response, url) => {
      if (!isGone || url.pathname !== namespaces || !url.searchParams.has('watch')) return false;
      isGone = false;
      const status = { kind: 'Status', code: 410, message: 'too old resource version' };
      response.writeHead(how === 'as a status' ? 410 : 200);
      response.end(how === 'as a status' ? JSON.stringify(status) : JSON.stringify({ type: 'ERROR', object: status }));
      return true;
    };
    const lists = () => world.server.requests.filter((request) => request === `GET ${namespaces}?limit=500`).length;
    assert.is(lists(), 1);
    world.server.disconnect();
    world.server.drop(namespaces, 'shop');
    world.server.put(namespaces, named('bank'));
    await until(() => inventory(world).includes('v1 Namespace bank'), 'bank is there');
    assert.not.ok(inventory(world).includes('v1 Namespace shop'));
    assert.is(lists(), 2);
  });
}

test('while nothing can be heard, what was known stays, and its age is told', async (world) => {
  await settled(world);
  const { port } = world.server;
  await until(() => world.server.watchers(namespaces) === 1, 'a watch');
  const known = inventory(world);
  await world.server.stop();
  await until(() => stateOf(world, 'namespaces')?.state === 'failing', 'it fails');
  const { heard, problem, reconnects } = stateOf(world, 'namespaces') ?? {};
  assert.equal(inventory(world), known);
  assert.ok(heard !== undefined && heard <= Date.now());
  assert.ok(problem);
  assert.ok((reconnects ?? 0) > 0);
  await until(() => world.cluster.problem !== '', 'the version cannot be asked either');
  assert.is(world.cluster.read?.target.name, '1.33');

  const next = new FakeApiServer();
  next.version = 500;
  next.serve(namespaces, named('shop'), named('bank'));
  next.serve(nodes);
  await next.start(port);
  world.server = next;
  await until(() => stateOf(world, 'namespaces')?.state === 'watching', 'it is heard again');
  await until(() => inventory(world).includes('v1 Namespace bank'), 'and followed');
});

test('a definition that appears later is found, one that goes takes its objects along', async (world) => {
  await settled(world);
  world.server.serve(oldSets, set('logs'));
  await until(() => inventory(world).includes('apps.kruise.io/v1alpha1 SidecarSet logs'), 'the set is there');
  const found = world.cluster.inventory.find(({ kind }) => kind === 'SidecarSet');
  assert.equal([found?.status, valueAt(found, 'metadata', 'managedFields')], [undefined, undefined]);
  world.server.remove(oldSets);
  await until(() => stateOf(world, 'sidecarsets')?.state === 'absent', 'the kind is gone');
  assert.not.ok(inventory(world).some((line) => line.includes('SidecarSet')));
});

test('the newer version of SidecarSets is taken where both are served', async (world) => {
  world.server.serve(oldSets, set('logs'));
  world.server.serve(newSets, set('logs'));
  world.server.serve(bindings, { metadata: { name: 'b', namespace: 'kube-system' }, spec: {} });
  await settled(world);
  assert.equal(inventory(world).slice(2), [
    'apps.kruise.io/v1beta1 SidecarSet logs',
    'sidecarset.alibabacloud.com/v1alpha1 SidecarSetResourceBinding b',
  ]);
});

test('what may not be seen is told, and is no reason to wait', async (world) => {
  world.server.interfere = (_, response, url) => {
    if (url.pathname !== nodes) return false;
    response.writeHead(403).end('{"message":"nodes is forbidden: User \\"me\\" cannot list resource"}');
    return true;
  };
  await settled(world);
  assert.is(stateOf(world, 'nodes')?.state, 'forbidden');
  assert.match(stateOf(world, 'nodes')?.problem ?? '', 'nodes is forbidden: User "me" cannot list resource');
  assert.is(world.cluster.oldestKubelet, undefined);
});

test('long lists come in pages; pages that grew too old are read once more, all at once', async (world) => {
  world.server.serve(namespaces, ...Array.from({ length: 1_200 }, (_, index) => named(`n${index}`)));
  let isOld = true;
  world.server.interfere = (_, response, url) => {
    if (!isOld || url.searchParams.get('continue') !== '1000') return false;
    isOld = false;
    response.writeHead(410).end('{"message":"The provided continue parameter is too old"}');
    return true;
  };
  await settled(world);
  assert.is(stateOf(world, 'namespaces')?.objects, 1_200);
  assert.equal(
    world.server.requests.filter((request) => request.startsWith(`GET ${namespaces}`)).slice(0, 4),
    ['?limit=500', '?limit=500&continue=500', '?limit=500&continue=1000', ''].map(
      (query) => `GET ${namespaces}${query}`,
    ),
  );
});

test('rubbish instead of a list or an event breaks nothing', async (world) => {
  await settled(world);
  await until(() => world.server.watchers(namespaces) === 1, 'a watch');
  for (const rubbish of [null, [], 7, { type: 'ADDED' }, { type: 'DELETED', object: 'x' }, { object: {} }]) {
    world.server.send(namespaces, rubbish);
  }
  world.server.send(namespaces, { type: 'ERROR', object: { code: 500, message: 'etcd is sad' } });
  await until(() => stateOf(world, 'namespaces')?.problem === 'etcd is sad', 'the error is told');
  await until(
    () => stateOf(world, 'namespaces')?.state === 'watching' || world.server.watchers(namespaces) === 1,
    'again',
  );
  world.server.put(namespaces, named('bank'));
  await until(() => inventory(world).includes('v1 Namespace bank'), 'bank is there');
});

test('the target: version, gates, OpenKruise, oldest kubelet; virtual nodes have none', async (world) => {
  world.server.gitVersion = 'v1.28.9-aliyun.1';
  world.server.metrics = '# HELP x\nkubernetes_feature_enabled{name="SidecarContainers",stage="ALPHA"} 1\nother 1\n';
  world.server.put(nodes, node('n0', 'v1.27.3'));
  world.server.put(nodes, node('eci', 'v1.24.0', { labels: { type: 'virtual-kubelet' } }));
  const image = 'registry:5000/openkruise/kruise-manager:v1.7.2@sha256:0000';
  world.server.serveOne('/apis/apps/v1/namespaces/kruise-system/deployments/kruise-controller-manager', {
    spec: { template: { spec: { containers: [{ image }] } } },
  });
  await settled(world);
  const { target, notes } = world.cluster.read ?? {};
  assert.equal([target?.name, target?.patch, target?.gates, notes], ['1.28', 9, { SidecarContainers: true }, []]);
  assert.equal(target?.kruise, { major: 1, minor: 7, patch: 2 });
  assert.is(world.cluster.oldestKubelet, 27);
});

test('an upgrade is noticed; metrics that may not be read are told', async (world) => {
  world.server.metrics = '';
  await settled(world);
  assert.match(
    world.cluster.read?.notes.join() ?? '',
    /defaults of 1\.33: GET \/metrics: HTTP 403: forbidden: User "me"/,
  );
  const { changes } = world;
  world.server.gitVersion = 'v1.34.1';
  await until(() => world.cluster.read?.target.name === '1.34' && world.changes > changes, 'the new version');
});

test('a list that takes its time is waited for, the rest is known already', async (world) => {
  let release: () => void = () => {};
  world.server.interfere = (_, response, url) => {
    if (url.pathname !== nodes || url.searchParams.has('watch')) return false;
    release = () => response.end(JSON.stringify({ metadata: { resourceVersion: '100' }, items: [] }));
    return true;
  };
  world.cluster.start();
  await until(() => inventory(world).includes('v1 Namespace shop'), 'namespaces are there');
  await until(() => world.cluster.read !== undefined, 'the target is there');
  assert.is(world.cluster.isSettled, false);
  assert.is(stateOf(world, 'nodes')?.state, 'starting');
  release();
  await until(() => world.cluster.isSettled, 'all is there');
});

test('certificates are checked by the authority of the kubeconfig, and the token goes along', async ({ folder }) => {
  const read = (file: string): string => readFileSync(`test-cases/webhook/certificates/${file}`, 'utf8');
  const secure = new FakeApiServer({ cert: read('first.crt'), key: read('first.key') });
  const tokens = new Set<string | undefined>();
  secure.interfere = ({ headers }) => {
    tokens.add(headers.authorization);
    return false;
  };
  await secure.start();
  const path = join(folder, 'secure');
  const kubeconfig = secure.kubeconfig;
  writeFileSync(path, kubeconfig);
  const cluster = new Cluster(await connect({ kubeconfig: path }), quick);
  cluster.start();
  await until(() => cluster.isSettled, 'everything is answered');
  cluster.close();
  assert.equal([...tokens], ['Bearer secret']);

  const other = Buffer.from(read('second.crt')).toString('base64');
  writeFileSync(path, kubeconfig.replace(Buffer.from(read('first.crt')).toString('base64'), other));
  const stranger = new Cluster(await connect({ kubeconfig: path }), quick);
  stranger.start();
  await until(() => stranger.problem !== '', 'the certificate is refused');
  assert.match(stranger.problem, /certificate/);
  assert.is(stranger.read, undefined);
  stranger.close();
  await secure.stop();
});

test('a kubeconfig that cannot be used is told', async ({ folder }) => {
  const path = join(folder, 'kubeconfig');
  await rejects(connect({ kubeconfig: path, context: 'other' }), /has no context 'other'; it has fake/);
  await rejects(connect({ kubeconfig: join(folder, 'none') }), /the kubeconfig cannot be used: ENOENT/);
  writeFileSync(path, ': {');
  await rejects(connect({ kubeconfig: path }), /the kubeconfig cannot be used/);
});

test('without the client, what is missing and how to get it is told', async () => {
  const missing = Object.assign(new Error("Cannot find package '@kubernetes/client-node'"), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
  await rejects(
    connect({}, () => Promise.reject(missing)),
    /npm install @kubernetes\/client-node@1\.4\.0/,
  );
});

async function rejects(promise: Promise<unknown>, expected: RegExp): Promise<void> {
  try {
    await promise;
  } catch (error) {
    assert.instance(error, ClusterError);
    assert.match(error instanceof Error ? error.message : '', expected);
    return;
  }
  assert.unreachable('it was expected to fail');
}

test.run();
