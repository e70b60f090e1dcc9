import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inventoryOf, manifestsOf } from '../../test-cases/support/manifests.ts';
import { parseTarget, type TargetOptions } from '../target/index.ts';
import { createCatalogue } from '../workload/index.ts';
import { podsOf } from './pods.ts';
import { serverlessSets } from './serverless-sets.ts';

const catalogue = createCatalogue();

function factOf(selector: string, rest = '', options: TargetOptions = {}) {
  const head = 'apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: s}';
  const manifests = manifestsOf(`{${head}, spec: {selector: {matchLabels: {${selector}}}${rest}}}`);
  const [set] = manifests;
  if (set === undefined) throw new Error('no set');
  const target = parseTarget('1.33', { platform: 'ack-virtual-node', ...options });
  return serverlessSets(set, podsOf(set, catalogue)[0], inventoryOf(manifests), target)[0];
}

const label = 'serverless.alibabacloud.com/virtual-node: "true"';

test('what a set selects', () => {
  assert.is(factOf(label)?.self.selectsVirtualNodes, true);
  assert.is(factOf(label)?.self.selectsOthers, false);
  assert.is(factOf('app: web')?.self.selectsOthers, true);
  assert.is(factOf('alibabacloud.com/eci: "true", app: web')?.self.selectsOthers, false);
  assert.is(factOf('serverless.alibabacloud.com/virtual-nodes: "true"')?.self.selectsOthers, false);
  assert.is(factOf('')?.self.selectsOthers, false);
});

test('content for virtual nodes only, and where the first of it stands', () => {
  const volumes = 'volumes: [{name: a, configMap: {name: kube-system/x}}, {name: b, emptyDir: {medium: Stdout}}]';
  const env = 'env: [{name: ECI_CONTAINER_TYPE, value: sidecar}, {name: KRUISE_CONTAINER_PRIORITY, value: "1"}]';
  const found = factOf('app: web', `, ${volumes}, containers: [{name: c, ${env}}]`);
  assert.equal(found?.self.volumes, ['volume a (ConfigMap kube-system/x)', 'volume b (Stdout)']);
  assert.equal(found?.self.markers, ['ECI_CONTAINER_TYPE of container c']);
  assert.is(found?.places?.content?.pointer, '/spec/volumes/0/configMap/name');
});

test('components that were stated and are not enough', () => {
  const missing = (options: TargetOptions, selector = label) => factOf(selector, '', options)?.self.missing;
  assert.equal(missing({}), []);
  assert.equal(missing({ ackVirtualNode: '2.10.0', ackKruise: '1.3', gates: 'SidecarSetServerlessPod=true' }), []);
  assert.equal(missing({ ackVirtualNode: '2.9.4' }), ['ack-virtual-node is 2.9.4, needed is 2.10 or newer']);
  assert.equal(missing({ ackVirtualNode: '2.12' }, `${label}, alibabacloud.com/acs: "true"`), [
    'ack-virtual-node is 2.12, needed is 2.13 or newer',
  ]);
  assert.equal(missing({ gates: 'SidecarSetServerlessPod=false' }), ['the gate SidecarSetServerlessPod is off']);
});

test.run();
