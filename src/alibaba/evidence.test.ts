import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { JsonObject, Manifest } from '../model/index.ts';
import { workloads } from '../workload/index.ts';
import { evidence } from './evidence.ts';
import { labelUses } from './labels.ts';

const app = { name: 'app', image: 'app' };

function pod(spec: JsonObject, metadata: JsonObject = {}, more: JsonObject = {}): Manifest {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [app], ...spec }, ...more };
  return { object, apiVersion: 'v1', kind: 'Pod', group: '', name: 'x', namespace: '' };
}

function signs(manifest: Manifest): string {
  return evidence(manifest, workloads(manifest)).join();
}

function sidecarSet(spec: JsonObject): Manifest {
  return {
    object: { spec },
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    group: 'apps.kruise.io',
    name: '',
    namespace: '',
  };
}

test('markers, labels, volumes and tolerations are evidence', () => {
  const env = (name: string, value: string): JsonObject => ({ containers: [{ ...app, env: [{ name, value }] }] });
  assert.is(signs(pod(env('__IS_SIDECAR__', 'true'))), 'acs');
  assert.is(signs(pod(env('ECI_CONTAINER_TYPE', 'sidecar'))), 'eci');
  assert.is(signs(pod({}, { labels: { 'alibabacloud.com/eci': 'true' } })), 'eci');
  assert.is(
    signs(pod({}, { labels: { 'alibabacloud.com/acs': 'true', 'alibabacloud.com/compute-class': 'x' } })),
    'ack-virtual-node',
  );
  assert.is(signs(pod({}, { labels: { 'alibabacloud.com/compute-class': 'general-purpose' } })), 'acs');
  assert.is(signs(pod({}, { annotations: { 'k8s.aliyun.com/eci-use-specs': '2-4Gi' } })), 'eci');
  assert.is(signs(pod({ volumes: [{ name: 'v', emptyDir: { medium: 'Stdout' } }] })), 'acs');
  assert.is(
    signs(pod({ tolerations: [{ key: 'virtual-kubelet.io/provider', value: 'alibabacloud' }] })),
    'ack-virtual-node',
  );
});

test('what other clouds or ECI itself write is none', () => {
  assert.is(signs(pod({})), '');
  assert.is(signs(pod({ containers: [{ ...app, env: [{ name: 'ECI_CONTAINER_TYPE', value: 'normal' }] }] })), '');
  assert.is(signs(pod({ containers: [{ ...app, env: [{ name: 'KRUISE_CONTAINER_PRIORITY', value: '1' }] }] })), '');
  assert.is(
    signs(
      pod({
        nodeSelector: { type: 'virtual-kubelet' },
        tolerations: [{ key: 'virtual-kubelet.io/provider', value: 'azure' }],
      }),
    ),
    '',
  );
  assert.is(signs(pod({}, { labels: { eci: 'true', 'alibabacloud.com/eci': true } })), '');
});

test('a SidecarSet tells by its selector and containers', () => {
  const key = 'serverless.alibabacloud.com/virtual-node';
  assert.is(signs(sidecarSet({ selector: { matchLabels: { [key]: 'true' } } })), 'ack-virtual-node');
  assert.is(signs(sidecarSet({ selector: { matchExpressions: [{ key, operator: 'NotIn', values: ['true'] }] } })), '');
  assert.is(signs(sidecarSet({ containers: [{ env: [{ name: 'ECI_SIDECAR_CONTAINER', value: 'true' }] }] })), 'eci');
});

test('finds platform labels on pods, also misspelt', () => {
  const uses = (labels: JsonObject, more?: JsonObject): string[] =>
    workloads(pod({}, { labels }, more)).flatMap((workload) =>
      labelUses(workload).map(({ self, pointer }) => `${self.match} ${self.meant} ${self.isLive} ${pointer}`),
    );
  assert.equal(uses({ 'serverless.alibabacloud.com/virtual-node': 'true', app: 'x' }), [
    'exact serverless.alibabacloud.com/virtual-node false /metadata/labels/serverless.alibabacloud.com~1virtual-node',
  ]);
  assert.match(uses({ 'serverless.alibabacloud.com/virtual_node': 'true' })[0] ?? '', /^near serverless/);
  assert.match(uses({ 'alibabacloud.com/eci': 'true' }, { status: {} })[0] ?? '', /^exact alibabacloud.com\/eci true/);
  assert.equal(uses({ 'alibabacloud.com/ecs': 'true' }), []);
});

test.run();
