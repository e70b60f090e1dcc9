import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { buildInventory } from '../../inventory/index.ts';
import type { JsonObject, Manifest } from '../../model/index.ts';
import { workloads } from '../../workload/index.ts';
import { bindingFacts } from './binding-facts.ts';
import { crossNamespaceNames } from './cross-namespace-names.ts';

function manifest(apiVersion: string, kind: string, name: string, namespace: string, spec: JsonObject = {}): Manifest {
  const metadata = namespace === '' ? { name } : { name, namespace };
  const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
  return { object: { apiVersion, kind, metadata, spec }, apiVersion, kind, group, name, namespace };
}

const set = (name: string, reference: string): Manifest =>
  manifest('apps.kruise.io/v1alpha1', 'SidecarSet', name, '', {
    volumes: [{ name: 'v', configMap: { name: reference } }],
  });
const configMap = (name: string): Manifest => manifest('v1', 'ConfigMap', name, 'kube-system');
const alibaba = 'sidecarset.alibabacloud.com/v1alpha1';
const binding = (subjects: JsonObject[], resourceRefs: JsonObject[], namespace = 'kube-system', apiVersion = alibaba) =>
  manifest(apiVersion, 'SidecarSetResourceBinding', 'b', namespace, { subjects, resourceRefs });
const agent = { kind: 'SidecarSet', name: 'agent' };
const settings = { kind: 'ConfigMap', name: 'settings' };

function factsOf(own: Manifest, ...others: Manifest[]) {
  return bindingFacts(own, buildInventory([own, ...others], { complete: true, workloadsOf: workloads }));
}

test('what keeps a binding from granting anything', () => {
  const faults = (own: Manifest) =>
    factsOf(own).bindingFaults.map(({ self, pointer }) => `${self.fault} ${pointer} ${self.found} ${self.wanted}`);
  assert.equal(faults(binding([agent], [settings])), []);
  assert.equal(faults(binding([], [settings])), ['empty /spec/subjects subjects SidecarSet']);
  assert.equal(faults(binding([{ kind: 'SidecarSet' }], [settings])), ['missing /spec/subjects/0 subjects name']);
  assert.equal(faults(binding([agent], [{ kind: 'Configmap', name: 'x' }])), [
    'kind /spec/resourceRefs/0/kind Configmap ConfigMap or Secret',
  ]);
  assert.equal(faults(binding([agent], [{ kind: 'Secret', name: 'kube-system/x' }])), [
    'slash /spec/resourceRefs/0/name kube-system/x x',
  ]);
  assert.equal(faults(binding([agent], [settings], 'a', 'apps.kruise.io/v1alpha1')), [
    `apiVersion /apiVersion apps.kruise.io/v1alpha1 ${alibaba}`,
  ]);
  assert.equal(faults(binding([{ kind: '{{ .kind }}', name: 'x' }], [settings])), []);
});

test('names that lead nowhere, grants that nobody uses', () => {
  const entries = (own: Manifest, ...others: Manifest[]) =>
    factsOf(own, ...others).bindingEntries.map(({ self }) =>
      [self.name, self.exists, self.nearest, self.usedBy, self.usersKnown].join(' '),
    );
  const used = set('agent', 'kube-system/settings');
  assert.equal(entries(binding([agent], [settings]), used, configMap('settings')), [
    'agent true   true',
    'settings true  agent true',
  ]);
  assert.equal(entries(binding([agent], [settings]), set('agents', 'kube-system/other'), configMap('setting')), [
    'agent false agents  false',
    'settings false setting  false',
  ]);
  assert.equal(entries(binding([agent], [settings]), set('agent', 'kube-system/quite-another')), [
    'agent true   true',
    'settings false   true',
  ]);
});

test('the namespace a binding belongs to', () => {
  const self = (own: Manifest, ...others: Manifest[]) => factsOf(own, ...others).bindings[0]?.self;
  const own = binding([agent], [settings], '');
  const kustomization = manifest('kustomize.config.k8s.io/v1beta1', 'Kustomization', '', '');
  kustomization.object.namespace = 'kube-system';
  assert.equal(self(own), { hasNamespace: false, isToldElsewhere: false });
  assert.equal(self(own, set('agent', 'kube-system/settings')), { hasNamespace: false, isToldElsewhere: true });
  assert.equal(self(own, kustomization), { hasNamespace: true, isToldElsewhere: false });
  assert.equal(factsOf(configMap('x')).bindings, []);
});

test('names with a slash, wherever the API takes a name', () => {
  const spec: JsonObject = {
    containers: [
      {
        env: [{ valueFrom: { configMapKeyRef: { name: 'a/b' } } }, { valueFrom: { secretKeyRef: { name: 'plain' } } }],
        envFrom: [{ secretRef: { name: 'a/b' } }],
        image: 'registry/a/b',
      },
    ],
    volumes: [
      { configMap: { name: 'a/b/c' } },
      { secret: { secretName: '/b' } },
      { projected: { sources: [{ secret: { name: 'A/b' } }] } },
      { persistentVolumeClaim: { claimName: '{{ a/b }}' } },
    ],
    imagePullSecrets: [{ name: 'a/b' }],
  };
  const [workload] = workloads(manifest('v1', 'Pod', 'x', '', spec));
  if (workload === undefined) throw new Error('no workload');
  assert.equal(
    crossNamespaceNames(workload).map(({ self, pointer }) => `${self.place} ${self.kind} ${pointer} ${self.problem}`),
    [
      'env ConfigMap /spec/containers/0/env/0/valueFrom/configMapKeyRef/name ',
      'envFrom Secret /spec/containers/0/envFrom/0/secretRef/name ',
      'volume ConfigMap /spec/volumes/0/configMap/name it has more than one slash',
      'volume Secret /spec/volumes/1/secret/secretName the namespace is empty',
      "projected Secret /spec/volumes/2/projected/sources/0/secret/name 'A' is no name of a namespace",
      'imagePullSecrets Secret /spec/imagePullSecrets/0/name ',
    ],
  );
});

test.run();
