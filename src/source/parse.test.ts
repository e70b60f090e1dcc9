import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { JsonValue } from '../model/index.ts';
import { manifests, parse } from './index.ts';

function values(text: string): (JsonValue | undefined)[] {
  return parse({ uri: 'a.yaml', text }).documents.map(({ value }) => value);
}

function place(text: string, pointer: string, part?: 'key' | 'value' | 'entry'): string {
  const range = parse({ uri: 'a.yaml', text }).documents[0]?.rangeOf(pointer, part);
  return range ? `${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}` : 'none';
}

test('scalars are those of YAML 1.1, not 1.2', () => {
  assert.equal(values('[yes, Off, 0777, 0o17, 0x1F, 1_000, 012, 08, 1.5e3, 2020-01-01, 1:30, ~]'), [
    [true, false, 511, 15, 31, 1000, 10, 8, 1500, '2020-01-01', '1:30', null],
  ]);
});

test('integers keep every digit, up to the range of Go', () => {
  assert.equal(values('[9007199254740993, -9223372036854775808, 18446744073709551615, 18446744073709551616]'), [
    [9007199254740993n, -9223372036854775808n, 18446744073709551615n, 2 ** 64],
  ]);
  assert.equal(values('{"a": 9007199254740993}'), [{ a: 9007199254740993n }]);
});

test('keys become text by the rules of Go', () => {
  assert.equal(values('{on: 1, 0x10: 2, 1e6: 3, 1.50: 4}'), [{ true: 1, '16': 2, '1e+06': 3, '1.5': 4 }]);
});

test('__proto__ is a key like any other', () => {
  for (const text of ['__proto__: {a: 1}\n', '{"__proto__": {"a": 1}}']) {
    const [value] = values(text);
    assert.equal(Object.keys(value as object), ['__proto__']);
    assert.is(Object.getPrototypeOf(value), Object.prototype);
  }
});

test('a merge takes effect where it stands', () => {
  assert.equal(values('a: &a {x: 1, z: 1}\nb: {<<: *a, x: 2}\nc: {x: 2, <<: *a}\n'), [
    { a: { x: 1, z: 1 }, b: { x: 2, z: 1 }, c: { x: 1, z: 1 } },
  ]);
});

test('documents are split before they are read', () => {
  assert.equal(values('---\na: 1\n---\n---\n\n---\nb: [\n--- # c\nc: |\n  ---\n'), [
    { a: 1 },
    null,
    undefined,
    { c: '---\n' },
  ]);
});

test('JSON objects one behind the other are documents, as kubectl reads them', () => {
  const text = '{\n  "a": 1\n}\n{"b": 2}\r\n{"c":\n3}\n';
  const { documents } = parse({ uri: 'a.json', text });
  assert.equal(
    documents.map(({ value, range }) => [value, range.start.line]),
    [
      [{ a: 1 }, 0],
      [{ b: 2 }, 3],
      [{ c: 3 }, 4],
    ],
  );
  assert.equal(documents[2]?.rangeOf('/c')?.start, { line: 5, column: 0 });
  // What is no JSON is YAML, and that ends with its first value.
  assert.equal(
    parse({ uri: 'a', text: '{a: 1}\n{b: 2}\n' }).documents.map(({ value }) => value),
    [{ a: 1 }],
  );
});

test('places are those of the source, behind separators, CRLF and characters of two units', () => {
  const text = '# 😀\r\n---\r\nk: {"😀": [a, b]} # c\r\nempty:\r\n';
  const range = parse({ uri: 'a', text }).documents[1]?.rangeOf('/k/😀/1');
  assert.equal(range, { start: { line: 2, column: 14 }, end: { line: 2, column: 15 } });
});

test('a part is the key, the value or both; without one, the key stands for a value that is not written', () => {
  const text = 'spec:\n  containers:\n    - name: app\n\n# end\nempty:\n';
  assert.is(place(text, '/spec/containers', 'key'), '1:2-1:12');
  assert.is(place(text, '/spec/containers', 'value'), '2:4-2:15');
  assert.is(place(text, '/spec/containers', 'entry'), '1:2-2:15');
  assert.is(place(text, '/spec/containers/0/name'), '2:12-2:15');
  assert.is(place(text, '/empty'), '5:0-5:5');
  assert.is(place(text, '/empty', 'value'), '5:6-5:6');
  assert.is(place(text, '/spec/nothing'), 'none');
});

test('through an alias or a merge, the place is that of the anchor', () => {
  const text = 'base: &base\n  image: a\none: *base\ntwo:\n  <<: *base\n  name: b\n';
  assert.is(place(text, '/one/image'), '1:9-1:10');
  assert.is(place(text, '/two/image', 'key'), '1:2-1:7');
  assert.is(place(text, '/one'), '1:2-1:10');
});

test('of two equal keys, the place is that of the one that counts', () => {
  assert.is(place('a: 1\na: 2\n', '/a'), '1:3-1:4');
  assert.is(place('{"a": 1,\n "a": 2}', '/a'), '1:6-1:7');
});

test('manifests come out of Lists, lists of Lists and arrays, with where they stand', () => {
  const list = (items: JsonValue[]) => ({ apiVersion: 'v1', kind: 'List', items });
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'n' } };
  const text = JSON.stringify([pod, list([pod, list([pod])]), { kind: 1 }, 'x']);
  const found = manifests(parse({ uri: 'a.json', text }));
  assert.equal(
    found.map(({ origin, name, namespace }) => [origin?.base, name, namespace]),
    ['/0', '/1/items/0', '/1/items/1/items/0'].map((base) => [base, 'p', 'n']),
  );
});

test('a kind of its own that ends in List stays an object when it has no items', () => {
  const [found] = manifests(parse({ uri: 'a', text: 'apiVersion: example.org/v1\nkind: AllowList\n' }));
  assert.equal([found?.kind, found?.group], ['AllowList', 'example.org']);
});

test.run();
