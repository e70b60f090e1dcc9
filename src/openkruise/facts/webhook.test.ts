import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inventoryOf, manifestOf, manifestsOf } from '../../../test-cases/support/manifests.ts';
import type { Manifest } from '../../model/index.ts';
import type { KruiseTarget } from '../release.ts';
import { kruiseCauses } from './causes.ts';
import { kruiseDrops } from './drops.ts';
import { injections } from './injections.ts';
import { sidecarSets } from './sidecar-sets.ts';

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
  assert.equal(said(set(`${selector}, containers: {name: a}`)), ['decode not-decodable  @/spec/containers']);
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
{apiVersion: apps/v1, kind: Deployment, metadata: {name: z, labels: {kind: own}}, spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: agent, image: a}]}}}}
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
