import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Cluster, connect, webhookRights } from '../../src/cluster/index.ts';
import { valueAt } from '../../src/model/index.ts';
import { parse } from '../../src/source/index.ts';
import { FakeApiServer, until } from './fake-api-server.ts';

test('the page of the room shows the rights as they are', () => {
  const page = readFileSync('src/cluster/README.md', 'utf8');
  const [, text = ''] = /```yaml\n([^`]*)```/.exec(page) ?? [];
  const role = parse({ uri: 'role.yaml', text }).documents[0]?.value;
  assert.equal(valueAt(role, 'rules'), webhookRights);
});

test('what is asked is what the rights allow, and all of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rights-'));
  const server = new FakeApiServer();
  await server.start();
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, server.kubeconfig);
  const paths = [
    ...webhookRights.flatMap(({ apiGroups = [], resources = [], resourceNames }) => {
      if (resourceNames !== undefined) return [];
      const version = apiGroups[0] === '' ? '/api/v1' : `/apis/${apiGroups[0]}/v1alpha1`;
      return resources.map((resource) => `${version}/${resource}`);
    }),
  ];
  for (const path of paths) server.serve(path);
  const cluster = new Cluster(await connect({ kubeconfig }));
  cluster.start();
  await until(() => paths.every((path) => server.watchers(path) === 1), 'everything is watched');
  await until(() => server.requests.some((request) => request.includes('kruise-controller-manager')), 'OpenKruise');
  cluster.close();
  await server.stop();
  rmSync(folder, { recursive: true });
  const allowed = [...paths, '/apis/apps.kruise.io/v1beta1/sidecarsets', '/version', '/metrics'];
  for (const request of server.requests) {
    const path = request.slice('GET '.length).split('?')[0] ?? '';
    const isDeployment = /^\/apis\/apps\/v1\/namespaces\/[^/]+\/deployments\/kruise-controller-manager$/.test(path);
    assert.ok(isDeployment || allowed.includes(path), request);
  }
});

test.run();
