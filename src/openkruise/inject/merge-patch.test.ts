import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { mergePatchText } from './merge-patch.ts';
import { Denied } from './types.ts';

test('members are merged, nulls delete, keys are sorted', () => {
  assert.is(
    mergePatchText('{"b": 1, "a": {"x": 1, "y": 2}}', '{"a": {"y": null, "z": 3}, "c": true}'),
    '{"a":{"x":1,"z":3},"b":1,"c":true}',
  );
});

test('numbers keep their digits, and <, > and & are escaped', () => {
  assert.is(
    mergePatchText('{"n": 1.0, "m": 12345678901234567890}', '{"t": "a<b>&c"}'),
    '{"m":12345678901234567890,"n":1.0,"t":"a\\u003cb\\u003e\\u0026c"}',
  );
});

test('what is no object gives way', () => {
  assert.is(mergePatchText('[1]', '{"b": 1, "a": null}'), '{"b":1}');
  assert.is(mergePatchText('"text"', '{"a": 1}'), '{"a":1}');
  assert.is(mergePatchText('{"a": 1}', '[1, 2]'), '[1,2]');
});

test('scalars and broken text refuse the pod', () => {
  for (const [existing, patch] of [
    ['{"a": 1}', '1'],
    ['{"a": 1}', 'null'],
    ['null', '{"a": 1}'],
    ['{', '{"a": 1}'],
    ['{"a": 1}', 'a: 1'],
    [`${'['.repeat(5000)}${']'.repeat(5000)}`, '{"a": 1}'],
  ] as const) {
    assert.throws(
      () => mergePatchText(existing, patch),
      (error: unknown) => error instanceof Denied,
      patch,
    );
  }
});

/** RFC 7396 on values, to compare with. */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof target === 'object' && target !== null && !Array.isArray(target);
  const result = new Map(Object.entries(isObject ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, merged(result.get(key), value));
  }
  return Object.fromEntries(result);
}

test('agrees with RFC 7396 on every pair of objects', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const object = fc.dictionary(fc.string({ maxLength: 3 }), value);
  fc.assert(
    fc.property(object, object, (target, patch) => {
      const expected = JSON.parse(JSON.stringify(merged(target, patch)));
      assert.equal(JSON.parse(mergePatchText(JSON.stringify(target), JSON.stringify(patch, null, 1))), expected);
    }),
  );
});

test.run();
