import { test } from 'uvu';
import { testEdits } from './cases.ts';

testEdits([
  {
    does: 'does not lose a comment when the first member of an item goes',
    text: 'a:\n- b: 1\n  # c\n  d: 2\n',
    change: { op: 'remove', pointer: '/a/0/b' },
    refused: /a comment stands between/,
  },
  {
    does: 'does not rename onto another key',
    change: { op: 'rename', pointer: '/spec/containers/0/name', name: 'image' },
    refused: /is there already/,
  },
  {
    does: 'does not put a block into brackets',
    text: 'containers:\n- name: a\n- name: b\ninitContainers: [{name: c}]\n',
    change: { op: 'move', from: '/containers/0', pointer: '/initContainers/-' },
    refused: /from a block into brackets/,
  },
  {
    does: 'does not edit through an alias',
    text: 'a: &x\n  b: 1\nc: *x\n',
    change: { op: 'replace', pointer: '/c/b', value: 2 },
    refused: /through an alias/,
  },
  {
    does: 'does not change what an alias repeats',
    text: 'a: &x\n  b: 1\nc: *x\n',
    change: { op: 'replace', pointer: '/a/b', value: 2 },
    refused: /used elsewhere/,
  },
  {
    does: 'does not change what is merged',
    text: 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 1\n',
    change: { op: 'replace', pointer: '/c/b', value: 2 },
    refused: /comes from a merge/,
  },
  {
    does: 'does not guess between two equal keys',
    text: 'a: 1\na: 2\nb: 1\n',
    change: { op: 'replace', pointer: '/a', value: 3 },
    refused: /stands twice/,
  },
  {
    does: 'does not edit a template',
    text: 'kind: Pod\nspec:\n  {{- if .a }}\n  b: 1\n  {{- end }}\n',
    change: { op: 'replace', pointer: '/spec/b', value: 3 },
    refused: /Helm template/,
  },
  {
    does: 'does not edit what cannot be read',
    text: 'kind: Pod\na: [1\nb: 1\n',
    change: { op: 'replace', pointer: '/b', value: 3 },
    refused: /cannot be read/,
  },
  {
    does: 'does not edit a folded text',
    text: 'a: >\n  b\n  c\n',
    change: { op: 'replace', pointer: '/a', value: 'b c d\n' },
    refused: /text block/,
  },
]);

test.run();
