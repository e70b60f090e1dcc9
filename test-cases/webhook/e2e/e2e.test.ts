/**
 * The printed manifests and the webhook in front of a real API server. KUBEBUILDER_ASSETS names a folder with `etcd` and `kube-apiserver`;
 * without it every test here counts as skipped.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as always } from 'uvu';
import * as assert from 'uvu/assert';
import { isObject, type JsonObject, listAt, stringAt } from '../../../src/model/index.ts';
import { printed } from '../printed.ts';
import type { ApiAnswer, ApiClient } from './api-client.ts';
import { type ControlPlane, startControlPlane, until } from './control-plane.ts';
import { type Installed, ofKind, readiness, registrationFor, startInstalled } from './installed.ts';
import { deployment, job, namespaces, neverEnding, pod, sidecarSet, sidecarSetDefinition } from './objects.ts';

const assets = process.env.KUBEBUILDER_ASSETS ?? '';
const test = assets === '' ? always.skip : always;

let plane: ControlPlane;
let api: ApiClient;
let webhook: Installed | undefined;
let objects: JsonObject[] = [];

/** Replaces the webhook by one as these options install it, and waits until the API server asks it. */
async function install(...options: string[]): Promise<void> {
  await webhook?.stop();
  objects = await printed('install', '--target', '1.34', ...options);
  webhook = await startInstalled(objects, plane.folder);
  await register();
  const { lines } = webhook;
  await until('the API server asks', async () => {
    await api.create(pod('asked'), 'dryRun=All');
    return lines.some((line) => line.includes('"name":"asked"'));
  });
}

async function register(): Promise<void> {
  if (webhook === undefined) throw new Error('no webhook runs');
  const registration = registrationFor(webhook, objects);
  await api.remove(registration);
  expect(await api.create(registration), 201);
}

function expect(answer: ApiAnswer, status: number): ApiAnswer {
  assert.is(answer.status, status, JSON.stringify(answer.body));
  return answer;
}

function causes({ body }: ApiAnswer): string[] {
  return listAt(body, 'details', 'causes').map((cause) => `${stringAt(cause, 'field')}: ${stringAt(cause, 'message')}`);
}

if (assets !== '') {
  always.before(async () => {
    plane = await startControlPlane(assets);
    api = plane.api;
    for (const namespace of namespaces) expect(await api.create(namespace), 201);
    // Older than the webhook.
    expect(await api.create(deployment('old', [neverEnding('wait')])), 201);
    expect(await api.create(job('old')), 201);
  });
  always.after(async () => {
    await webhook?.stop();
    api?.close();
    await plane?.stop();
  });
}

test('every printed manifest is accepted, also where unknown fields are refused, and every one to delete is there', async () => {
  for (const object of await printed('install', '--target', '1.34', '--cluster')) {
    const answer = await api.create(object);
    // What a new cluster has of itself.
    assert.ok([201, 409].includes(answer.status), JSON.stringify(answer.body));
    assert.equal(answer.warnings, []);
  }
  for (const object of await printed('uninstall', '--cluster')) {
    const { status, body } = await api.remove(object);
    assert.ok(status === 200 || status === 202, JSON.stringify(body));
  }
});

test('a good pod is created without a word', async () => {
  await install();
  const answer = expect(await api.create(pod('good')), 201);
  assert.equal(answer.warnings, []);
});

test('a bad one is refused with its causes', async () => {
  const answer = expect(await api.create(job('report')), 422);
  assert.is(stringAt(answer.body, 'reason'), 'Invalid');
  assert.is(stringAt(answer.body, 'details', 'name'), 'report');
  assert.is(stringAt(answer.body, 'details', 'kind'), 'Job');
  assert.is(causes(answer).length, 1);
  assert.match(
    causes(answer)[0] ?? '',
    /^spec\.template\.spec\.containers\[1\]\.name: .*\[jobs\/classic-helper-never-ends\]$/,
  );
  assert.is((await api.get(job('report'))).status, 404);
});

test('what is below the threshold is a warning', async () => {
  const helper = { name: 'proxy', image: 'envoyproxy/envoy:v1.32', restartPolicy: 'Always' };
  const { warnings } = expect(await api.create(pod('warned', [helper])), 201);
  assert.ok(
    warnings.some((text) => /^spec\.initContainers\[0\].*\[probes\/missing-startup-probe\]$/.test(text)),
    warnings.join(),
  );
});

test('an existing bad object can be labelled, scaled and deleted, but not made worse', async () => {
  const old = deployment('old', [neverEnding('wait')]);
  expect(await api.patch(old, { metadata: { labels: { team: 'shop' } } }), 200);
  expect(await api.patch(old, { spec: { replicas: 3 } }), 200);
  const worse = deployment('old', [neverEnding('wait'), neverEnding('again')]);
  const answer = expect(await api.patch(old, { spec: worse.spec ?? {} }), 422);
  assert.is(causes(answer).length, 1, causes(answer).join('\n'));
  assert.match(causes(answer)[0] ?? '', /^spec\.template\.spec\.initContainers\[1\]/);
  // What was wrong before and still is: a word, no refusal.
  const { warnings } = expect(await api.patch(old, { spec: { template: { spec: { hostname: 'shop' } } } }), 200);
  assert.ok(warnings.length > 0);
  expect(await api.remove(old), 200);
  expect(await api.patch(job('old'), { metadata: { labels: { team: 'shop' } } }), 200);
  expect(await api.remove(job('old')), 200);
});

test('a dry run is judged and leaves nothing', async () => {
  expect(await api.create(job('dry'), 'dryRun=All'), 422);
  expect(await api.create(pod('dry'), 'dryRun=All'), 201);
  expect(await api.get(pod('dry')), 404);
  assert.ok(webhook?.lines.some((line) => line.includes('"name":"dry"') && line.includes('"dryRun":true')));
});

test('subresources of pods are judged', async () => {
  const good = pod('good');
  const { path } = await api.pathOf(good);
  const debug = { name: 'debug', image: 'busybox:1.36', command: ['sh'] };
  const change = { spec: { ephemeralContainers: [debug] } };
  expect(await api.call('PATCH', `${path}/ephemeralcontainers`, change, 'application/strategic-merge-patch+json'), 200);
  const resized = { spec: { containers: [{ name: 'app', resources: { requests: { cpu: '20m' } } }] } };
  await api.call('PATCH', `${path}/resize`, resized, 'application/strategic-merge-patch+json');
  for (const kind of ['Pod/ephemeralcontainers', 'Pod/resize']) {
    assert.ok(
      webhook?.lines.some((line) => line.includes(`"kind":"${kind}"`)),
      kind,
    );
  }
});

test('namespaces without which no cluster comes back are left alone, and conditions save calls', async () => {
  expect(await api.create(job('report', 'kube-system')), 201);
  const before = webhook?.lines.length;
  expect(await api.patch(pod('good'), { metadata: { finalizers: ['example.com/wait'] } }), 200);
  expect(await api.remove(pod('good')), 200);
  expect(await api.patch(pod('good'), { metadata: { finalizers: null } }), 200);
  assert.is(webhook?.lines.length, before, 'the webhook was asked in vain');
});

test('conditions are decided within their budget for the largest objects that fit', async () => {
  const env = Array.from({ length: 20 }, (_, index) => ({ name: `E${index}`, value: 'a'.repeat(65_536) }));
  const large = pod('large');
  const [app] = listAt(large, 'spec', 'containers');
  const whole = { ...large, spec: { containers: [{ ...(isObject(app) ? app : {}), env }] } };
  // A condition that is not decided would refuse under Fail.
  await install('--fail-closed');
  expect(await api.create(whole), 201);
  expect(await api.patch(large, { metadata: { labels: { team: 'shop' } } }), 200);
  expect(await api.patch(large, { metadata: { finalizers: null } }), 200);
  const asked = webhook?.lines.filter((line) => line.includes('"name":"large"')) ?? [];
  assert.equal(
    asked.map((line) => /"operation":"(\w+)"/.exec(line)?.[1]),
    ['CREATE', 'UPDATE'],
  );
});

test('--audit: what would be refused is a warning', async () => {
  await install('--audit');
  const { warnings } = expect(await api.create(job('warned')), 201);
  assert.ok(
    warnings.some((text) => text.includes('[jobs/classic-helper-never-ends]')),
    warnings.join(),
  );
});

test('while the process is stopped, Ignore lets pass', async () => {
  await install();
  expect(await api.create(job('refused')), 422);
  await webhook?.stop();
  const answer = expect(await api.create(job('passed')), 201);
  assert.equal(answer.warnings, []);
});

test('while the process is stopped, Fail refuses', async () => {
  await install('--fail-closed');
  expect(await api.create(job('refused')), 422);
  await webhook?.stop();
  const answer = expect(await api.create(pod('shut-out')), 500);
  assert.match(stringAt(answer.body, 'message'), 'admission.sidecarlint.dev');
  // The way out: without the registration the cluster is as before.
  expect(await api.remove(ofKind(objects, 'ValidatingWebhookConfiguration')), 200);
  await until('the API server asks no more', async () => (await api.create(pod('shut-out'))).status === 201);
});

test('--cluster: the printed rights are enough to know the cluster', async () => {
  const printedNow = await printed('install', '--cluster', '--namespace', 'platform');
  for (const object of printedNow.filter(({ kind }) => kind !== 'ValidatingWebhookConfiguration'))
    await api.create(object);
  expect(await api.create(sidecarSetDefinition), 201);
  await until(
    'SidecarSets are known',
    async () => (await api.call('GET', '/apis/apps.kruise.io/v1alpha1')).status === 200,
  );
  expect(await api.create(sidecarSet('proxies')), 201);
  const running = await startInstalled(printedNow, plane.folder, [
    '--kubeconfig',
    await kubeconfigOf(ofKind(printedNow, 'ServiceAccount')),
  ]);
  try {
    let ready = '';
    await until('the cluster is known', async () => {
      ready = await readiness(running);
      return ready.endsWith('\nok\n');
    });
    assert.match(ready, /policy ok: enforce, Kubernetes 1\.34, /);
    assert.match(ready, /cluster ok: .*, 1\.34$/m);
    assert.match(ready, /watch-namespaces ok: watching, [1-9]/);
    assert.match(ready, /watch-sidecarsets ok: watching, 1 objects/);
    // Alibaba Cloud's definition is not here.
    assert.match(ready, /watch-sidecarsetresourcebindings ok: absent/);
    assert.not.match(ready, 'forbidden');
  } finally {
    await running.stop();
  }
});

/** A kubeconfig of the account that the Deployment runs as, with its rights and no others. */
async function kubeconfigOf(account: JsonObject): Promise<string> {
  const { path } = await api.pathOf(account);
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3_600 } };
  const token = stringAt(expect(await api.call('POST', `${path}/token`, request), 201).body, 'status', 'token');
  const cluster = { server: `https://127.0.0.1:${api.port}`, 'insecure-skip-tls-verify': true };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'here', cluster }],
    users: [{ name: 'account', user: { token } }],
    contexts: [{ name: 'here', context: { cluster: 'here', user: 'account' } }],
    'current-context': 'here',
  };
  const file = join(plane.folder, 'kubeconfig');
  writeFileSync(file, JSON.stringify(config));
  return file;
}

always.run();
