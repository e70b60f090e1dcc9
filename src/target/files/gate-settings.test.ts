import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { manifestOf } from '../../../test-cases/support/manifests.ts';
import type { Target } from '../../model/index.ts';
import { parseTargets } from '../parse.ts';
import { gateSettings } from './gate-settings.ts';

function settings(text: string, targets: readonly Target[] = parseTargets('')) {
  return gateSettings(manifestOf(text), targets);
}

const kind = (gates: string, ...tags: string[]): string => {
  const nodes = tags.map(
    (tag, index) => `{role: ${index === 0 ? 'control-plane' : 'worker'}, image: "kindest/node:${tag}"}`,
  );
  return `{kind: Cluster, apiVersion: kind.x-k8s.io/v1alpha4, featureGates: {${gates}}, nodes: [${nodes.join()}]}`;
};

const cases: [string, string, string, string, string][] = [
  ['v1.28.0', 'SidecarContainers: true', '', '1.28', ''],
  ['v1.27.3', 'SidecarContainers: true', 'unknown', '1.27', ''],
  ['v1.37.0', 'SidecarContainers: true', 'unknown', '1.37', ''],
  ['v1.33.0', 'SidecarContainers: false', 'locked', '1.33', ''],
  ['v1.33.0', 'SidecarContainers: ~', 'locked', '1.33', ''],
  ['v1.30.0', 'SidecarContainer: true', 'unknown', '1.30', 'SidecarContainers'],
  ['v1.30.0', 'SidecarContainers: "true"', 'not-a-bool', '1.30', ''],
  ['v1.30.0', 'SidecarContainers: [true]', 'not-a-bool', '1.30', ''],
  ['v1.30.0', 'TopologyAwareHints: true', '', '1.30', ''],
  ['v1.30.0', 'AllAlpha: true', '', '1.30', ''],
  ['latest', 'SidecarContainers: false', '', '', ''],
  ['latest', 'SidecarContainer: true', 'unknown', '', 'SidecarContainers'],
];
for (const [tag, gates, problem, version, near] of cases) {
  test(`${gates} on ${tag}: ${problem || 'fine'}`, () => {
    const [item] = settings(kind(gates, tag));
    assert.equal([item?.self.problem, item?.self.version, item?.self.nearest], [problem, version, near]);
    assert.match(item?.pointer ?? '', /^\/featureGates\//);
  });
}

test('a gate of all components is judged for the oldest kubelet too', () => {
  const [item] = settings(kind('SidecarContainers: true', 'v1.28.0', 'v1.27.13'));
  assert.equal([item?.self.problem, item?.self.version], ['unknown', '1.27']);
});

const kubelet = `{apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration, featureGates: {SidecarContainers: false}}`;
const stated: [string, string | undefined, string, string][] = [
  ['1.33', undefined, 'locked', '1.33'],
  ['1.33..1.35', undefined, 'locked', '1.33 to 1.35'],
  ['1.32..1.33', undefined, '', '1.32 to 1.33'],
  ['1.33', '1.32', '', '1.32'],
  ['1.33', '1.27', 'unknown', '1.27'],
];
for (const [target, kubeletVersion, problem, version] of stated) {
  test(`--target ${target} --kubelet ${kubeletVersion} stands in for a version the file does not tell`, () => {
    const options = kubeletVersion === undefined ? {} : { kubelet: kubeletVersion };
    const [item] = settings(kubelet, parseTargets(target, options));
    assert.equal([item?.self.problem, item?.self.version], [problem, version]);
  });
}

test('targets nobody stated stand in for nothing', () => {
  assert.is(settings(kubelet)[0]?.self.problem, '');
});

test('flags are text: what is neither true nor false there is another problem', () => {
  const gates = 'A=,SidecarContainers=t,PodLevelResources=yes,ContainerStopSignals';
  const found = settings(
    `{apiVersion: kubeadm.k8s.io/v1beta3, kind: ClusterConfiguration, kubernetesVersion: v1.34.0, apiServer: {extraArgs: {feature-gates: "${gates}"}}}`,
  );
  assert.equal(
    found.map(({ self }) => `${self.gate} ${self.value}: ${self.problem}`),
    [
      'A : unreadable',
      'SidecarContainers t: ',
      'PodLevelResources yes: unreadable',
      'ContainerStopSignals : unreadable',
    ],
  );
  assert.is(found[0]?.pointer, '/apiServer/extraArgs/feature-gates');
});

test('other manifests set no gates', () => {
  assert.equal(
    settings('{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, featureGates: {SidecarContainers: 1}}'),
    [],
  );
});

test.run();
