import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseQuantity } from './quantity.ts';

const one = 1_000_000_000n;

test('decimal, binary and exponent forms', () => {
  assert.is(parseQuantity('250m'), one / 4n);
  assert.is(parseQuantity('1.5Gi'), 3n * 2n ** 29n * one);
  assert.is(parseQuantity(2), 2n * one);
  assert.is(parseQuantity('1e3'), 1000n * one);
  assert.is(parseQuantity('.5'), one / 2n);
  assert.is(parseQuantity('-1k'), -1000n * one);
  assert.is(parseQuantity('1n'), 1n);
});

test('what is finer than a billionth is rounded up', () => {
  assert.is(parseQuantity('0.1n'), 1n);
});

test('other values are no quantities, and none takes long', () => {
  for (const value of ['', '1core', '1 Gi', 'Gi', '1.2.3', true, null, undefined])
    assert.is(parseQuantity(value), undefined);
  assert.is(parseQuantity('9'.repeat(100_000)), undefined);
  assert.ok((parseQuantity('1e999999999') ?? 0n) > 0n);
});

test.run();
