import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { buildInventory, type Inventory } from '../../inventory/index.ts';
import type { Manifest, Workload } from '../../model/index.ts';
import { manifests, parse } from '../../source/index.ts';
import { workloads } from '../../workload/index.ts';
import type { KruiseTarget } from '../release.ts';
import { setChanges } from './changes.ts';
import { sharedMountFaults, volumeClashes } from './clashes.ts';
import { injections } from './injections.ts';
import { misplacedFields } from './misplaced.ts';
import { setOverlaps } from './overlaps.ts';
import { reach, sortedAway } from './reach.ts';
import { refusals } from './refusals.ts';
import { setOrders } from './set-order.ts';

const at = (minor: number): KruiseTarget => ({ platforms: ['unknown'], kruise: { major: 1, minor } });

function manifestOf(text: string): Manifest {
  const [manifest] = manifests(parse({ uri: 'input.yaml', text }));
  if (manifest === undefined) throw new Error('no manifest');
  return manifest;
}

const set = (spec: string, name = 'logs', selector = 'matchLabels: {app: web}'): Manifest =>
  manifestOf(
    `{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: ${name}}, spec: {selector: {${selector}}, ${spec}}}`,
  );

const deployment = (spec: string, annotations = ''): Manifest =>
  manifestOf(
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {metadata: {labels: {app: web}, annotations: {${annotations}}}, spec: {${spec}}}}}`,
  );

const inventoryOf = (...all: Manifest[]): Inventory => buildInventory(all, { complete: true, workloadsOf: workloads });

function meet(pod: Manifest, ...sets: Manifest[]): [Workload, Inventory] {
  const [workload] = workloads(pod);
  if (workload === undefined) throw new Error('no workload');
  return [workload, inventoryOf(pod, ...sets)];
}

test('who has the name of an injected container already', () => {
  const sidecar = set('containers: [{name: a, image: i}], initContainers: [{name: b, image: i}]');
  const twins = (spec: string, minor: number, ...others: Manifest[]) =>
    injections(...meet(deployment(spec), sidecar, ...others), at(minor)).map(({ self }) => self.twin);
  assert.equal(twins('containers: [{name: c}]', 7), ['', '']);
  assert.equal(twins('containers: [{name: b}], initContainers: [{name: a}]', 7), ['Deployment web', 'Deployment web']);
  assert.equal(twins('containers: [{name: a}], initContainers: [{name: b}]', 6), ['Deployment web', '']);
  const later = set('containers: [{name: b, image: i}]', 'more');
  assert.equal(twins('containers: [{name: c}]', 7, later), ['', '', 'SidecarSet logs']);
});

test('volumes of one name are compared with their defaults', () => {
  const clashes = (own: string, spec: string) =>
    volumeClashes(
      ...meet(
        deployment(`containers: [{name: c}], volumes: [{name: v, ${own}}]`),
        set(
          `volumes: [{name: v, ${spec}}], containers: [{name: a, image: i, volumeMounts: [{name: v, mountPath: /v}]}]`,
        ),
      ),
      at(7),
    ).map(({ self }) => self.owner);
  assert.equal(clashes('emptyDir: {}', 'emptyDir: {medium: Memory}'), ['Deployment web']);
  assert.equal(clashes('configMap: {name: m}', 'configMap: {name: m, defaultMode: 420}'), []);
});

test('shared mounts that do not come out as they are', () => {
  const faults = (mounts: string, env = '') =>
    sharedMountFaults(
      ...meet(
        deployment(`containers: [{name: c, volumeMounts: [${mounts}]${env}}]`),
        set('containers: [{name: a, image: i, shareVolumePolicy: {type: enabled}}]'),
      ),
      at(7),
    ).map(({ self }) => [self.taken, self.variable]);
  assert.equal(faults('{name: x, mountPath: /a}, {name: y, mountPath: /a}'), [['c', '']]);
  assert.equal(faults('{name: x, mountPath: /a, subPathExpr: $(V)}'), [['', 'V']]);
  assert.equal(faults('{name: x, mountPath: /a, subPathExpr: $(V)}', ', env: [{name: V, value: v}]'), []);
});

test('refusals name the set that causes them', () => {
  const patch = set(
    'patchPodMetadata: [{annotations: {k: x}, patchPolicy: MergePatchJson}], containers: [{name: a, image: i}]',
  );
  const found = (annotations: string) =>
    refusals(
      ...meet(deployment('containers: [{name: c}]', annotations), set('containers: [{name: b, image: i}]', 'a'), patch),
      at(7),
    ).map(({ self }) => [self.denial, self.set]);
  assert.equal(found('k: "{}"'), [['merge-patch-not-json', 'logs']]);
  assert.equal(found(''), []);
});

test('sets without an order, where it matters', () => {
  const patch = (name: string, value: string) =>
    set(`patchPodMetadata: [{annotations: {k: ${value}}}], containers: [{name: ${name}, image: i}]`, name);
  const found = (...sets: Manifest[]) =>
    setOrders(...meet(deployment('containers: [{name: c}]'), ...sets), at(7)).map(({ self }) => self.changesContent);
  assert.equal(found(patch('a', 'one'), patch('b', 'two')), [true]);
  assert.equal(found(patch('a', 'one'), patch('b', 'one')), [false]);
  assert.equal(found(patch('a', 'one')), []);
});

test('fields that a release does not know, lost or left behind', () => {
  const pod = deployment('containers: [{name: c, restartPolicy: Always}]');
  const found = (minor: number, policy = '') =>
    misplacedFields(...meet(pod, set(`containers: [{name: a, image: i${policy}}]`)), at(minor)).map(
      ({ self }) => self.heir,
    );
  assert.equal(found(4), ['']);
  assert.equal(found(6), ['a']);
  assert.equal(found(6, ', podInjectPolicy: AfterAppContainer'), []);
  assert.equal(found(7), []);
});

test('overlaps that the webhook misses', () => {
  const found = (selector: string, spec = 'containers: [{name: a, image: i}]') => {
    const [one, other] = [set('containers: [{name: a, image: i}]', 'x', selector), set(spec, 'w')];
    return setOverlaps(one, inventoryOf(one, other), at(7)).map(({ self }) => self.container);
  };
  assert.equal(found('matchExpressions: [{key: b, operator: Exists}]'), ['a']);
  assert.equal(found('matchExpressions: [{key: app, operator: NotIn, values: [web]}]'), []);
  assert.equal(found('matchLabels: {app: web}'), []);
  assert.equal(found('matchLabels: {app: web}', 'initContainers: [{name: a, image: i}]'), ['a']);
});

test('what an update changes in vain', () => {
  const kinds = (before: string, after: string) =>
    setChanges(set(after), set(before).object, at(7)).map(({ self, pointer }) => [self.kind, pointer]);
  const container = (more: string): string => `containers: [{name: a, image: i${more}}]`;
  assert.equal(kinds(container(''), container(', workingDir: /a')), [['blocked', '/spec/containers/0/workingDir']]);
  assert.equal(kinds(container(''), container('2')), []);
  assert.equal(kinds(container(''), `${container('')}, imagePullSecrets: [{name: s}]`), [
    ['untracked', '/spec/imagePullSecrets'],
  ]);
});

test('what a set reaches of a complete input, and what sorting moves', () => {
  const pod = deployment('containers: [{name: c}]');
  const nothing = (one: Manifest) => reach(one, inventoryOf(one, pod), at(7)).self.matchesNothing;
  assert.is(nothing(set('containers: [{name: a}]')), false);
  assert.is(nothing(set('containers: [{name: a}]', 'x', 'matchLabels: {app: api}')), true);
  assert.is(sortedAway(set('initContainers: [{name: b, restartPolicy: Always}, {name: a}]'))?.name, 'b');
  assert.is(sortedAway(set('initContainers: [{name: b}, {name: a}]')), undefined);
});

test.run();
