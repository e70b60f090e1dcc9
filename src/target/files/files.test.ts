import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { JsonObject, Manifest } from '../../model/index.ts';
import { parseTargets } from '../parse.ts';
import { gateSettings } from './gate-settings.ts';
import { targetFromFiles } from './target.ts';

function file(apiVersion: string, kind: string, rest: JsonObject): Manifest {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return { object: { apiVersion, kind, ...rest }, apiVersion, kind, group, name: '', namespace: '' };
}

const kind = (rest: JsonObject) => file('kind.x-k8s.io/v1alpha4', 'Cluster', rest);
const node = (role: string, tag: string) => ({ role, image: `kindest/node:${tag}` });

test('a kind cluster tells server, oldest kubelet and gates of all components', () => {
  const nodes = [node('control-plane', 'v1.31.2@sha256:abc'), node('worker', 'v1.28.0')];
  const { targets, notes } = targetFromFiles([kind({ nodes, featureGates: { SidecarContainers: true } })]);
  const [target] = targets;
  assert.is(target?.name, '1.31');
  assert.is(target?.patch, 2);
  assert.is(target?.origin, 'file');
  assert.equal(target?.gates, { SidecarContainers: true });
  assert.equal(target?.kubelet, { minor: 28, patch: 0, gates: { SidecarContainers: true } });
  assert.match(notes.join(), /read from/);
});

test('what a kind file does not say is not guessed', () => {
  for (const nodes of [
    [],
    [{ role: 'control-plane' }],
    [{ image: 'kindest/node@sha256:abc' }],
    [{ image: 'corp/node:v1.28.0' }],
    [{ image: 'busybox:1.28' }],
  ]) {
    const { targets, notes } = targetFromFiles([kind({ nodes })]);
    assert.equal(targets, []);
    assert.match(notes.join(), /--target/);
  }
  const mixed = targetFromFiles([kind({ nodes: [node('control-plane', 'v1.31.0'), { role: 'worker' }] })]);
  assert.is(mixed.targets[0]?.kubelet, undefined);
});

test('two files that disagree are a question', () => {
  const one = kind({ nodes: [node('control-plane', 'v1.28.0')] });
  const other = kind({ nodes: [node('control-plane', 'v1.29.0')] });
  const { targets, notes } = targetFromFiles([one, other]);
  assert.equal(targets, []);
  assert.match(notes.join(), /1\.28.*1\.29.*--target/);
  assert.is(targetFromFiles([one, one]).targets.length, 1);
});

test('kubeadm and kubelet configuration describe one cluster', () => {
  const gates = 'SidecarContainers=true,Other=false';
  const versions: JsonObject[] = [
    { apiServer: { extraArgs: { 'feature-gates': gates } } },
    { apiServer: { extraArgs: [{ name: 'feature-gates', value: gates }] } },
  ];
  for (const [index, rest] of versions.entries()) {
    const kubeadm = file(`kubeadm.k8s.io/v1beta${index + 3}`, 'ClusterConfiguration', {
      kubernetesVersion: 'v1.28.3',
      ...rest,
    });
    const [target] = targetFromFiles([kubeadm]).targets;
    assert.equal([target?.minor, target?.patch, target?.gates], [28, 3, { SidecarContainers: true }]);
  }
});

test('a static pod of the API server, and no other pod', () => {
  const pod = (image: string, command: string[]) => ({
    ...file('v1', 'Pod', { spec: { containers: [{ image, command }] } }),
    namespace: 'kube-system',
  });
  const server = pod('registry.k8s.io/kube-apiserver:v1.29.1', [
    'kube-apiserver',
    '--feature-gates=SidecarContainers=false',
  ]);
  assert.equal(targetFromFiles([server]).targets[0]?.gates, { SidecarContainers: false });
  assert.equal(targetFromFiles([pod('busybox:1.28', ['sh', '--feature-gates=SidecarContainers=false'])]), {
    targets: [],
    notes: [],
  });
});

const settings: [string, JsonObject[string], string, string][] = [
  ['v1.28.0', { SidecarContainers: true }, '', ''],
  ['v1.27.3', { SidecarContainers: true }, 'unknown', ''],
  ['v1.37.0', { SidecarContainers: true }, 'unknown', ''],
  ['v1.33.0', { SidecarContainers: false }, 'locked', ''],
  ['v1.30.0', { SidecarContainer: true }, 'unknown', 'SidecarContainers'],
  ['v1.30.0', { SidecarContainers: 'true' }, 'not-a-bool', ''],
  ['v1.30.0', { TopologyAwareHints: true }, '', ''],
  ['', { SidecarContainers: false }, '', ''],
];
for (const [tag, featureGates, problem, near] of settings) {
  test(`${JSON.stringify(featureGates)} on ${tag || 'an unknown version'}: ${problem || 'fine'}`, () => {
    const [item] = gateSettings(kind({ nodes: [node('control-plane', tag)], featureGates }), parseTargets(''));
    assert.equal([item?.self.problem, item?.self.nearest], [problem, near]);
    assert.match(item?.pointer ?? '', /^\/featureGates\//);
  });
}

test('a gate of all components is judged for the oldest kubelet too', () => {
  const nodes = [node('control-plane', 'v1.28.0'), node('worker', 'v1.27.13')];
  const [item] = gateSettings(kind({ nodes, featureGates: { SidecarContainers: true } }), []);
  assert.equal([item?.self.problem, item?.self.version], ['unknown', '1.27']);
});

test('a stated target stands in for a version the file does not tell', () => {
  const configuration = file('kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration', {
    featureGates: { SidecarContainers: false },
  });
  assert.is(gateSettings(configuration, parseTargets('1.33'))[0]?.self.problem, 'locked');
  assert.is(gateSettings(configuration, parseTargets('1.32..1.33'))[0]?.self.problem, '');
  assert.equal(gateSettings(file('v1', 'ConfigMap', {}), []), []);
});

test.run();
