import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inventoryOf, manifestOf, manifestsOf } from '../../../test-cases/support/manifests.ts';
import type { FactList, Manifest } from '../../model/index.ts';
import { resolve } from '../../model/index.ts';
import { volumeReferences } from './volume-references.ts';

const set = `
apiVersion: apps.kruise.io/v1alpha1
kind: SidecarSet
metadata:
  name: filebeat-sidecarset
spec:
  selector:
    matchLabels:
      serverless.alibabacloud.com/virtual-node: "true"
  updateStrategy: {type: NotUpdate}
  containers:
    - name: filebeat
      image: busybox
      args: [
        "-c", "/etc/filebeat.yml", # the file of the ConfigMap
        "-e",
      ]
      env:
        - {name: ECI_SIDECAR_CONTAINER, value: "true"}
      volumeMounts:
        - {name: config, mountPath: /etc/filebeat.yml, readOnly: true, subPath: filebeat.yml}
        - {name: stdlog, mountPath: /var/log/std, readOnly: true}
  volumes:
    - name: config
      configMap:
        name: kube-system/filebeat-config
    - name: stdlog
      csi: {driver: stdlogplugin.csi.alibabacloud.com}
`;
const configMap = `
apiVersion: v1
kind: ConfigMap
metadata:
  name: filebeat-config
  namespace: kube-system
  labels: {k8s-app: filebeat}
data:
  filebeat.yml: |-
    output.elasticsearch:
      hosts: ['\${ELASTICSEARCH_HOST:elasticsearch}']
`;
const binding = `
apiVersion: sidecarset.alibabacloud.com/v1alpha1
kind: SidecarSetResourceBinding
metadata:
  name: filebeat-sidecarset-resourcebinding
  namespace: kube-system
  labels:
spec:
  subjects:
    - kind: SidecarSet
      name: filebeat-sidecarset
  resourceRefs:
    - kind: ConfigMap
      name: filebeat-config
`;
const app = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: echo-server}
spec:
  replicas: 1
  template:
    metadata:
      labels: {app: echo-server, alibabacloud.com/eci: "true"}
    spec:
      containers:
        - {name: echo-server, image: hashicorp/http-echo, args: ["-listen=:8080", '-text="hello world"']}
`;

type Reference = FactList<'volumeReferences'>[number];

function references(texts: readonly string[]): Reference[] {
  const found = texts.flatMap((text, index) => manifestsOf(text, `${index}.yaml`));
  return referencesIn(found);
}

function referencesIn(found: readonly Manifest[]): Reference[] {
  const inventory = inventoryOf(found);
  return found.flatMap((manifest) => volumeReferences(manifest, inventory));
}

/** The one reference of the walkthrough, with one text changed. */
function judged(...texts: string[]): Reference {
  const [reference, ...others] = references([configMap, app, ...texts]);
  assert.is(others.length, 0);
  assert.ok(reference);
  return reference;
}

/** The text at the place that the fact points at. */
function pointsAt({ places }: Reference): unknown {
  const { manifest, pointer = '' } = places?.binding ?? {};
  return resolve(manifest?.object, pointer);
}

test('the walkthrough is granted', () => {
  const { self, pointer } = judged(set, binding);
  assert.is(self.cause, '');
  assert.is(pointer, '/spec/volumes/0/configMap/name');
  assert.equal(
    [self.kind, self.namespace, self.name, self.volume],
    ['ConfigMap', 'kube-system', 'filebeat-config', 'config'],
  );
});

test('no binding at all', () => {
  const { self, places } = judged(set);
  assert.equal([self.cause, self.near, self.binding], ['none', false, '']);
  assert.is(places?.binding, undefined);
});

test('a binding in another namespace, or in none', () => {
  const elsewhere = judged(set, binding.replace('namespace: kube-system', 'namespace: default'));
  assert.equal(
    [elsewhere.self.cause, elsewhere.self.near, elsewhere.self.found],
    ['wrong-namespace', true, 'namespace default'],
  );
  assert.is(pointsAt(elsewhere), 'default');
  const nowhere = judged(set, binding.replace('  namespace: kube-system\n', ''));
  assert.equal([nowhere.self.cause, nowhere.self.found], ['wrong-namespace', 'no namespace']);
  assert.is(nowhere.places?.binding?.pointer, '/metadata');
});

test('a binding that names another subject', () => {
  const misspelt = judged(set, binding.replace('name: filebeat-sidecarset\n', 'name: filebeat-sidecarsets\n'));
  assert.equal([misspelt.self.cause, misspelt.self.near], ['subject-missing', true]);
  assert.is(misspelt.self.found, 'SidecarSet filebeat-sidecarsets');
  assert.is(pointsAt(misspelt), 'filebeat-sidecarsets');
  const other = judged(set, binding.replace('name: filebeat-sidecarset\n', 'name: tracing\n'));
  assert.equal([other.self.cause, other.self.near], ['subject-missing', false]);
  const kind = judged(set, binding.replace('kind: SidecarSet\n', 'kind: ServiceAccount\n'));
  assert.equal([kind.self.cause, kind.self.near, pointsAt(kind)], ['subject-missing', true, 'ServiceAccount']);
});

test('a subject one letter away that is a set of its own is no slip', () => {
  const other = set.replace('name: filebeat-sidecarset\n', 'name: filebeat-sidecarset2\n').replace('kube-system/', '');
  const { self } = judged(set, other, binding.replace('name: filebeat-sidecarset\n', 'name: filebeat-sidecarset2\n'));
  assert.equal([self.cause, self.near], ['subject-missing', false]);
});

test('a binding that names another object', () => {
  const kind = judged(set, binding.replace('kind: ConfigMap', 'kind: Secret'));
  assert.equal([kind.self.cause, kind.self.near, kind.self.found], ['ref-missing', true, 'Secret filebeat-config']);
  assert.is(pointsAt(kind), 'Secret');
  const misspelt = judged(set.replace('/filebeat-config', '/filebeat-confg'), binding);
  assert.equal([misspelt.self.cause, misspelt.self.near, misspelt.self.name], ['ref-missing', true, 'filebeat-confg']);
  assert.is(pointsAt(misspelt), 'filebeat-config');
  const other = judged(set, binding.replace('name: filebeat-config', 'name: certificates'));
  assert.equal([other.self.cause, other.self.near], ['ref-missing', false]);
});

test('a binding of the wrong type', () => {
  const { self, places } = judged(set, binding.replace('sidecarset.alibabacloud.com', 'apps.kruise.io'));
  assert.equal([self.cause, self.near], ['wrong-type', true]);
  assert.is(self.found, 'apps.kruise.io/v1alpha1 SidecarSetResourceBinding');
  assert.is(places?.binding?.pointer, '/apiVersion');
  const kind = judged(set, binding.replace('kind: SidecarSetResourceBinding', 'kind: SidecarSetBinding'));
  assert.equal([kind.self.cause, kind.places?.binding?.pointer], ['wrong-type', '/kind']);
});

test('a set that runs in the namespace only needs no binding', () => {
  const limit = (text: string): string => set.replace('spec:\n', `spec:\n  ${text}\n`);
  assert.is(judged(limit('namespace: kube-system')).self.cause, '');
  assert.is(
    judged(limit('namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}')).self.cause,
    '',
  );
  assert.is(judged(limit('namespace: other')).self.cause, 'none');
});

test('a binding elsewhere that another volume needs is no slip', () => {
  const both = set.replace(
    '    - name: stdlog\n',
    '    - {name: more, configMap: {name: logging/filebeat-config}}\n    - name: stdlog\n',
  );
  const found = references([both, binding.replace('namespace: kube-system', 'namespace: logging')]);
  assert.equal(
    found.map(({ self }) => `${self.namespace}: ${self.cause}`),
    ['kube-system: none', 'logging: '],
  );
});

test('secrets count, plain and malformed names do not', () => {
  const volumes = (text: string): string => `${set.slice(0, set.indexOf('  volumes:'))}  volumes: [${text}]\n`;
  assert.equal(
    references([volumes('{name: a, secret: {secretName: vault/token}}')]).map(
      ({ self }) => `${self.kind} ${self.name}`,
    ),
    ['Secret token'],
  );
  for (const name of ['plain', 'a/b/c', '/b', 'a/', 'A/b', 'a b/c', 'a_b/c']) {
    assert.is(references([volumes(`{name: a, configMap: {name: "${name}"}}`)]).length, 0, name);
  }
});

test('the binding to add grants all the set needs there, under a free name', () => {
  const more = set.replace(
    '    - name: stdlog\n',
    '    - {name: s, secret: {secretName: kube-system/token}}\n    - name: stdlog\n',
  );
  const broken = binding.replace('name: filebeat-sidecarset\n', 'name: tracing\n');
  for (const { self } of references([more, broken])) {
    const added = manifestOf(self.wanted);
    assert.is(added.name, 'filebeat-sidecarset-resourcebinding-2');
    assert.is(added.namespace, 'kube-system');
    const after = references([more, broken, self.wanted]);
    assert.equal(
      after.map((reference) => reference.self.cause),
      ['', ''],
    );
  }
});

test('names that YAML would read as something else are quoted', () => {
  const numbered = set.replace('name: filebeat-sidecarset', 'name: "123"').replace('/filebeat-config', '/null');
  const [reference] = references([numbered]);
  assert.match(reference?.self.wanted ?? '', 'name: "123"');
  assert.match(reference?.self.wanted ?? '', 'name: "null"');
  assert.is(references([numbered, reference?.self.wanted ?? ''])[0]?.self.cause, '');
});

test('the order of the files never changes what is said', () => {
  const files = [
    ...manifestsOf(set, 'set.yaml'),
    ...manifestsOf(binding.replace('ConfigMap', 'Secret'), 'a.yaml'),
    ...manifestsOf(binding.replace('name: filebeat-sidecarset\n', 'name: filebeat-sidecarst\n'), 'b.yaml'),
    ...manifestsOf(binding.replace('namespace: kube-system', 'namespace: logging'), 'c.yaml'),
    ...manifestsOf(binding.replace('namespace: kube-system', 'namespace: beats'), 'd.yaml'),
  ];
  const seen = (found: readonly Manifest[]): unknown =>
    referencesIn(found).map(({ self, places }) => [
      self,
      places?.binding?.manifest?.origin?.uri,
      places?.binding?.pointer,
    ]);
  fc.assert(
    fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
      assert.equal(seen(shuffled), seen(files));
    }),
  );
});

test.run();
