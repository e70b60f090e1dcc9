import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { manifestsOf } from '../test-cases/support/manifests.ts';
import { lintText } from './lint.ts';
import { parseTargets } from './target/index.ts';
import { chooseTargets } from './targets.ts';

const files = manifestsOf(
  '{kind: Cluster, apiVersion: kind.x-k8s.io/v1alpha4, nodes: [{image: "kindest/node:v1.28.0"}]}',
  'kind.yaml',
);
const names = (...chosen: Parameters<typeof chooseTargets>): string[] =>
  chooseTargets(...chosen).targets.map(({ name }) => name);

test('a stated target wins over the configuration, the configuration over a file, a file over the default', () => {
  const config = { targets: { production: '1.31' } };
  assert.equal(names(parseTargets('1.30'), config, files), ['1.30']);
  assert.equal(names(undefined, config, files), ['production']);
  assert.equal(names(undefined, {}, files), ['1.28']);
  assert.equal(names(undefined, {}, []), ['1.33', '1.34', '1.35', '1.36', '1.37']);
});

test('the report says which file the target came from, and nothing of files that were not asked', () => {
  assert.is(chooseTargets(undefined, {}, files).assumed, 'target 1.28.0, read from kind.yaml; --target overrides it');
  assert.is(chooseTargets(parseTargets('1.30'), {}, files).assumed, '');
});

test('a platform stated alone is joined to the version of a file', () => {
  const [target] = chooseTargets(parseTargets('', { platform: 'acs', kruise: '1.7' }), {}, files).targets;
  assert.equal([target?.minor, target?.platforms, target?.kruise?.minor], [28, ['acs'], 7]);
});

test('gates or kubelets stated alone are about the default versions', () => {
  assert.is(names(parseTargets('', { kubelet: '1.30' }), {}, files).length, 5);
});

test('a file that tells no version is told of beside the default', () => {
  const silent = manifestsOf('{kind: Cluster, apiVersion: kind.x-k8s.io/v1alpha4}', 'kind.yaml');
  assert.match(
    chooseTargets(undefined, {}, silent).assumed,
    /^no target stated: .*; kind\.yaml: no Kubernetes version/,
  );
});

const pod = `
---
{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {initContainers: [{name: log, image: "log:1", restartPolicy: Always}], containers: [{name: web, image: "web:1"}]}}
`;

/** Where the finding about the old kubelet says the kubelet was read. */
function places(text: string, target = ''): string[] {
  const { findings } = lintText(
    { uri: 'all.yaml', text: text + pod },
    target === '' ? {} : { targets: parseTargets(target) },
  );
  const found = findings.filter(({ ruleId }) => ruleId === 'compatibility/kubelet-too-old');
  return found.flatMap(({ related }) => related.map(({ location }) => location.pointer));
}

test('an old kubelet is shown at its node', () => {
  const node = (name: string, version: string): string =>
    `{apiVersion: v1, kind: Node, metadata: {name: ${name}}, status: {nodeInfo: {kubeletVersion: ${version}}}}`;
  const nodes = `${node('a', 'v1.30.1')}\n---\n${node('b', 'v1.27.4')}`;
  assert.equal(places(nodes, '1.30'), ['/status/nodeInfo/kubeletVersion']);
  assert.equal(places(node('a', 'v1.30.1'), '1.30'), []);
});

test('an old kubelet is shown at its image in a kind file', () => {
  const nodes = '[{image: "kindest/node:v1.30.1"}, {role: worker, image: "kindest/node:v1.27.4"}]';
  const cluster = `{kind: Cluster, apiVersion: kind.x-k8s.io/v1alpha4, nodes: ${nodes}}`;
  assert.equal(places(cluster), ['/nodes/1/image']);
});

test('a kubelet without the feature is shown at the gate of its configuration', () => {
  const kubeadm = '{apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, kubernetesVersion: v1.30.1}';
  const kubelet =
    '{apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration, featureGates: {SidecarContainers: false}}';
  assert.equal(places(`${kubeadm}\n---\n${kubelet}`), ['/featureGates/SidecarContainers']);
});

test.run();
