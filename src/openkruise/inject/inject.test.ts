import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inventoryOf, manifestOf, manifestsOf } from '../../../test-cases/support/manifests.ts';
import { labelsOf } from '../../inventory/index.ts';
import { type JsonObject, type Manifest, resolve, valueAt } from '../../model/index.ts';
import { dependsOnOrder, effectivePods } from './effective.ts';
import { inject } from './inject.ts';
import type { Injection, InjectionContext } from './types.ts';

const context = (minor: number, more: Partial<InjectionContext> = {}): InjectionContext => ({
  release: { minor, patch: Number.POSITIVE_INFINITY },
  gates: {},
  namespace: { labels: labelsOf({ 'kubernetes.io/metadata.name': 'default' }), known: true },
  ...more,
});
const pod = (spec: string, metadata = ''): JsonObject =>
  manifestOf(`{apiVersion: v1, kind: Pod, metadata: {name: web-0, labels: {app: web}${metadata}}, spec: {${spec}}}`)
    .object;
const set = (spec: string, name = 'logs'): Manifest =>
  manifestOf(
    `{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: ${name}}, spec: {selector: {matchLabels: {app: web}}, ${spec}}}`,
  );
const plain = pod('containers: [{name: main, image: "web:1"}]');

function one(written: JsonObject, sets: readonly Manifest[], within = context(8)): Injection {
  const [injection, ...others] = inject(written, sets, within);
  assert.is(others.length, 0);
  assert.ok(injection);
  return injection;
}

const names = (injection: Injection, list = 'containers'): unknown[] => {
  const found = valueAt(injection.pod, 'spec', list);
  return Array.isArray(found) ? found.map((container) => valueAt(container, 'name')) : [];
};

test('a set that does not match changes nothing', () => {
  const other = set('containers: [{name: side, image: s}]').object;
  const unmatched = {
    ...set('containers: []'),
    object: { ...other, spec: { selector: { matchLabels: { app: 'api' } } } },
  };
  const injection = one(plain, [unmatched]);
  assert.is(injection.changed, false);
  assert.is(injection.pod, plain);
});

test('before and after, init containers by name, hot pairs', () => {
  const sidecars = set(
    `initContainers: [{name: zz, image: i}, {name: aa, image: i}],
     containers: [{name: hot, image: h, upgradeStrategy: {upgradeType: HotUpgrade, hotUpgradeEmptyImage: e}},
                  {name: after, image: a, podInjectPolicy: AfterAppContainer}]`,
  );
  const written = pod('initContainers: [{name: i0, image: i}], containers: [{name: main, image: m}]');
  assert.equal(names(one(written, [sidecars])), ['hot-1', 'hot-2', 'main', 'after']);
  assert.equal(names(one(written, [sidecars]), 'initContainers'), ['i0', 'aa', 'zz']);
});

test('an application container of the same name is overwritten in its place', () => {
  const injection = one(pod('containers: [{name: a, image: a}, {name: main, image: m}]'), [
    set('containers: [{name: a, image: side}]'),
  ]);
  assert.equal(names(injection), ['a', 'main']);
  assert.is(resolve(injection.pod, '/spec/containers/0/image'), 'side');
});

test('the volume of the pod stays, and every injected part tells where it came from', () => {
  const sidecars = set(
    `containers: [{name: side, image: s, volumeMounts: [{name: data, mountPath: /d}, {name: own, mountPath: /o}]}],
     volumes: [{name: data, emptyDir: {}}, {name: own, emptyDir: {}}], imagePullSecrets: [{name: pull}]`,
  );
  const written = pod('containers: [{name: main, image: m}], volumes: [{name: data, hostPath: {path: /x}}]');
  const { provenance, pod: effective } = one(written, [sidecars]);
  assert.equal(resolve(effective, '/spec/volumes/0/hostPath/path'), '/x');
  assert.equal(
    provenance.map(({ pointer, from }) => `${pointer} < ${from}`),
    [
      '/spec/containers/0 < /spec/containers/0',
      '/spec/volumes/1 < /spec/volumes/1',
      '/spec/imagePullSecrets/0 < /spec/imagePullSecrets/0',
    ],
  );
});

test('a replaced container and annotations have provenance too', () => {
  const sidecars = set('containers: [{name: main, image: s}], patchPodMetadata: [{annotations: {a/b: c}}]');
  assert.equal(
    one(plain, [sidecars]).provenance.map(({ pointer, from }) => `${pointer} < ${from}`),
    [
      '/metadata/annotations/a~1b < /spec/patchPodMetadata/0/annotations/a~1b',
      '/spec/containers/0 < /spec/containers/0',
    ],
  );
});

test('a namespace whose labels are not known leaves a set undecided', () => {
  const sidecars = set('namespaceSelector: {matchLabels: {team: a}}, containers: [{name: side, image: s}]');
  const unknown = context(8, { namespace: { labels: labelsOf({}), known: false } });
  assert.equal(one(plain, [sidecars], unknown).undecided, ['logs']);
  assert.is(one(plain, [sidecars], unknown).changed, false);
});

test('pinned revisions: unknown, missing, found', () => {
  const pinned = set('injectionStrategy: {revision: {revisionName: logs-1}}, containers: [{name: new, image: s}]');
  assert.equal(one(plain, [pinned]).unpinned, ['logs']);
  assert.equal(names(one(plain, [pinned])), ['new', 'main']);
  assert.is(one(plain, [pinned], context(8, { revisions: [] })).denied, 'revision-not-found');
  const revisions = [
    { metadata: { name: 'logs-1' }, revision: 1, data: { spec: { containers: [{ name: 'old', image: 's' }] } } },
  ];
  assert.equal(names(one(plain, [pinned], context(8, { revisions }))), ['old', 'main']);
});

test('a selector is used as it stands: only an unknown operator refuses pods', () => {
  const selecting = (term: string): Manifest =>
    manifestOf(
      `{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: s}, spec: {selector: {matchExpressions: [${term}]}, containers: [{name: side, image: s}]}}`,
    );
  assert.is(one(plain, [selecting('{key: app, operator: Like, values: [web]}')]).denied, 'selector-not-convertible');
  assert.is(one(plain, [selecting('{key: app, operator: NotIn, values: ["-bad-"]}')]).changed, true);
});

test('what earlier injections left is read even when nothing is injected, and written as Kruise writes it', () => {
  const marked = (hash: string): JsonObject =>
    pod('containers: [{name: main, image: m}]', `, annotations: {kruise.io/sidecarset-hash: '${hash}'}`);
  const empty = set('containers: []');
  assert.is(one(marked('x'), [empty]).denied, 'bookkeeping-annotation-not-json');
  assert.is(one(marked('x'), []).changed, false);
  const old = '{"a":{"updateTimestamp":"2024-05-01T02:00:00.5+02:00","hash":"h","sidecarSetName":"a"},"b":null}';
  const { pod: effective } = one(marked(old), [set('containers: [{name: side, image: s}]')]);
  const written = JSON.parse(String(resolve(effective, '/metadata/annotations/kruise.io~1sidecarset-hash')));
  assert.equal(written.a, {
    updateTimestamp: '2024-05-01T00:00:00Z',
    hash: 'h',
    sidecarSetName: 'a',
    sidecarList: null,
  });
  assert.equal(written.b, { updateTimestamp: null, hash: '', sidecarSetName: '', sidecarList: null });
});

test('a percentage draws lots: both results are given', () => {
  const revisions = [
    { metadata: { name: 'logs-1' }, revision: 1, data: { spec: { containers: [{ name: 'old', image: 's' }] } } },
  ];
  const partial = (partition: string): Manifest =>
    set(
      `injectionStrategy: {revision: {revisionName: logs-1, policy: Partial}}, updateStrategy: {partition: ${partition}}, containers: [{name: new, image: s}]`,
    );
  const results = (partition: string): unknown[] =>
    inject(plain, [partial(partition)], context(8, { revisions })).map((injection) => names(injection)[0]);
  assert.equal(results('30%'), ['old', 'new']);
  assert.equal(results('100%'), ['old']);
  assert.equal(results('0%'), ['new']);
  assert.equal(results('5'), ['new']);
  assert.is(inject(plain, [partial('"x"')], context(8, { revisions }))[0]?.denied, 'partition-not-a-percentage');
});

test('launch priority counts what was injected', () => {
  const env = 'env: [{name: KRUISE_CONTAINER_PRIORITY, value: "';
  const written = (value: string): JsonObject => pod(`containers: [{name: main, image: m, ${env}${value}"}]}]`);
  const sidecars = set('containers: [{name: side, image: s}]');
  assert.is(one(written('1'), []).changed, false);
  assert.is(
    resolve(one(written('1'), [sidecars]).pod, '/spec/containers/0/env/1/valueFrom/configMapKeyRef/key'),
    'p_0',
  );
  assert.is(
    resolve(one(written('1'), [sidecars]).pod, '/spec/containers/1/env/1/valueFrom/configMapKeyRef/key'),
    'p_1',
  );
  for (const bad of ['', ' 1', '1.5', '1e3', '0x10', '9223372036854775808']) {
    assert.is(one(written(bad), [sidecars]).denied, 'launch-priority-not-integer', bad);
  }
});

test('a field that the release does not know stays at its list index from 1.5 on, and is lost before', () => {
  const written = pod('containers: [{name: main, image: m, restartPolicyRules: [{action: Restart}]}]');
  const sidecars = set('containers: [{name: side, image: s}]');
  const rules = (minor: number, index: number): boolean =>
    resolve(one(written, [sidecars], context(minor)).pod, `/spec/containers/${index}/restartPolicyRules`) !== undefined;
  assert.equal([rules(4, 0), rules(4, 1)], [false, false]);
  assert.equal([rules(8, 0), rules(8, 1)], [true, false]);
});

test('pods that are over, and namespaces that old releases pass by', () => {
  const sidecars = set('containers: [{name: side, image: s}]');
  assert.is(one({ ...plain, status: { phase: 'Succeeded' } }, [sidecars]).changed, false);
  const system = pod('containers: [{name: main, image: m}]', ', namespace: kube-system');
  assert.is(one(system, [sidecars], context(2)).changed, false);
  assert.is(one(system, [sidecars], context(3)).changed, true);
});

test('nothing handed in is changed', () => {
  const sidecars = [
    set('containers: [{name: main, image: s}], patchPodMetadata: [{annotations: {a: b}, patchPolicy: Overwrite}]'),
  ];
  const before = JSON.stringify([plain, sidecars.map(({ object }) => object)]);
  one(plain, sidecars);
  assert.is(JSON.stringify([plain, sidecars.map(({ object }) => object)]), before);
});

test('a second injection of the same sets replaces what the first put in', () => {
  const sidecars = [
    set(
      'containers: [{name: side, image: "s:1", volumeMounts: [{name: v, mountPath: /v}]}], volumes: [{name: v, emptyDir: {}}]',
    ),
  ];
  const first = one(plain, sidecars).pod;
  assert.equal(one(first, sidecars).pod, first);
});

test('the order of the sets handed in does not matter', () => {
  const sets = ['b', 'a', 'c'].map((name) => set(`containers: [{name: side-${name}, image: s}]`, name));
  const expected = names(one(plain, sets));
  assert.equal(expected, ['side-a', 'side-b', 'side-c', 'main']);
  fc.assert(
    fc.property(fc.shuffledSubarray(sets, { minLength: 3 }), (shuffled) =>
      assert.equal(names(one(plain, shuffled)), expected),
    ),
  );
});

test('where the order of the sets matters, and where it does not', () => {
  const side = (name: string, more = ''): Manifest => set(`containers: [{name: side-${name}, image: s}]${more}`, name);
  const alone = (name: string): Manifest => set(`initContainers: [{name: init-${name}, image: s}]`, name);
  assert.is(dependsOnOrder(plain, [side('a'), side('b')], context(8)), true);
  assert.is(dependsOnOrder(plain, [alone('a'), alone('b')], context(8)), false);
  assert.is(
    dependsOnOrder(
      plain,
      ['a', 'b', 'c', 'd', 'e'].map((name) => side(name)),
      context(8),
    ),
    true,
  );
  assert.is(dependsOnOrder(plain, ['a', 'b', 'c', 'd', 'e'].map(alone), context(8)), false);
  const patches = (value: string): string => `, patchPodMetadata: [{annotations: {k: ${value}}}]`;
  const pair = [set(`initContainers: []${patches('one')}`, 'a'), set(`initContainers: []${patches('two')}`, 'b')];
  assert.is(dependsOnOrder(plain, pair, context(8)), true);
});

test('the pods of a workload', () => {
  const found = (kind: string, apiVersion: string): Injection | undefined => {
    const workload = manifestOf(
      `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: web, namespace: shop}, spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: m}]}}}}`,
    );
    const inventory = inventoryOf([workload, set('namespace: shop, containers: [{name: side, image: s}]')]);
    const [first] = inventory.workloads;
    return first && effectivePods(first, inventory, { platforms: ['unknown'] })[0];
  };
  const deployment = found('Deployment', 'apps/v1');
  assert.equal(deployment && names(deployment), ['side', 'main']);
  assert.is(resolve(deployment?.pod, '/spec/readinessGates'), undefined);
  const cloneSet = found('CloneSet', 'apps.kruise.io/v1alpha1');
  assert.is(resolve(cloneSet?.pod, '/spec/readinessGates/0/conditionType'), 'KruisePodReady');
});

test('from 1.7 sets tied to the namespace come first', () => {
  const [free, tied] = manifestsOf(`
{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: a}, spec: {selector: {matchLabels: {app: web}}, containers: [{name: free, image: s}]}}
---
{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: b}, spec: {namespace: default, selector: {matchLabels: {app: web}}, containers: [{name: tied, image: s}]}}
`);
  assert.ok(free && tied);
  assert.equal(names(one(plain, [free, tied], context(7))), ['tied', 'free', 'main']);
  assert.equal(names(one(plain, [free, tied], context(6))), ['free', 'tied', 'main']);
});

test.run();
