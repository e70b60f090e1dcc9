import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inventoryOf, manifestOf } from '../../../test-cases/support/manifests.ts';
import type { Manifest } from '../../model/index.ts';
import type { KruiseTarget } from '../release.ts';
import { kruiseCauses } from './causes.ts';
import { kruiseDrops } from './drops.ts';
import { kruiseUnknownFields, newerFields } from './fields.ts';
import { sidecarSets } from './sidecar-sets.ts';
import { virtualNodeTerms } from './virtual-node-terms.ts';

const anywhere: KruiseTarget = { platforms: ['unknown'] };
const kruise = (minor: number): KruiseTarget => ({ ...anywhere, kruise: { major: 1, minor } });

const set = (spec: string, head = ''): Manifest =>
  manifestOf(`{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: logs${head}}, spec: {${spec}}}`);
const selector = 'selector: {matchLabels: {app: web}}';
const container = 'containers: [{name: agent, image: "agent:1"}]';
const deployment = (own: string, pod: string): Manifest =>
  manifestOf(
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, labels: {${own}}}, spec: {template: {metadata: {labels: {${pod}}}, spec: {containers: [{name: main, image: "web:1"}]}}}}`,
  );

test('other kinds have no SidecarSet facts', () => {
  const pod = manifestOf('{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {paused: true}}');
  const inventory = inventoryOf([pod]);
  assert.equal(sidecarSets(pod, inventory, anywhere), []);
  assert.equal(kruiseCauses(pod, inventory, anywhere), []);
  assert.equal(kruiseUnknownFields(pod, anywhere), []);
  assert.equal(newerFields(pod), []);
  assert.equal(virtualNodeTerms(pod), []);
  assert.equal(kruiseDrops(pod, anywhere), []);
});

test('a set in one item', () => {
  const native = 'initContainers: [{name: mesh, image: m, restartPolicy: Always}, {name: init, image: i}]';
  const manifest = set(`${selector}, ${native}, namespaceSelector: {matchLabels: {a: b}}`);
  const [item] = sidecarSets(manifest, inventoryOf([manifest]), anywhere);
  assert.equal(item?.self, {
    name: 'logs',
    apiVersion: 'apps.kruise.io/v1alpha1',
    updateType: 'RollingUpdate',
    nativeSidecars: 1,
    selectsVirtualNodes: false,
    matchesWorkloadLabelsOnly: '',
    injectionPaused: false,
    hasNamespaceSelector: true,
    revisionPolicy: '',
    deafNamespace: '',
    updatePaused: false,
    partition: '',
    holdsAll: false,
    stuck: '',
    idle: '',
    matchesNothing: false,
    missedNamespace: '',
    sortedAway: 'mesh',
  });
  assert.equal(item?.places, {
    selector: { pointer: '/spec/selector' },
    updateType: { pointer: '/spec' },
    missedNamespace: undefined,
    sortedAway: { pointer: '/spec/initContainers/0/name' },
    workloadLabels: undefined,
  });
});

test('labels of a workload that its pods do not have', () => {
  const misled = (...others: Manifest[]): string => {
    const manifest = set(`${selector}, ${container}`);
    return (
      sidecarSets(manifest, inventoryOf([manifest, ...others]), anywhere)[0]?.self.matchesWorkloadLabelsOnly ?? '?'
    );
  };
  assert.is(misled(deployment('app: web', 'tier: x')), 'Deployment web');
  assert.is(misled(deployment('app: web', 'app: web')), '');
  assert.is(misled(deployment('app: api', 'app: api')), '');
  assert.is(
    misled(
      deployment('app: web', 'tier: x'),
      manifestOf('{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app: web}}, spec: {containers: []}}'),
    ),
    '',
  );
});

test('workload labels point at the labels of the pod template', () => {
  const [manifest, workload] = [set(`${selector}, ${container}`), deployment('app: web', 'tier: x')];
  const [item] = sidecarSets(manifest, inventoryOf([manifest, workload]), anywhere);
  assert.is(item?.places?.workloadLabels?.manifest, workload);
  assert.is(item?.places?.workloadLabels?.pointer, '/spec/template/metadata/labels');
});

test('fields of the first generation name their successors', () => {
  const found = kruiseUnknownFields(
    set(`paused: true, strategy: {rollingUpdate: {maxUnavailable: 2}}, ${selector}`),
    anywhere,
  );
  assert.equal(
    found.map(({ self }) => `${self.field} → ${self.successor}`),
    ['spec.paused → spec.updateStrategy.paused', 'spec.strategy → spec.updateStrategy.maxUnavailable'],
  );
});

test('unknown fields: slips, other releases, other API versions', () => {
  const found = (spec: string, target = anywhere): string[] =>
    kruiseUnknownFields(set(spec), target).map(({ self }) =>
      [self.field, self.since, self.api, self.nearest].join('|'),
    );
  assert.equal(found('updateStrategy: {maxUnavailble: 1}'), ['spec.updateStrategy.maxUnavailble|||maxUnavailable']);
  assert.equal(found('namespaceSelector: {matchLabels: {a: b}}', kruise(3)), ['spec.namespaceSelector|1.4||']);
  assert.equal(found('namespaceSelector: {matchLabels: {a: b}}', kruise(4)), []);
  assert.equal(found('namespaceSelector: {matchLabels: {a: b}}'), []);
  assert.equal(found('customVersion: v2'), ['spec.customVersion|1.9|v1beta1|']);
  assert.equal(found('containers: [{name: a, resourcesPolicy: {targetContainersMode: sum}}]', kruise(8)), [
    'spec.containers[0].resourcesPolicy|1.9||',
  ]);
  assert.equal(found('containers: [{name: a, transferEnv: [{envname: A}]}]'), [
    'spec.containers[0].transferEnv[0].envname|||envName',
  ]);
});

test('right fields, and fields of containers that are Kubernetes’ own, are not unknown', () => {
  assert.equal(
    kruiseUnknownFields(set(`namespace: a, ${selector}, containers: [{name: a, image: b, foo: c}]`), anywhere),
    [],
  );
});

test('fields newer than the level of virtual nodes', () => {
  const found = (spec: string): string[] => newerFields(set(spec)).map(({ self }) => `${self.field} ${self.since}`);
  assert.equal(found(`${selector}, namespaceSelector: {}, updateStrategy: {priorityStrategy: {}}`), [
    'spec.namespaceSelector 1.4',
    'spec.updateStrategy.priorityStrategy 1.5',
  ]);
  assert.equal(found('injectionStrategy: {revision: {policy: Partial}}'), [
    'spec.injectionStrategy.revision.policy 1.8',
  ]);
  assert.equal(found('initContainers: [{name: a, restartPolicy: Always}]'), [
    'spec.initContainers[0].restartPolicy 1.7',
  ]);
  assert.equal(
    found('namespace: a, injectionStrategy: {revision: {customVersion: a, policy: Always}}, patchPodMetadata: []'),
    [],
  );
  const beta = manifestOf('{apiVersion: apps.kruise.io/v1beta1, kind: SidecarSet, metadata: {name: s}, spec: {}}');
  assert.equal(
    newerFields(beta).map(({ self }) => `${self.field} ${self.since}`),
    ['apiVersion 1.9'],
  );
});

test('newer fields say whether the set is for virtual nodes', () => {
  const labels = (value: string): string =>
    `selector: {matchLabels: {serverless.alibabacloud.com/virtual-node: ${value}}}`;
  assert.is(newerFields(set(`${labels('"true"')}, namespaceSelector: {}`))[0]?.self.selectsVirtualNodes, true);
  assert.is(newerFields(set(`${labels('"yes"')}, namespaceSelector: {}`))[0]?.self.selectsVirtualNodes, false);
});

test('terms that name the virtual-node label, or nearly', () => {
  const terms = (text: string): string[] =>
    virtualNodeTerms(set(`selector: {matchLabels: {${text}}}`)).map(
      ({ self }) => `${self.keyMatch} ${self.valueRight} ${self.valueText}`,
    );
  assert.equal(terms('serverless.alibabacloud.com/virtual-node: "true"'), ['exact true "true"']);
  assert.equal(terms('serverless.alibabacloud.com/virtual-node: "True"'), ['exact false "True"']);
  assert.equal(terms('serverless.alibabacloud.com/virtual-node: true'), ['exact false true']);
  assert.equal(terms('serverless.alibabacloud.com/virtual_node: "true"'), ['near true "true"']);
  assert.equal(terms('serverless.alibabacloud.com/virtualnode: "true"'), ['near true "true"']);
  assert.equal(terms('serverles.alibabacloud.com/virtual-node: "true"'), ['near true "true"']);
  assert.equal(terms('alibabacloud.com/virtual-node: "true"'), ['near true "true"']);
});

test('known and foreign keys are no slip of it', () => {
  for (const key of [
    'type',
    'k8s.aliyun.com/vnode',
    'alibabacloud.com/eci',
    'alibabacloud.com/compute-class',
    'app',
    'virtual-node',
  ]) {
    assert.equal(virtualNodeTerms(set(`selector: {matchLabels: {${key}: "true"}}`)), [], key);
  }
});

test('expressions have places of their own', () => {
  const key = 'serverless.alibabacloud.com/virtual-node';
  const [term] = virtualNodeTerms(set(`selector: {matchExpressions: [{key: ${key}, operator: In, values: ["yes"]}]}`));
  assert.equal([term?.self.operator, term?.self.valueText, term?.self.valueRight], ['In', '"yes"', false]);
  assert.is(term?.places?.key?.pointer, '/spec/selector/matchExpressions/0/key');
  assert.is(term?.places?.value?.pointer, '/spec/selector/matchExpressions/0/values/0');
  for (const other of ['NotIn, values: ["false"]', 'Exists', 'DoesNotExist']) {
    assert.equal(virtualNodeTerms(set(`selector: {matchExpressions: [{key: ${key}, operator: ${other}}]}`)), [], other);
  }
});

test.run();
