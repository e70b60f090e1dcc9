/** The webhook beside a cluster: what it answers, and what operators see of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createPolicy } from '../../src/policy/index.ts';
import { parseTargets } from '../../src/target/index.ts';
import { FakeApiServer, until } from '../cluster/fake-api-server.ts';
import { type Served, served } from './client.ts';

const sets = '/apis/apps.kruise.io/v1alpha1/sidecarsets';
const nodes = '/api/v1/nodes';
const times = { backoff: { least: 10, most: 40 }, lookAgain: 30, target: 40, gather: 5 };
const policy = createPolicy();

interface World {
  api: FakeApiServer;
  kubeconfig: string;
  folder: string;
  webhook: Served | undefined;
}

const test = suite<World>('webhook beside a cluster');

test.before.each(async (world) => {
  world.folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  world.kubeconfig = join(world.folder, 'kubeconfig');
  world.webhook = undefined;
  world.api = new FakeApiServer();
  await world.api.start();
  world.api.gitVersion = 'v1.34.1';
  world.api.serve('/api/v1/namespaces');
  world.api.serve(nodes);
  writeFileSync(world.kubeconfig, world.api.kubeconfig);
});

test.after.each(async ({ api, webhook, folder }) => {
  await webhook?.end();
  await api.stop();
  rmSync(folder, { recursive: true });
});

async function start(world: World, limits: { settle?: number } = {}, targets?: string): Promise<Served> {
  const load = () =>
    Promise.resolve({ policy, files: [], ...(targets === undefined ? {} : { targets: parseTargets(targets) }) });
  world.webhook = await served('', { cluster: { kubeconfig: world.kubeconfig, times }, load }, { poll: 20, ...limits });
  return world.webhook;
}

const ready = (webhook: Served): Promise<void> =>
  until(async () => (await webhook.get('/readyz')).status === 200, 'ready');

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
  },
};

/** Would take the place of the container of the Deployment. */
const clashing = {
  metadata: { name: 'proxy' },
  spec: { selector: { matchLabels: { app: 'web' } }, containers: [{ name: 'web', image: 'proxy:1' }] },
};

/** A native sidecar, which nodes before 1.29 run to its end first. */
const native = {
  ...deployment,
  spec: {
    ...deployment.spec,
    template: {
      ...deployment.spec.template,
      spec: {
        initContainers: [{ name: 'proxy', image: 'proxy:2', restartPolicy: 'Always' }],
        containers: [{ name: 'web', image: 'web:1' }],
      },
    },
  },
};

const bindings = '/apis/sidecarset.alibabacloud.com/v1alpha1/sidecarsetresourcebindings';

/** Reads a ConfigMap of another namespace. */
const reading = {
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs' },
  spec: {
    selector: { matchLabels: { 'serverless.alibabacloud.com/virtual-node': 'true' } },
    updateStrategy: { type: 'NotUpdate' },
    containers: [{ name: 'log', image: 'log:1', volumeMounts: [{ name: 'config', mountPath: '/etc/log' }] }],
    volumes: [{ name: 'config', configMap: { name: 'kube-system/log-config' } }],
  },
};

const binding = {
  metadata: { name: 'logs', namespace: 'kube-system' },
  spec: {
    subjects: [{ kind: 'SidecarSet', name: 'logs' }],
    resourceRefs: [{ kind: 'ConfigMap', name: 'log-config' }],
  },
};

interface Verdict {
  allowed: boolean;
  rules: string[];
}

async function ask(
  webhook: Served,
  object: { apiVersion: string; kind: string; metadata: object } = deployment,
): Promise<Verdict> {
  const [group, version] = object.apiVersion.split('/');
  const kind = { group, version, kind: object.kind };
  const asked = { uid: '1', operation: 'CREATE', kind, ...object.metadata, object, oldObject: null };
  const { status, body } = await webhook.post(
    JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request: asked }),
  );
  assert.is(status, 200, body);
  const { allowed, auditAnnotations = {} } = JSON.parse(body).response;
  return { allowed, rules: String(auditAnnotations['denied-by'] ?? '').split(',') };
}

/** Asks until the verdict is as wanted; every answer on the way has to be one. */
async function eventually(
  webhook: Served,
  allowed: boolean,
  object: typeof reading | typeof deployment = deployment,
): Promise<Verdict> {
  for (let tries = 0; tries < 300; tries += 1) {
    const verdict = await ask(webhook, object);
    if (verdict.allowed === allowed) return verdict;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`allowed never became ${allowed}`);
}

function metrics(webhook: Served): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(
      { port: webhook.metricsPort, path: '/metrics', host: 'localhost', agent: false },
      (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => {
          body += chunk.toString();
        });
        response.on('end', () => resolve(body));
      },
    );
    call.on('error', reject);
    call.end();
  });
}

test('a SidecarSet that appears, changes and goes changes what is answered', async (world) => {
  const webhook = await start(world);
  await ready(webhook);
  assert.is((await ask(webhook)).allowed, true);
  world.api.serve(sets, clashing);
  assert.equal((await eventually(webhook, false)).rules, ['injection/app-container-replaced']);
  await until(() => world.api.watchers(sets) === 1, 'a watch');
  world.api.put(sets, { ...clashing, spec: { ...clashing.spec, selector: { matchLabels: { app: 'other' } } } });
  await eventually(webhook, true);
  world.api.put(sets, clashing);
  await eventually(webhook, false);
  world.api.drop(sets, 'proxy');
  await eventually(webhook, true);
});

test('what was known of the cluster is judged by while it cannot be reached', async (world) => {
  world.api.serve(sets, clashing);
  const webhook = await start(world);
  await ready(webhook);
  await eventually(webhook, false);
  await world.api.stop();
  const failing = /watch-sidecarsets ok: failing, 1 objects, heard \d+ s ago: /;
  await until(async () => failing.test((await webhook.get('/readyz?verbose')).body), 'its age is told');
  assert.is((await webhook.get('/readyz')).status, 200);
  assert.is((await ask(webhook)).allowed, false);
  const text = await metrics(webhook);
  assert.match(text, /sidecarlint_watch_up\{resource="sidecarsets"\} 0/);
  assert.match(text, /sidecarlint_watch_reconnects_total\{resource="sidecarsets"\} [1-9]/);
  const told = /"resource":"sidecarsets","state":"failing"/;
  await until(() => webhook.lines.some((line) => told.test(line)), 'the log tells');
  await world.api.start(0);
});

test('not ready until everything was listed once, but no longer than stated', async (world) => {
  world.api.interfere = (_, __, url) => url.pathname === nodes;
  const webhook = await start(world, { settle: 400 });
  const { status, body } = await webhook.get('/readyz');
  assert.is(status, 503);
  assert.match(body, /\[-\]watch-nodes failed: starting, nothing heard yet/);
  await ready(webhook);
  assert.match((await webhook.get('/readyz?verbose')).body, /\[\+\]watch-nodes ok: starting, nothing heard yet/);
});

test('the target is read from the cluster, follows its upgrade, and no request fails on the way', async (world) => {
  world.api.gitVersion = 'v1.28.9';
  world.api.metrics = '';
  const webhook = await start(world);
  await ready(webhook);
  const infoOf = async (): Promise<string> => /sidecarlint_target_info\{.*/.exec(await metrics(webhook))?.[0] ?? '';
  assert.is(
    await infoOf(),
    'sidecarlint_target_info{target="1.28",gates="",kubelet="",platforms="unknown",kruise=""} 1',
  );
  assert.match((await webhook.get('/readyz?verbose')).body, /cluster ok: .*1\.28; gates have the defaults of 1\.28: /);
  world.api.gitVersion = 'v1.34.1';
  let info = '';
  for (let tries = 0; !info.includes('1.34') && tries < 300; tries += 1) {
    await ask(webhook);
    info = await infoOf();
  }
  assert.match(info, 'target="1.34"');
  const told = /"targets":\["1.34"\].*policy loaded/;
  await until(() => webhook.lines.some((line) => told.test(line)), 'the log tells');
});

test('kubelets older than sidecars are known from the nodes', async (world) => {
  const webhook = await start(world);
  await ready(webhook);
  assert.is((await ask(webhook, native)).allowed, true);
  world.api.put(nodes, { metadata: { name: 'old' }, status: { nodeInfo: { kubeletVersion: 'v1.27.3' } } });
  const { rules } = await eventually(webhook, false, native);
  assert.ok(rules.length > 0);
  assert.match(await metrics(webhook), /sidecarlint_target_info\{target="1\.34",gates="",kubelet="1\.27"/);
});

test('a binding that is missing in the cluster is missing; where none can be known, nothing is said', async (world) => {
  const webhook = await start(world);
  await ready(webhook);
  assert.is((await ask(webhook, reading)).allowed, true);
  world.api.serve(bindings);
  assert.equal((await eventually(webhook, false, reading)).rules, ['bindings/reference-without-binding']);
  await until(() => world.api.watchers(bindings) === 1, 'a watch');
  world.api.put(bindings, binding);
  await eventually(webhook, true, reading);
});

test('while the cluster changes all the time, every request is answered, and no answer is from nowhere', async (world) => {
  world.api.serve(sets);
  const webhook = await start(world);
  await ready(webhook);
  await until(() => world.api.watchers(sets) === 1, 'a watch');
  let isDone = false;
  const churn = (async () => {
    for (let round = 0; !isDone; round += 1) {
      if (round % 2 === 0) world.api.put(sets, clashing);
      else world.api.drop(sets, 'proxy');
      if (round % 20 === 0) world.api.gitVersion = `v1.${33 + ((round / 20) % 3)}.0`;
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  })();
  const verdicts = new Set<string>();
  // Until both have been seen: a machine may answer all of sixty rounds between two changes.
  for (let round = 0; round < 60 || (verdicts.size < 2 && round < 3_000); round += 1) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(webhook)));
    for (const { allowed, rules } of answers) verdicts.add(`${allowed} ${rules.join()}`);
  }
  isDone = true;
  await churn;
  assert.equal([...verdicts].sort(), ['false injection/app-container-replaced', 'true ']);
});

test('what is stated wins over what is read', async (world) => {
  const webhook = await start(world, {}, '1.30');
  await ready(webhook);
  assert.match(await metrics(webhook), /target_info\{target="1\.30"/);
  assert.match((await webhook.get('/readyz?verbose')).body, /policy ok: enforce, Kubernetes 1\.30,/);
});

test.run();
