import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { objectAt } from '../model/index.ts';
import { readJson } from './json-text.ts';

test('values are those of JSON', () => {
  const text = ' {"a": [1, -2.5e1, true, null, "x\\u00e9\\n"], "b": {}, "c": []} ';
  assert.equal(readJson(text).value, JSON.parse(text));
});

test('integers keep every digit, and floats are remembered', () => {
  const { value, floats } = readJson('{"a": 9223372036854775807, "b": [1.0, 1.5, 1e2, 1]}');
  assert.is((value as { a: bigint }).a, 9223372036854775807n);
  assert.equal([...floats], ['/b/0', '/b/2']);
});

test('of two members the last counts, objects and items of lists are merged', () => {
  const { value, duplicates } = readJson('{"a": {"x": 1}, "b": [{"x": 1}, 2], "a": {"y": 2}, "b": [{"y": 3}]}');
  assert.equal(value, { a: { x: 1, y: 2 }, b: [{ x: 1, y: 3 }] });
  assert.equal([...duplicates], ['/a', '/b']);
});

test('names of prototypes are names', () => {
  const { value } = readJson('{"__proto__": {"x": 1}}');
  assert.equal(Object.keys(value as object), ['__proto__']);
  assert.is(({} as { x?: number }).x, undefined);
});

for (const text of [
  '',
  '{',
  '{"a"}',
  '{"a":1,}',
  '[1,]',
  '01',
  '+1',
  '.5',
  "'a'",
  '"a',
  '"\u0001"',
  '"\\x"',
  'nul',
  '1 2',
  '{"a":1 "b":2}',
]) {
  test(`refused: ${JSON.stringify(text)}`, () => {
    assert.throws(
      () => readJson(text),
      (error: Error) => error instanceof SyntaxError && /character \d+/.test(error.message),
    );
  });
}

test('depth is bounded', () => {
  assert.throws(() => readJson('['.repeat(100_000)), /nesting/);
});

test('a name given twenty thousand times is read in the time of its text', () => {
  const members = Array.from({ length: 20_000 }, (_, index) => `"labels":{"k${index}":{"__proto__":1}}`);
  const begin = performance.now();
  const { value, duplicates } = readJson(`{${members.join()}}`);
  assert.ok(performance.now() - begin < 5000);
  assert.is(Object.keys(objectAt(value, 'labels') ?? {}).length, 20_000);
  assert.equal([...duplicates], ['/labels']);
});

test.run();
