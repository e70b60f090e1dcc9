import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { query } from './jsonpath.ts';
import { JsonPathError, parseJsonPath, singlePlace } from './jsonpath-grammar.ts';

test('parses names, positions, wildcards and descent', () => {
  assert.equal(parseJsonPath("$.a['b/c'][0][*]..d"), [
    { kind: 'name', name: 'a' },
    { kind: 'name', name: 'b/c' },
    { kind: 'index', index: 0 },
    { kind: 'any' },
    { kind: 'descend' },
    { kind: 'name', name: 'd' },
  ]);
});

for (const [path, offset] of [
  ['containers', 0],
  ['$.containers[', 12],
  ['$.containers[?(@.name)]', 12],
  ['$.a..', 5],
  ['$.a.', 4],
  ['$.a b', 3],
] as const) {
  test(`refuses ${path}`, () => {
    try {
      parseJsonPath(path);
    } catch (error) {
      assert.instance(error, JsonPathError);
      assert.is((error as JsonPathError).offset, offset);
      return;
    }
    assert.unreachable();
  });
}

test('singlePlace is undefined for a path that can name several places', () => {
  assert.equal(singlePlace(parseJsonPath('$.a[1]')), ['a', '1']);
  assert.is(singlePlace(parseJsonPath('$.a[*]')), undefined);
});

test('query gives values with pointers, escaped, and runs no script', () => {
  const object = { a: { 'x/y': [{ n: 1 }, { n: 2 }] } };
  assert.equal(query("$.a['x/y'][*].n", object), [
    { value: 1, pointer: '/a/x~1y/0/n' },
    { value: 2, pointer: '/a/x~1y/1/n' },
  ]);
});

test.run();
