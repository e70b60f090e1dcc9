import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { manifestsOf } from '../../test-cases/support/manifests.ts';
import { parseTarget } from '../target/index.ts';
import { formatDot, formatGraph, formatMermaid, sidecarGraph } from './index.ts';

const target = parseTarget('1.33', { kruise: '1.8', platform: 'kubernetes' });

const set = (name: string, rest = ''): string => `
apiVersion: apps.kruise.io/v1alpha1
kind: SidecarSet
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: web}}
  containers: [{name: agent, image: agent}]
  ${rest}
`;
const volume = 'volumes: [{name: config, configMap: {name: ops/settings}}]';
const pod = (name: string, labels: string): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {${labels}}}
spec: {containers: [{name: main, image: main}]}
`;
const binding = (subject: string, ref: string, head = 'namespace: ops'): string => `
apiVersion: sidecarset.alibabacloud.com/v1alpha1
kind: SidecarSetResourceBinding
metadata: {name: grant, ${head}}
spec:
  subjects: [{kind: SidecarSet, name: ${subject}}]
  resourceRefs: [{kind: ConfigMap, name: ${ref}}]
`;
const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: ops}\n';

/** 'mark from → to: label, note' of every edge. */
function edges(...texts: string[]): string[] {
  const { edges: found } = sidecarGraph(manifestsOf(texts.join('---\n')), target);
  return found.map(({ from, to, label, mark, note }) => `${mark} ${from.name} → ${to.name}: ${label}, ${note}`);
}

const grant = 'SidecarSetResourceBinding ops/grant';

test('everything is there', () => {
  assert.equal(edges(set('logs', volume), pod('web', 'app: web'), binding('logs', 'settings'), settings), [
    `present SidecarSet logs → ConfigMap ops/settings: volume config, granted by ${grant}`,
    'present SidecarSet logs → Pod shop/web: injects agent, ',
    `present ${grant} → SidecarSet logs: subject, `,
    `present ${grant} → ConfigMap ops/settings: resourceRef, `,
  ]);
});

const references: readonly [name: string, texts: string[], words: string][] = [
  ['no binding', [], 'missing volume config, no SidecarSetResourceBinding in ops grants it'],
  [
    'a binding in another namespace',
    [binding('logs', 'settings', 'namespace: shop')],
    'missing volume config, no binding grants it, SidecarSetResourceBinding shop/grant has namespace shop',
  ],
  [
    'a binding for another set',
    [binding('logz', 'settings')],
    `missing volume config, no binding grants it, ${grant} has the subject SidecarSet logz`,
  ],
  [
    'a binding of another object',
    [binding('logs', 'setings')],
    `missing volume config, no binding grants it, ${grant} names ConfigMap setings`,
  ],
  [
    'a binding of another version',
    [binding('logs', 'settings').replace('v1alpha1', 'v1')],
    `missing volume config, no binding grants it, ${grant} is of type sidecarset.alibabacloud.com/v1 SidecarSetResourceBinding`,
  ],
];

for (const [name, texts, words] of references) {
  test(`a reference and ${name}`, () => {
    const found = sidecarGraph(manifestsOf([set('logs', volume), settings, ...texts].join('---\n')), target).edges;
    const edge = found.find(({ label }) => label === 'volume config');
    assert.is(`${edge?.mark} ${edge?.label}, ${edge?.note}`, words);
  });
}

test('a set that is limited to the namespace needs no binding', () => {
  const [edge] = edges(set('logs', `namespace: ops\n  ${volume}`), settings);
  assert.is(
    edge,
    'present SidecarSet logs → ConfigMap ops/settings: volume config, no binding needed, all pods of the set are in ops',
  );
});

test('a binding that names what is not in the input', () => {
  const { nodes, edges: found } = sidecarGraph(manifestsOf(binding('logs', 'settings')), target);
  assert.equal(
    found.map(({ mark }) => mark),
    ['missing', 'missing'],
  );
  assert.equal(
    nodes.flatMap(({ absent, name }) => (absent ? [name] : [])),
    ['SidecarSet logs', 'ConfigMap ops/settings'],
  );
});

test('a set that takes nothing says why, where files tell', () => {
  const nothing = 'missing SidecarSet logs → no workload of the input: injects into,';
  assert.equal(edges(set('logs'), pod('web', 'app: shop')), [`${nothing} `]);
  assert.equal(edges(set('logs', 'injectionStrategy: {paused: true}'), pod('web', 'app: web')), [
    `${nothing} its injection is paused`,
  ]);
});

test('a set in two files is one; what one of them takes is taken', () => {
  assert.equal(edges(set('logs').replace('app: web', 'app: shop'), set('logs'), pod('web', 'app: web')), [
    'present SidecarSet logs → Pod shop/web: injects agent, ',
  ]);
});

test('a namespace without a manifest leaves it open', () => {
  const [edge] = edges(set('logs', 'namespaceSelector: {matchLabels: {team: a}}'), pod('web', 'app: web'));
  assert.match(edge ?? '', /^undecided SidecarSet logs → Pod shop\/web/);
});

test('the order of the files changes nothing', () => {
  const files = [
    ...manifestsOf(set('logs', volume), 'a.yaml'),
    ...manifestsOf(set('logs').replace('name: agent', 'name: other'), 'b.yaml'),
    ...manifestsOf(set('idle').replace('app: web', 'app: none'), 'c.yaml'),
    ...manifestsOf(pod('web', 'app: web'), 'd.yaml'),
    ...manifestsOf(pod('web', 'app: web'), 'e.yaml'),
    ...manifestsOf(pod('lone', 'app: lone'), 'f.yaml'),
    ...manifestsOf(binding('logs', 'settings'), 'g.yaml'),
    ...manifestsOf(binding('logz', 'settings').replace('v1alpha1', 'v1'), 'h.yaml'),
  ];
  const texts = (found: typeof files): string[] => {
    const graph = sidecarGraph(found, target);
    return [formatGraph(graph), formatMermaid(graph), formatDot(graph)];
  };
  fc.assert(
    fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
      assert.equal(texts(shuffled), texts(files));
    }),
  );
});

test('no name leaves its label, whatever it is', () => {
  const hostile = fc.string({ unit: 'binary', minLength: 1 });
  const signs = fc.string({ unit: fc.constantFrom(...'"\\#;`<>&%|[](){}:\n-a'), minLength: 1 });
  fc.assert(
    fc.property(fc.oneof(hostile, signs), (name) => {
      const found = sidecarGraph(
        manifestsOf(`${set('logs')}---\n${pod('web', 'app: web')}`).map((manifest) => ({ ...manifest, name })),
        target,
      );
      const label = '"(?:[\\p{L}\\p{M}\\p{N} .,/-]|#\\d+;)*"';
      const mermaid = new RegExp(
        `^flowchart LR\\n  n1\\[${label}\\]\\n  n2\\(\\[${label}\\]\\)\\n  n1 -->\\|${label}\\| n2\\n$`,
        'u',
      );
      assert.match(formatMermaid(found), mermaid);
      const text = '"(?:[^"\\\\\\n\\r]|\\\\["\\\\])*"';
      const dot = new RegExp(
        `^digraph sidecars \\{\\n  rankdir=LR;\\n  n1 \\[shape=box, label=${text}\\];\\n  n2 \\[shape=oval, label=${text}\\];\\n  n1 -> n2 \\[label=${text}\\];\\n\\}\\n$`,
        'u',
      );
      assert.match(formatDot(found), dot);
      assert.is(formatGraph(found).split('\n').length, 5);
    }),
  );
});

test.run();
