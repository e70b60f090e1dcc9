import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { admit } from '../src/admit.ts';
import { type JsonObject, type Manifest, objectAt, type Source } from '../src/model/index.ts';
import { type RenderedPod, renderSources } from '../src/render.ts';
import { manifests, parse, writeYaml } from '../src/source/index.ts';
import { parseTarget } from '../src/target/index.ts';

const corpus = '../shared/corpus/openkruise__';
/** Files with a SidecarSet, and the containers that a pod has after it. */
const corpusSets: readonly [file: string, containers: string][] = [
  [
    'kruise/config/samples/apps_v1alpha1_sidecarset.yaml',
    'init-myservice guestbook-sidecar dynamic-resource-sidecar main',
  ],
  ['kruise/docs/tutorial/v1/guestbook-sidecar.yaml', 'guestbook-sidecar main'],
  ['samples/hotupgrade/config/sidecarset.yaml', 'sidecar-1 sidecar-2 main'],
];

const target = parseTarget('1.33', { kruise: '1.8' });

/** A Deployment whose pods a set takes. */
function deploymentFor(set: Manifest): Source {
  const labels = objectAt(set.object, 'spec', 'selector', 'matchLabels') ?? {};
  const object: JsonObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'registry.example.org/web:1' }] },
      },
    },
  };
  return { uri: 'deployment.yaml', text: writeYaml(object) };
}

const names = ({ pod }: RenderedPod): string[] =>
  ['initContainers', 'containers'].flatMap((list) => {
    const found = objectAt(pod, 'spec')?.[list];
    return Array.isArray(found) ? found.map((container) => String(objectAt({ container }, 'container')?.name)) : [];
  });

for (const [file, containers] of corpusSets) {
  test(`an API server takes what becomes of a pod: ${file}`, () => {
    const path = corpus + file;
    if (!existsSync(path)) {
      console.log(`skipped: ${path} is not there`);
      return;
    }
    const source = { uri: file, text: readFileSync(path, 'utf8') };
    const [set] = manifests(parse(source));
    assert.ok(set);
    const { pods } = renderSources([source, deploymentFor(set)], target);
    const [only, ...others] = pods;
    assert.ok(only);
    assert.is(others.length, 0);
    assert.is(names(only).join(' '), containers);
    // What is printed is what is sent.
    const { allowed, errors } = admit(writeYaml(only.pod), '1.33');
    assert.equal([allowed, errors], [true, []]);
  });
}

test('the order of the files never changes what is rendered', () => {
  const set = (name: string, policy: string): Source => ({
    uri: `${name}.yaml`,
    text: `{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: ${name}}, spec: {selector: {matchLabels: {app: web}}, patchPodMetadata: [{annotations: {owner: ${name}}, patchPolicy: ${policy}}], containers: [{name: ${name}, image: i}]}}`,
  });
  const workload = (kind: string, name: string): Source => ({
    uri: `${name}.yaml`,
    text: `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: ${name}}, spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: i}]}}}}`,
  });
  const files = [
    set('b', 'Retain'),
    set('a', 'Retain'),
    set('c', 'Overwrite'),
    workload('Deployment', 'x'),
    workload('StatefulSet', 'y'),
  ];
  const byName = (order: readonly Source[]): RenderedPod[] =>
    renderSources(order, target).pods.sort((a, b) => (a.workload.name < b.workload.name ? -1 : 1));
  const expected = byName(files);
  assert.equal(
    expected.map(({ dependsOnOrder }) => dependsOnOrder),
    [true, true],
  );
  fc.assert(
    fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
      assert.equal(byName(shuffled), expected);
    }),
    { numRuns: 40 },
  );
});

test('an injected part leads to its line, also in a List', () => {
  const text = `apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: main, image: i}]}}
  - apiVersion: apps.kruise.io/v1alpha1
    kind: SidecarSet
    metadata: {name: logs}
    spec:
      selector: {matchLabels: {app: web}}
      containers:
        - name: side
          image: s
`;
  const [pod] = renderSources([{ uri: 'list.yaml', text }], target).pods;
  const part = pod?.parts.find(({ pointer }) => pointer === '/spec/containers/0');
  assert.equal([part?.uri, part?.line, part?.from], ['list.yaml', 10, '/spec/containers/0']);
});

test.run();
