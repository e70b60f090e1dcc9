/** What `install` prints: the same each time but for the certificate, right by our own judgement, and fitting the webhook it installs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { admitAll } from '../../src/admit.ts';
import { lintText } from '../../src/lint.ts';
import { type JsonObject, listAt, objectAt, stringAt, valueAt } from '../../src/model/index.ts';
import { checkConfig } from '../../src/policy/index.ts';
import { parse } from '../../src/source/index.ts';
import { parseTargets } from '../../src/target/index.ts';
import { configuredTargets } from '../../src/targets.ts';
import { defaultLimits, judgedSubresources, servedKinds } from '../../src/webhook/index.ts';
import { judged } from '../../src/webhook/review/judged.ts';
import { readReview } from '../../src/webhook/review/request.ts';
import { golden } from '../support/golden.ts';
import { served } from './client.ts';
import { ofKind } from './e2e/installed.ts';
import { objectsIn, printed, printedText } from './printed.ts';

const variants = [
  [],
  ['--audit', '--target', '1.33', '--replicas', '1'],
  ['--cluster', '--cert-manager', '--fail-closed', '--priority-class', 'system-cluster-critical'],
  ['--namespace', 'platform', '--platform', 'acs', '--kruise', '1.8'],
];

test('the certificate is all that differs from one time to the next', async () => {
  const texts = await Promise.all([1, 2].map(() => printedText('install', '--target', '1.33')));
  const [first = '', second] = texts.map(({ stdout }) => stdout);
  assert.is.not(first, second);
  assert.is(masked(first), masked(second ?? ''));
  golden('test-cases/webhook/install.expected', masked(first));
});

/** Certificates and keys are the only long words. */
function masked(text: string): string {
  return text.replaceAll(/[\w+/=]{200,}/g, '<PEM>');
}

for (const variant of variants) {
  const name = `install ${variant.join(' ')}`.trim();

  test(`${name}: no finding on any minor`, async () => {
    const { stdout } = await printedText('install', ...variant);
    const { findings } = lintText({ uri: 'install.yaml', text: stdout }, { targets: parseTargets('1.27..1.37') });
    assert.equal(findings, []);
  });

  test(`${name}: API servers of all minors accept it whole`, async () => {
    const deployment = ofKind(await printed('install', ...variant), 'Deployment');
    const answers = admitAll(deployment, '1.27..1.37');
    assert.is(answers.length, 11);
    for (const { code, unknown, dropped, warnings } of answers) {
      assert.equal({ code, unknown, dropped, warnings }, { code: 201, unknown: [], dropped: [], warnings: [] });
    }
  });

  test(`${name}: the reverse is deleted, and API servers stop asking first`, async () => {
    const options = variant.filter((word) => ['--namespace', 'platform', '--cluster', '--cert-manager'].includes(word));
    const [put, taken] = [await printed('install', ...variant), await printed('uninstall', ...options)];
    const names = (objects: readonly JsonObject[]): string[] =>
      objects.map(
        (object) =>
          `${stringAt(object, 'kind')} ${stringAt(object, 'metadata', 'namespace')}/${stringAt(object, 'metadata', 'name')}`,
      );
    const stays = names(put).filter((object) => !names(taken).includes(object));
    assert.equal(stays, options.includes('platform') ? ['Namespace /platform'] : []);
    assert.is(stringAt(taken[0] ?? null, 'kind'), 'ValidatingWebhookConfiguration');
    assert.equal([...new Set(taken.flatMap(Object.keys))], ['apiVersion', 'kind', 'metadata']);
  });
}

test('the Deployment fits the image and the program: user, time to drain, files', async () => {
  const objects = await printed('install');
  const spec = objectAt(ofKind(objects, 'Deployment'), 'spec', 'template', 'spec') ?? {};
  const user = /^USER (\d+):(\d+)$/m.exec(readFileSync('Dockerfile', 'utf8'))?.slice(1).map(Number);
  assert.equal([valueAt(spec, 'securityContext', 'runAsUser'), valueAt(spec, 'securityContext', 'runAsGroup')], user);
  // What is under way when draining ends has 15 s more.
  assert.ok(Number(spec.terminationGracePeriodSeconds) * 1_000 > defaultLimits.drain + 15_000);
  const [container] = listAt(spec, 'containers');
  const mounts = listAt(container, 'volumeMounts').map((mount) => stringAt(mount, 'mountPath'));
  const files = listAt(container, 'args').flatMap((arg) => /=(\/.*)/.exec(String(arg))?.[1] ?? []);
  assert.is(files.length, 3);
  assert.equal(
    files.filter((file) => !mounts.includes(dirname(file))),
    [],
  );
});

test('the configuration states the target that was stated', async () => {
  const options = [
    '--target',
    '1.28',
    '--gates',
    'SidecarContainers=true',
    '--kubelet',
    '1.27',
    '--platform',
    'acs,eci',
    '--kruise',
    '1.8',
  ];
  const text = stringAt(ofKind(await printed('install', ...options), 'ConfigMap'), 'data', 'policy.config.yaml');
  const [document] = parse({ uri: 'policy.config.yaml', text }).documents;
  const [target] = configuredTargets(checkConfig(document?.value ?? null, 'policy.config.yaml', document));
  const [stated] = parseTargets('1.28', {
    gates: 'SidecarContainers=true',
    kubelet: '1.27',
    platform: 'acs,eci',
    kruise: '1.8',
  });
  assert.equal({ ...target, name: '', origin: '' }, { ...stated, name: '', origin: '' });
});

test('asked about is what is judged: every kind, no other', async () => {
  const [webhook] = listAt(ofKind(await printed('install'), 'ValidatingWebhookConfiguration'), 'webhooks');
  const asked = listAt(webhook, 'rules').flatMap((rule) =>
    listAt(rule, 'apiGroups').flatMap((group) => listAt(rule, 'resources').map((resource) => `${group}/${resource}`)),
  );
  assert.is(new Set(asked).size, asked.length, 'nothing twice');
  const whole = asked.filter((resource) => resource.split('/').length === 2);
  // Kinds in capitals are all that a plural in small letters does not tell.
  const resources = new Set(whole.map((resource) => resource.replace(/(x)es$|s$/, '$1')));
  const kinds = new Set(
    servedKinds.map((kind) => (kind.includes('/') ? kind : `/${kind}`).replace(/\/.*/, (own) => own.toLowerCase())),
  );
  assert.equal([...resources].sort(), [...kinds].sort());
  const subresources = asked.filter((resource) => !whole.includes(resource));
  assert.equal(
    subresources,
    judgedSubresources.map((subresource) => `/pods/${subresource}`),
  );
  assert.not.ok(asked.some((resource) => resource.includes('*')));
});

test('judged is what is asked about: an object of each kind, and none of another', () => {
  const isJudged = (name: string): boolean => {
    const [kind = '', group = ''] = name.split('/').reverse();
    const object = { apiVersion: `${group}/v1`, kind, metadata: { name: 'a' }, spec: {} };
    const request = { uid: '1', operation: 'CREATE', kind: { group, version: 'v1', kind }, object };
    const body = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request };
    return judged(readReview(body)) !== undefined;
  };
  assert.equal(
    servedKinds.filter((kind) => !isJudged(kind)),
    [],
  );
  const others = ['extensions/Deployment', 'Node', 'apps/ControllerRevision', 'apps.kruise.io/ImagePullJob', 'Service'];
  assert.equal(others.filter(isJudged), []);
});

test('who trusts the printed authority reaches a server with the printed certificate, under the names of the Service', async () => {
  const objects = objectsIn((await printedText('install', '--target', '1.36', '--namespace', 'platform')).stdout);
  const folder = mkdtempSync(join(tmpdir(), 'install-'));
  const [webhook] = listAt(ofKind(objects, 'ValidatingWebhookConfiguration'), 'webhooks');
  const decoded = (text: string): string => Buffer.from(text, 'base64').toString();
  const ca = decoded(stringAt(webhook, 'clientConfig', 'caBundle'));
  const secret = ofKind(objects, 'Secret');
  assert.is(decoded(stringAt(secret, 'data', 'ca.crt')), ca);
  for (const file of ['tls.crt', 'tls.key']) writeFileSync(join(folder, file), decoded(stringAt(secret, 'data', file)));
  const files = { certificate: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
  const server = await served('1.36', files);
  const agent = new Agent({ ca });
  const reach = (servername: string): Promise<{ status: number }> => server.post('{}', { agent, servername });
  try {
    for (const name of ['sidecarlint.platform.svc', 'sidecarlint.platform.svc.cluster.local']) {
      assert.is((await reach(name)).status, 400, name);
    }
    await reach('sidecarlint.other.svc').then(
      () => assert.unreachable('a name that is not in the certificate'),
      (error: Error) => assert.match(error.message, 'altnames'),
    );
    await server.post('{}', { agent: new Agent(), servername: 'sidecarlint.platform.svc' }).then(
      () => assert.unreachable('an authority that nobody trusts'),
      (error: Error) => assert.match(error.message, /certificate/),
    );
  } finally {
    agent.destroy();
    await server.end();
    rmSync(folder, { recursive: true });
  }
});

test.run();
