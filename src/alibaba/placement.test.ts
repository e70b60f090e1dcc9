import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { JsonObject, Platform, Workload } from '../model/index.ts';
import { workloads } from '../workload/index.ts';
import { platformKeys } from './keys.ts';
import { placement } from './placement.ts';

function deployment(labels: JsonObject, spec: JsonObject = {}, metadata: JsonObject = {}): Workload {
  const template = { metadata: { labels }, spec: { containers: [], ...spec } };
  const object = { metadata, spec: { template } };
  const manifest = { object, apiVersion: 'apps/v1', kind: 'Deployment', group: 'apps', name: 'web', namespace: '' };
  const [workload] = workloads(manifest);
  if (workload === undefined) throw new Error('no workload');
  return workload;
}

const runsOn = (labels: JsonObject, platforms: Platform[] = ['unknown'], isDeclared = platforms[0] !== 'unknown') =>
  placement(deployment(labels), platforms, isDeclared).runsOn.join();

test('a compute label tells, within what was declared', () => {
  const eci = { 'alibabacloud.com/eci': 'true' };
  assert.is(runsOn({}), 'unknown');
  assert.is(runsOn(eci), 'eci');
  assert.is(runsOn({ ...eci, 'alibabacloud.com/acs': 'true' }), 'eci,acs');
  assert.is(runsOn({ 'alibabacloud.com/compute-class': 'gpu' }), 'acs');
  assert.is(runsOn(eci, ['ack-virtual-node']), 'eci');
  assert.is(runsOn(eci, ['kubernetes']), 'kubernetes');
  assert.is(runsOn({}, ['eci', 'kubernetes']), 'eci,kubernetes');
  assert.is(runsOn({}, ['eci'], false), 'unknown');
});

test('what leads a pod to a virtual node of this cloud', () => {
  const words = (spec: JsonObject, platforms: Platform[] = ['unknown']) => {
    const found = placement(deployment({}, spec), platforms, platforms[0] !== 'unknown');
    return `${found.words}${found.isCertain ? '!' : ''}`;
  };
  const selector = { nodeSelector: { type: 'virtual-kubelet' } };
  assert.is(words(selector), '');
  assert.is(words(selector, ['ack-virtual-node']), 'nodeSelector type: virtual-kubelet!');
  assert.is(words({ nodeSelector: { 'k8s.aliyun.com/vnode': 'true' } }), 'nodeSelector k8s.aliyun.com/vnode: true!');
  assert.is(
    words({ tolerations: [{ key: 'virtual-kubelet.io/provider', value: 'alibabacloud' }] }),
    'toleration of virtual-kubelet.io/provider=alibabacloud',
  );
  assert.is(words({ tolerations: [{ operator: 'Exists' }] }, ['eci']), '');
});

test('node affinity counts when every alternative asks for the node', () => {
  const term = (operator: string) => ({
    matchExpressions: [{ key: 'k8s.aliyun.com/vnode', operator, values: ['true'] }],
  });
  const words = (...terms: JsonObject[]) => {
    const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } };
    return placement(deployment({}, { affinity: { nodeAffinity } })).words;
  };
  assert.is(words(term('In')), 'node affinity to k8s.aliyun.com/vnode: true');
  assert.is(words(term('NotIn')), '');
  assert.is(words(term('In'), { matchExpressions: [] }), '');
});

test('keys on the workload, keys on the pod, keys nobody reads', () => {
  const keys = (workload: Workload, namespace = {}) =>
    platformKeys(workload, namespace).map(({ self, pointer }) => ({ ...self, pointer }));
  const own = { labels: { 'alibabacloud.com/eci': 'true' }, annotations: { 'k8s.aliyun.com/eci-use-specs': '2-4Gi' } };
  const stray = keys(deployment({}, {}, own));
  assert.equal(
    stray.map(({ key, onPod, alsoRight, isForPods }) => [key, onPod, alsoRight, isForPods]),
    [
      ['alibabacloud.com/eci', false, false, true],
      ['k8s.aliyun.com/eci-use-specs', false, false, true],
    ],
  );
  assert.is(stray[0]?.pointer, '/metadata/labels/alibabacloud.com~1eci');
  assert.is(keys(deployment({}, {}, own), { 'alibabacloud.com/eci': 'true' })[0]?.alsoRight, true);
  assert.is(keys(deployment({ 'alibabacloud.com/eci': 'true' }, {}, own))[0]?.alsoRight, true);
  const isBare = (key: string) => keys(deployment({ [key]: 'x' }))[0]?.isBare;
  assert.is(isBare('IS_SIDECAR'), true);
  assert.is(isBare('alibabacloud.com/sidecar'), false);
  assert.is(isBare('eci_container_type'), false);
  const invented = (key: string) => keys(deployment({ [key]: 'x' }))[0]?.marker ?? '';
  assert.is(invented('k8s.aliyun.com/eci-sidecar-container'), 'ECI_CONTAINER_TYPE');
  assert.is(invented('k8s.aliyun.com/eci-exit-priority'), 'ECI_CONTAINER_EXIT_PRIORITY');
  assert.is(invented('k8s.aliyun.com/eci-ignore-exit-code-containers'), 'ECI_CONTAINER_IGNORE_EXIT_CODE');
  assert.is(invented('alibabacloud.com/sidecar'), '__IS_SIDECAR__');
  assert.is(invented('is_sidecar'), '__IS_SIDECAR__');
  assert.is(invented('bci.virtual-kubelet.io/bci-ignore-exit-code-containers'), '');
  assert.is(invented('sidecarset.alibabacloud.com/x'), '');
  assert.is(invented('alibabacloud.com/compute-class'), '');
});

test.run();
