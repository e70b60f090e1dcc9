import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { edit } from '../../src/edit/index.ts';
import { pod, testEdits } from './cases.ts';

testEdits([
  {
    does: 'replaces a plain value',
    change: { op: 'replace', pointer: '/spec/restartPolicy', value: 'Never' },
    becomes: pod.replace('Always', 'Never'),
  },
  {
    does: 'keeps double quotes',
    change: { op: 'replace', pointer: '/spec/containers/0/image', value: 'web:2' },
    becomes: pod.replace('"web:1"', '"web:2"'),
  },
  {
    does: 'keeps single quotes',
    change: { op: 'replace', pointer: '/spec/containers/1/image', value: 'logs:2' },
    becomes: pod.replace("'logs:1'", "'logs:2'"),
  },
  {
    does: 'quotes a string that would be read as something else',
    change: { op: 'replace', pointer: '/spec/restartPolicy', value: 'true' },
    becomes: pod.replace(': Always', ': "true"'),
  },
  {
    does: 'adds a member behind another',
    change: { op: 'add', pointer: '/spec/containers/0/restartPolicy', value: 'Always', after: ['image', 'name'] },
    becomes: pod.replace('in a comment\n', 'in a comment\n      restartPolicy: Always\n'),
  },
  {
    does: 'adds a member at the end, behind a text block and in front of blank lines',
    change: { op: 'add', pointer: '/spec/containers/1/restartPolicy', value: 'Always' },
    becomes: pod.replace('        text\n', '        text\n      restartPolicy: Always\n'),
  },
  {
    does: 'makes the mappings on the way',
    change: { op: 'add', pointer: '/metadata/annotations/a~1b', value: 'x: y' },
    becomes: `${pod}metadata:\n  annotations:\n    a/b: "x: y"\n`,
  },
  {
    does: 'removes a member with its comment',
    change: { op: 'remove', pointer: '/spec/containers/0/image' },
    becomes: pod.replace(/ {6}image: "web.*\n/, ''),
  },
  {
    does: 'removes the first member of an item',
    change: { op: 'remove', pointer: '/spec/containers/1/name' },
    becomes: pod.replace('- name: logs\n      image', '- image'),
  },
  {
    does: 'removes an item of a list',
    change: { op: 'remove', pointer: '/spec/containers/0' },
    becomes: pod.replace(/ {4}- name: web[\s\S]*?(?= {4}# ships)/, ''),
  },
  {
    does: 'renames a key',
    change: { op: 'rename', pointer: '/spec/containers/0/args', name: 'command' },
    becomes: pod.replace('args:', 'command:'),
  },
  {
    does: 'moves an item with its comments to a list that is made for it',
    change: { op: 'move', from: '/spec/containers/1', pointer: '/spec/initContainers/-' },
    becomes: `# a pod
spec:
  initContainers:
    # ships logs
    - name: logs
      image: 'logs:1'
      command:
        - tail
        # inner
      note: >-
        folded
        text
  # what must not be lost
  containers:
    - name: web   # the app
      image: "web:1"\t# tab in a comment
      args: ['-c',   'x']

  # behind
  restartPolicy: Always
`,
  },
  {
    does: 'moves an item to a list with other indentation',
    text: 'containers:\n- name: a\n- name: b # c\n  text: |\n    x\n     y\ninitContainers:\n    - name: c\n',
    change: { op: 'move', from: '/containers/1', pointer: '/initContainers/-' },
    becomes:
      'containers:\n- name: a\ninitContainers:\n    - name: c\n    - name: b # c\n      text: |\n        x\n         y\n',
  },
  {
    does: 'moves an item to where only the key of its list is written, with the width of its dash',
    text: 'containers:\n-   name: a\n-   name: b\n    image: c\ninitContainers:   # none yet\nx: 1\n',
    change: { op: 'move', from: '/containers/1', pointer: '/initContainers/-' },
    becomes: 'containers:\n-   name: a\ninitContainers:   # none yet\n-   name: b\n    image: c\nx: 1\n',
  },
  {
    does: 'moves an item to where empty brackets are written',
    text: 'containers:\n  - name: a\n  - name: b\ninitContainers: []\n',
    change: { op: 'move', from: '/containers/1', pointer: '/initContainers/-' },
    becomes: 'containers:\n  - name: a\ninitContainers:\n  - name: b\n',
  },
  {
    does: 'changes an item before it moves it',
    text: 'containers:\n- name: a\n- name: b\n  image: c\n',
    change: [
      { op: 'add', pointer: '/containers/1/restartPolicy', value: 'Always', after: ['image'] },
      { op: 'move', from: '/containers/1', pointer: '/initContainers/-' },
    ],
    becomes: 'initContainers:\n- name: b\n  image: c\n  restartPolicy: Always\ncontainers:\n- name: a\n',
  },
  {
    does: 'moves a member up',
    text: 'a:\n  lifecycle:\n    restartPolicy: Always # c\n    preStop: {}\n  image: x\n',
    change: { op: 'move', from: '/a/lifecycle/restartPolicy', pointer: '/a/restartPolicy' },
    becomes: 'a:\n  lifecycle:\n    preStop: {}\n  image: x\n  restartPolicy: Always # c\n',
  },
  {
    does: 'fills a key without a value',
    text: 'a:   # c\nb: 1\n',
    change: { op: 'replace', pointer: '/a', value: 'x' },
    becomes: 'a: x   # c\nb: 1\n',
  },
  {
    does: 'appends to a list without indentation',
    text: 'env:\n- name: A\n  value: "1"\n# end\n',
    change: { op: 'add', pointer: '/env/-', value: { name: 'B', value: 'true' } },
    becomes: 'env:\n- name: A\n  value: "1"\n- name: B\n  value: "true"\n# end\n',
  },
  {
    does: 'makes a list with the indentation of the others',
    text: 'a:\n- b:\n    c: 1\n',
    change: { op: 'add', pointer: '/a/0/env/-', value: { name: 'B' } },
    becomes: 'a:\n- b:\n    c: 1\n  env:\n  - name: B\n',
  },
  {
    does: 'puts a value into quotes as it is written',
    text: 'a: 0010   # c\n',
    change: { op: 'quote', pointer: '/a' },
    becomes: 'a: "0010"   # c\n',
  },
  {
    does: 'adds a line to a literal text',
    text: 'a: |\n    one\n    two\n\nb: 1\n',
    change: { op: 'replace', pointer: '/a', value: 'one\ntwo\nthree\n' },
    becomes: 'a: |\n    one\n    two\n    three\n\nb: 1\n',
  },
  {
    does: 'takes out a key that a later one hides',
    text: 'a:\n  b: 1 # lost\n  c: 2\n  b: 3\n',
    change: { op: 'remove-hidden', pointer: '/a/b' },
    becomes: 'a:\n  c: 2\n  b: 3\n',
  },
  {
    does: 'takes out all keys that the last one hides, the first of an item too',
    text: '- b:\n    x: 1\n  b: 2\n  b: 3\n',
    change: { op: 'remove-hidden', pointer: '/0/b' },
    becomes: '- b: 3\n',
  },
  {
    does: 'adds a document',
    text: 'a: 1\n# end\n---\nb: 2\n',
    change: { op: 'add-document', value: { c: [3] } },
    becomes: 'a: 1\n# end\n---\nc:\n  - 3\n---\nb: 2\n',
  },
  {
    does: 'adds a document to a text without a line break at its end',
    text: 'a: 1\nb: 2',
    change: { op: 'add-document', value: { c: 3 } },
    becomes: 'a: 1\nb: 2\n---\nc: 3',
  },
  {
    does: 'changes what has an anchor that nobody uses',
    text: 'a: &x\n  b: 1\n',
    change: { op: 'replace', pointer: '/a/b', value: 2 },
    becomes: 'a: &x\n  b: 2\n',
  },
  {
    does: 'adds beside a merge',
    text: 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 1\n',
    change: { op: 'add', pointer: '/c/e', value: 2 },
    becomes: 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 1\n  e: 2\n',
  },
  {
    does: 'edits beside two equal keys',
    text: 'a: 1\na: 2\nb: 1\n',
    change: { op: 'replace', pointer: '/b', value: 3 },
    becomes: 'a: 1\na: 2\nb: 3\n',
  },
  {
    does: 'keeps a text block that holds the blank lines behind it',
    text: 'a:\n  b: |+\n    x\n\n\nc: 1\n',
    change: { op: 'add', pointer: '/a/d', value: 1 },
    becomes: 'a:\n  b: |+\n    x\n\n\n  d: 1\nc: 1\n',
  },
]);

test('edits touch nothing but what they name', () => {
  const change = { op: 'replace', pointer: '/spec/restartPolicy', value: 'Never', document: 0 } as const;
  const result = edit({ uri: 'a.yaml', text: pod }, [change]);
  const range = { start: { line: 18, column: 17 }, end: { line: 18, column: 23 } };
  assert.equal('edits' in result && result.edits, [{ range, newText: 'Never' }]);
});

test('changes several documents at once', () => {
  const text = 'a: 1\n---\n# c\nb: 2\n---\nc: 3\n';
  const result = edit({ uri: 'a.yaml', text }, [
    { op: 'replace', pointer: '/c', value: 4, document: 2 },
    { op: 'add-document', value: { x: 1 }, document: 0 },
    { op: 'rename', pointer: '/b', name: 'd', document: 1 },
  ]);
  assert.is('text' in result && result.text, 'a: 1\n---\nx: 1\n---\n# c\nd: 2\n---\nc: 4\n');
});

test.run();
