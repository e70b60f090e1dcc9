import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { manifestsOf } from '../../../test-cases/support/manifests.ts';
import { type FileTargets, targetFromFiles } from './target.ts';

/** Each text is a file of its own: a.yaml, b.yaml, … */
function read(...texts: string[]): FileTargets {
  const uris = ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml', 'e.yaml'];
  return targetFromFiles(texts.flatMap((text, index) => manifestsOf(text, uris[index])));
}

const kind = (rest: string): string => `{kind: Cluster, apiVersion: kind.x-k8s.io/v1alpha4, ${rest}}`;
const node = (tag: string, role = 'control-plane'): string => `{role: ${role}, image: "kindest/node:${tag}"}`;
const gateOn = 'featureGates: {SidecarContainers: true}';
const kubelets = (value: string, gate = 'SidecarContainers'): string =>
  `{apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration, featureGates: {${gate}: ${value}}}`;
const kubeadm = (rest: string, api = 'v1beta4'): string =>
  `{apiVersion: kubeadm.k8s.io/${api}, kind: ClusterConfiguration, ${rest}}`;

test('a kind cluster tells server, oldest kubelet and gates of all components', () => {
  const { targets, notes } = read(
    kind(`${gateOn}, nodes: [${node('v1.31.2@sha256:abc')}, ${node('v1.28.0', 'worker')}]`),
  );
  assert.equal(targets, [
    {
      name: '1.31',
      minor: 31,
      patch: 2,
      gates: { SidecarContainers: true },
      kubelet: { minor: 28, patch: 0, gates: { SidecarContainers: true } },
      platforms: ['unknown'],
      components: {},
      origin: 'file',
      uri: 'a.yaml',
    },
  ]);
  assert.equal(notes, [
    'target 1.31.2 with SidecarContainers=true, oldest kubelet 1.28.0, read from a.yaml; --target overrides it',
  ]);
});

test('the oldest of several API servers counts', () => {
  const { targets } = read(kind(`nodes: [${node('v1.30.2')}, ${node('v1.30.1')}, ${node('v1.29.0')}]`));
  assert.is(targets[0]?.name, '1.29');
});

const silent = [
  'nodes: []',
  'nodes: [{role: control-plane}]',
  'nodes: [{image: "kindest/node@sha256:abc"}]',
  'nodes: [{image: "corp/node:v1.28.0"}]',
  'nodes: [{image: "corp/kindest/node:v1.28.0"}]',
  'nodes: [{image: "busybox:1.28"}]',
  'nodes: [{role: worker, image: "kindest/node:v1.28.0"}]',
  `nodes: [${node('latest')}]`,
  'nodes: 7',
];
for (const rest of silent) {
  test(`what a kind file does not say is not guessed: ${rest}`, () => {
    assert.equal(read(kind(rest)), {
      targets: [],
      notes: ['a.yaml: no Kubernetes version can be read there, name it with --target'],
    });
  });
}

test('a worker without a version leaves the oldest kubelet open', () => {
  const { targets } = read(kind(`nodes: [${node('v1.31.0')}, {role: worker}]`));
  assert.is(targets[0]?.kubelet, undefined);
});

test('a version nobody knows is no target', () => {
  const { targets, notes } = read(kind(`nodes: [${node('v1.99.0')}]`));
  assert.equal(targets, []);
  assert.match(notes.join(), /a\.yaml: .*1\.18 to 1\.37/);
});

test('impossible and unreadable gates switch nothing', () => {
  const gates = 'featureGates: {SidecarContainers: false, SidecarContainer: true, __proto__: true, AllAlpha: "true"}';
  const { targets } = read(kind(`${gates}, nodes: [${node('v1.33.0')}]`));
  assert.equal({ ...targets[0]?.gates }, {});
});

test('gates in patches are not read, and the report says so', () => {
  const patches = 'kubeadmConfigPatches: ["apiServer: {extraArgs: {feature-gates: SidecarContainers=true}}"]';
  const { targets, notes } = read(kind(`nodes: [{image: "kindest/node:v1.28.0", ${patches}}]`));
  assert.equal(targets[0]?.gates, {});
  assert.match(notes.join(), /a\.yaml: gates in kubeadmConfigPatches are not read/);
  assert.is(
    read(kind(`kubeadmConfigPatches: ["kind: InitConfiguration"], nodes: [${node('v1.28.0')}]`)).notes.length,
    1,
  );
});

const apart: [string, string, RegExp][] = [
  [
    `nodes: [${node('v1.28.0')}]`,
    `nodes: [${node('v1.29.0')}]`,
    /a\.yaml says 1\.28\.0, b\.yaml says 1\.29\.0: .*--target/,
  ],
  [
    `nodes: [${node('v1.28.0')}]`,
    `${gateOn}, nodes: [${node('v1.28.0')}]`,
    /b\.yaml says 1\.28\.0 with SidecarContainers=true/,
  ],
  [
    `nodes: [${node('v1.30.0')}]`,
    `nodes: [${node('v1.30.0')}, ${node('v1.27.3', 'worker')}]`,
    /oldest kubelet 1\.27\.3/,
  ],
];
for (const [one, other, message] of apart) {
  test(`two clusters are a question: ${message.source}`, () => {
    const { targets, notes } = read(kind(one), kind(other));
    assert.equal(targets, []);
    assert.match(notes.join(), message);
    assert.is(read(kind(one), kind(one)).targets.length, 1);
  });
}

test('many files without a version are one sentence', () => {
  const { notes } = read(...Array.from({ length: 5 }, () => kind('nodes: []')));
  assert.equal(notes, [
    'a.yaml, b.yaml, c.yaml and 2 more: no Kubernetes version can be read there, name it with --target',
  ]);
});

const flags = [
  ['v1beta3', '{feature-gates: "SidecarContainers=true,Other=false"}'],
  ['v1beta4', '[{name: v, value: "2"}, {name: feature-gates, value: " SidecarContainers = true , Other=false"}]'],
] as const;
for (const [api, args] of flags) {
  test(`kubeadm ${api} tells version and gates of the API server`, () => {
    const { targets } = read(kubeadm(`kubernetesVersion: v1.28.3, apiServer: {extraArgs: ${args}}`, api));
    const [target] = targets;
    assert.equal(
      [target?.minor, target?.patch, target?.gates, target?.kubelet],
      [28, 3, { SidecarContainers: true }, undefined],
    );
  });
}

test("kubeadm's own gates and labels of releases are no gates and no versions", () => {
  assert.equal(
    read(kubeadm('kubernetesVersion: v1.28.3, featureGates: {SidecarContainers: true}')).targets[0]?.gates,
    {},
  );
  assert.is(read(kubeadm('kubernetesVersion: stable-1.30')).targets[0]?.minor, 30);
  assert.equal(read(kubeadm('kubernetesVersion: stable')).targets, []);
});

test('a kubelet configuration gives the gates of the kubelets, and is no cluster alone', () => {
  const { targets, notes } = read(kubeadm('kubernetesVersion: v1.30.1'), kubelets('false'));
  assert.equal(targets[0]?.kubelet, { minor: 30, patch: 1, gates: { SidecarContainers: false } });
  assert.match(notes.join(), /target 1\.30\.1, kubelets with SidecarContainers=false, read from a\.yaml/);
  assert.equal(read(kubelets('false')), { targets: [], notes: [] });
});

test('kubelet configurations that disagree are a question only about gates of ours', () => {
  const server = kubeadm('kubernetesVersion: v1.30.1');
  const { targets, notes } = read(server, kubelets('false'), kubelets('true'));
  assert.equal(targets, []);
  assert.match(notes.join(), /b\.yaml sets SidecarContainers to false, c\.yaml to true/);
  const others = read(server, kubelets('false', 'MemoryQoS'), kubelets('true', 'MemoryQoS'));
  assert.is(others.targets.length, 1);
});

const pod = (image: string, words: string, namespace = 'kube-system'): string =>
  `{apiVersion: v1, kind: Pod, metadata: {name: server, namespace: ${namespace}}, spec: {containers: [{name: s, image: "${image}", command: ${words}}]}}`;
const server = 'registry.k8s.io/kube-apiserver:v1.29.1';
const off = '--feature-gates=SidecarContainers=false';

test('the static pod of an API server tells version and gates', () => {
  for (const words of [`[kube-apiserver, ${off}]`, '[kube-apiserver, --feature-gates, SidecarContainers=false]']) {
    const { targets } = read(pod(server, words));
    assert.equal([targets[0]?.minor, targets[0]?.patch, targets[0]?.gates], [29, 1, { SidecarContainers: false }]);
  }
});

test('other pods tell nothing', () => {
  const none = { targets: [], notes: [] };
  assert.equal(read(pod('busybox:1.28', `[sh, ${off}]`)), none);
  assert.equal(read(pod(server, '[kube-apiserver]', 'team-a')), none);
  assert.equal(read(pod('registry.k8s.io/kops/kube-apiserver-healthcheck:1.28.0', '[health]')), none);
});

test.run();
