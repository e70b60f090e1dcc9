import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { buildInventory, type Inventory } from '../../inventory/index.ts';
import type { Manifest } from '../../model/index.ts';
import { manifests, parse } from '../../source/index.ts';
import { workloads } from '../../workload/index.ts';
import type { KruiseTarget } from '../release.ts';
import { setContainers } from './declared.ts';
import { launches } from './launch.ts';
import { kruiseMarks } from './marks.ts';
import { rollOut } from './roll-out.ts';
import { transfers } from './transfers.ts';
import { jsonPatches, uncheckedValues } from './unchecked.ts';

const at = (minor: number): KruiseTarget => ({ platforms: ['unknown'], kruise: { major: 1, minor } });

const read = (text: string): Manifest[] => manifests(parse({ uri: 'input.yaml', text }));

const set = (spec: string): Manifest => {
  const [manifest] = read(
    `{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: logs}, spec: {selector: {matchLabels: {app: web}}, ${spec}}}`,
  );
  if (manifest === undefined) throw new Error('no manifest');
  return manifest;
};

const web = (spec: string, more = ''): Manifest[] =>
  read(
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 4, template: {metadata: {labels: {app: web}${more}}, spec: {${spec}}}}}`,
  );

const inventoryOf = (...all: Manifest[]): Inventory => buildInventory(all, { complete: true, workloadsOf: workloads });

test('copies of a hot upgrade, and who has their names', () => {
  const hot = 'upgradeStrategy: {upgradeType: HotUpgrade}';
  const manifest = set(
    `containers: [{name: a, image: i, ${hot}}, {name: a-2, image: i}], initContainers: [{name: b, image: i, ${hot}}]`,
  );
  const found = setContainers(manifest, inventoryOf(manifest), at(7)).map(({ self }) => [
    self.name,
    self.isHot,
    self.clash,
  ]);
  assert.equal(found, [
    ['b', false, ''],
    ['a', true, 'a-2'],
    ['a-2', false, ''],
  ]);
});

test('what OpenKruise leaves out of a startupProbe, and refuses on init containers', () => {
  const probe = 'startupProbe: {httpGet: {port: 80, path: /}}';
  const manifest = set(
    `containers: [{name: a, ${probe}}], initContainers: [{name: b, ${probe}, lifecycle: {}, restartPolicy: Always}]`,
  );
  const found = (minor: number) =>
    setContainers(manifest, inventoryOf(manifest), at(minor)).map(({ self }) => [self.startupGaps, self.refusedOnInit]);
  const gaps = ['successThreshold: 1', 'httpGet.scheme'];
  assert.equal(found(6), [
    [gaps, ['lifecycle', 'startupProbe']],
    [gaps, []],
  ]);
  assert.equal(found(7), [
    [gaps, []],
    [gaps, []],
  ]);
});

test('what a strategy holds back, against the pods of the input', () => {
  const ask = (strategy: string, minor: number, ...others: Manifest[]) => {
    const manifest = set(`updateStrategy: {${strategy}}`);
    return rollOut(manifest, inventoryOf(manifest, ...others), at(minor));
  };
  const pods = web('containers: [{name: a}]');
  assert.is(ask('partition: 4', 7, ...pods).holdsAll, true);
  assert.is(ask('partition: 3', 7, ...pods).holdsAll, false);
  assert.is(ask('partition: 3', 7).holdsAll, false);
  assert.is(ask('maxUnavailable: 20%', 7, ...pods).stuck, 'rounds-down');
  assert.is(ask('maxUnavailable: 25%', 7, ...pods).stuck, '');
  assert.is(ask('maxUnavailable: 20%', 8, ...pods).stuck, '');
  assert.is(ask('type: NotUpdate, maxUnavailable: 2', 8).idle, 'maxUnavailable');
});

test('values that nobody checks', () => {
  const manifest = set(
    'updateStrategy: {type: notUpdate}, patchPodMetadata: [{annotations: {a: "{}", b: "1", c: x}, patchPolicy: MergePatchJson}]',
  );
  assert.equal(
    uncheckedValues(manifest, at(7)).map(({ pointer, self }) => [pointer, self.nearest]),
    [['/spec/updateStrategy/type', 'NotUpdate']],
  );
  assert.equal(
    jsonPatches(manifest, inventoryOf(manifest), at(7)).map(({ self }) => self.kind),
    ['structure', 'scalar', 'none'],
  );
});

test('what an entry of transferEnv finds in the pods', () => {
  const manifest = set('containers: [{name: s, image: i, transferEnv: [{envName: X, sourceContainerName: a}]}]');
  const missing = (spec: string) => transfers(manifest, inventoryOf(manifest, ...web(spec)), at(7))[0]?.self.missing;
  assert.is(missing('containers: [{name: a, env: [{name: X, value: x}]}]'), '');
  assert.is(missing('containers: [{name: a, envFrom: [{}]}]'), 'env-from');
  assert.is(missing('containers: [{name: a}]'), 'no-variable');
  assert.is(missing('initContainers: [{name: a}]'), 'not-regular');
  assert.is(missing('containers: [{name: b}]'), 'no-container');
});

test('launch priority counts the containers that sets bring', () => {
  const manifest = set('containers: [{name: s, image: i, podInjectPolicy: AfterAppContainer}]');
  const ask = (spec: string, more = '') => {
    const [deployment] = web(spec, more);
    const [workload] = deployment === undefined ? [] : workloads(deployment);
    return workload === undefined
      ? []
      : launches(workload, inventoryOf(manifest, ...(deployment ? [deployment] : [])), at(7)).map(({ self }) => [
          self.name,
          self.set,
          self.regulars,
          self.isAwaited,
        ]);
  };
  const priority = (value: string): string => `env: [{name: KRUISE_CONTAINER_PRIORITY, value: "${value}"}]`;
  assert.equal(ask('containers: [{name: a}]'), []);
  assert.equal(ask(`containers: [{name: a, ${priority('1')}}]`), [
    ['a', '', 2, true],
    ['s', 'logs', 2, false],
  ]);
  assert.equal(ask(`containers: [{name: a, ${priority('x')}}]`), [
    ['a', '', 2, false],
    ['s', 'logs', 2, false],
  ]);
});

test('what OpenKruise writes or reads, wherever it stands in a workload', () => {
  const [deployment] = web(
    'containers: [{name: a, env: [{name: IS_INJECTED, value: "true"}]}]',
    ', annotations: {kruise.io/sidecarset-hash: x}',
  );
  const [workload] = deployment === undefined ? [] : workloads(deployment);
  const found =
    workload === undefined ? [] : kruiseMarks(workload).map(({ self }) => [self.sort, self.name, self.isOfPod]);
  assert.equal(found, [
    ['annotation', 'kruise.io/sidecarset-hash', true],
    ['env', 'IS_INJECTED', true],
  ]);
});

test.run();
