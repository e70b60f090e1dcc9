import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inventoryOf, manifestOf, manifestsOf } from '../../../test-cases/support/manifests.ts';
import type { Manifest } from '../../model/index.ts';
import type { KruiseTarget } from '../release.ts';
import { kruiseCauses } from './causes.ts';
import { kruiseDrops } from './drops.ts';
import { kruiseUnknownFields, newerFields } from './fields.ts';
import { injections } from './injections.ts';
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
  });
  assert.equal(item?.places, {
    selector: { pointer: '/spec/selector' },
    updateType: { pointer: '/spec' },
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

test('containers that a set puts into pods', () => {
  const hot =
    '{name: proxy, image: "proxy:1", upgradeStrategy: {upgradeType: HotUpgrade, hotUpgradeEmptyImage: "empty:1"}}';
  const manifest = set(
    `${selector}, initContainers: [{name: prepare, image: p}], containers: [{name: main, image: "agent:1"}, ${hot}]`,
  );
  const inventory = inventoryOf([manifest, deployment('', 'app: web')]);
  const [workload] = inventory.workloads;
  assert.ok(workload);
  const found = injections(workload, inventory, anywhere);
  assert.equal(
    found.map(({ self }) => `${self.list}/${self.container} ${self.replacesAppContainer}`),
    ['initContainers/prepare false', 'containers/main true', 'containers/proxy-1 false', 'containers/proxy-2 false'],
  );
  const [, replaced] = found;
  assert.equal(replaced?.places?.container, { pointer: '/spec/template/spec/containers/0/name' });
  assert.equal(replaced?.places?.injected, { manifest, pointer: '/spec/containers/0/name' });
  assert.is(replaced?.self.sameImage, false);
});

test('leftovers of a migration and injected pods can be told', () => {
  const manifest = set(`${selector}, containers: [{name: main, image: "registry.example/web:2"}]`);
  const pod = manifestOf(
    '{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app: web}}, spec: {containers: [{name: main, image: "registry.example/web:1", env: [{name: IS_INJECTED, value: "true"}]}]}}',
  );
  const inventory = inventoryOf([manifest, pod]);
  const [workload] = inventory.workloads;
  const self = workload && injections(workload, inventory, anywhere)[0]?.self;
  assert.equal([self?.replacesAppContainer, self?.sameImage, self?.isInjected], [true, true, true]);
});

test('init containers are replaced from 1.7 on, and only what surely matches is injected', () => {
  const manifest = set(
    `${selector}, namespaceSelector: {matchLabels: {team: a}}, initContainers: [{name: init, image: i}]`,
  );
  const pod = manifestOf(
    '{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app: web}}, spec: {initContainers: [{name: init, image: j}], containers: []}}',
  );
  const replaced = (found: readonly Manifest[], minor: number): boolean[] => {
    const inventory = inventoryOf(found);
    const [workload] = inventory.workloads;
    return workload === undefined
      ? []
      : injections(workload, inventory, kruise(minor)).map(({ self }) => self.replacesAppContainer);
  };
  const namespace = manifestOf('{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {team: a}}}');
  assert.equal(replaced([manifest, pod, namespace], 7), [true]);
  assert.equal(replaced([manifest, pod, namespace], 6), [false]);
  assert.equal(replaced([manifest, pod], 7), []);
});

test('what the webhook would say, per release, pointing at what is there', () => {
  const said = (manifest: Manifest, minor?: number): string[] =>
    kruiseCauses(manifest, inventoryOf([manifest]), minor === undefined ? anywhere : kruise(minor)).map(
      ({ self, pointer }) => `${self.check} ${self.reason} ${self.field} @${pointer}`,
    );
  const native = set(`${selector}, initContainers: [{name: mesh, image: m, restartPolicy: Always}]`);
  assert.equal(said(native, 7), ['native-without-notupdate FieldValueRequired spec.updateStrategy @/spec']);
  assert.equal(said(native, 6), []);
  assert.equal(said(set(container)), ['selector FieldValueRequired spec.selector @/spec']);
  assert.equal(said(set(`selector: {}, ${container}`)), ['selector FieldValueInvalid spec.selector @/spec/selector']);
  assert.equal(said(set(`selector: {matchLabels: {app: "-x"}}, ${container}`)), [
    'selector FieldValueInvalid spec.selector.matchLabels @/spec/selector/matchLabels/app',
    'selector-again FieldValueInvalid spec.selector.selector @/spec/selector',
  ]);
  const both = set(`namespace: a, namespaceSelector: {}, ${selector}, ${container}`);
  assert.equal(said(both, 8), [
    'namespace-beside-selector FieldValueRequired spec.namespace, namespaceSelector @/spec/namespaceSelector',
  ]);
  assert.equal(said(both, 3), []);
  assert.equal(said(set(`${selector}, ${container}`)), []);
  assert.equal(said(set(`${selector}, containers: {name: a}`)), ['decode not-decodable  @/spec']);
});

test('revisions and whitelists of the cluster are not guessed; metadata.namespace is taken off first', () => {
  const spec = `${selector}, ${container}, injectionStrategy: {revision: {revisionName: r}}, patchPodMetadata: [{annotations: {a: b}}]`;
  const manifest = set(spec, ', namespace: kruise-system');
  assert.equal(kruiseCauses(manifest, inventoryOf([manifest]), anywhere), []);
});

test('what schema and webhook both refuse is said once', () => {
  const manifest = set(
    `${selector}, ${container}, injectionStrategy: {revision: {revisionName: r, policy: Never}}`,
    ', labels: {a: "-"}',
  );
  assert.equal(
    kruiseCauses(manifest, inventoryOf([manifest]), kruise(8)).map(
      ({ self, pointer }) => `${self.check} ${self.reason} ${pointer}`,
    ),
    [
      'schema FieldValueInvalid /metadata/labels/a',
      'schema FieldValueNotSupported /spec/injectionStrategy/revision/policy',
    ],
  );
});

test('sets of the input conflict', () => {
  const [one, two] = [set(`${selector}, ${container}`), set(`${selector}, ${container}`, '2')];
  const inventory = inventoryOf([one, two]);
  assert.equal(
    kruiseCauses(one, inventory, anywhere).map(({ self, pointer }) => `${self.check} ${self.field} ${pointer}`),
    ['conflict spec.containers /spec/containers/0/name'],
  );
});

test('fields the webhook deletes without a word', () => {
  const dropped = (spec: string, target: KruiseTarget): string[] =>
    kruiseDrops(set(spec), target).map(({ self }) =>
      `${self.check} ${self.field} ${self.value} ${self.nearest}`.trim(),
    );
  const native = 'initContainers: [{name: mesh, image: m, restartPolicy: Always}]';
  assert.equal(dropped(native, kruise(6)), ['newer spec.initContainers[0].restartPolicy Always']);
  assert.equal(dropped(native, kruise(7)), []);
  assert.equal(dropped(native, anywhere), []);
  const slip = 'containers: [{name: a, shareVolumesPolicy: {type: enabled}, readinessProbe: {httpget: {port: 1}}}]';
  assert.equal(dropped(slip, anywhere), [
    'unknown spec.containers[0].shareVolumesPolicy  shareVolumePolicy',
    'unknown spec.containers[0].readinessProbe.httpget  httpGet',
  ]);
  assert.equal(dropped('containers: [{name: a, resourcesPolicy: {}, constructor: b}]', kruise(8)), [
    'unknown spec.containers[0].constructor b',
  ]);
});

test('the order of the files never changes the facts', () => {
  const files = manifestsOf(`
{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: b}, spec: {${selector}, ${container}}}
---
{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: a}, spec: {${selector}, ${container}}}
---
{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: c}, spec: {selector: {matchLabels: {kind: own}}, ${container}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: y, labels: {kind: own}}, spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: agent, image: a}]}}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: x, labels: {kind: own}}, spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: agent, image: a}]}}}}
`);
  const seen = (found: readonly Manifest[]): unknown => {
    const inventory = inventoryOf(found);
    const objects = inventory.manifests.map((manifest) => [
      kruiseCauses(manifest, inventory, anywhere),
      sidecarSets(manifest, inventory, anywhere).map(({ self }) => self),
    ]);
    return [
      objects,
      inventory.workloads.map((workload) => injections(workload, inventory, anywhere).map(({ self }) => self)),
    ];
  };
  fc.assert(
    fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
      assert.equal(seen(shuffled), seen(files));
    }),
    { numRuns: 50 },
  );
});

test.run();
