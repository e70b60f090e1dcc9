import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseQuantity, roundToMilli } from './quantity.ts';

const unit = 1_000_000_000n;

test('reads every form exactly', () => {
  for (const [text, nanos] of [
    ['0', 0n],
    ['1', unit],
    ['100m', unit / 10n],
    ['1.5', (unit * 3n) / 2n],
    ['.5', unit / 2n],
    ['1.', unit],
    ['+1', unit],
    ['-1m', -1_000_000n],
    ['1Ki', unit * 1024n],
    ['1.5Gi', (unit * 3n * 2n ** 30n) / 2n],
    ['2e3', unit * 2000n],
    ['1E', unit * 10n ** 18n],
    ['1E2', unit * 100n],
    ['25e-2', unit / 4n],
    ['1n', 1n],
    ['0.1n', 1n],
    ['1u', 1000n],
  ] as const)
    assert.is(parseQuantity(text), nanos, text);
  assert.is(parseQuantity(0.25), unit / 4n);
  assert.is(parseQuantity(2n ** 60n), unit * 2n ** 60n);
});

test('caps what is too large and refuses what is no quantity', () => {
  assert.is(parseQuantity('1e999999999'), (2n ** 63n - 1n) * unit);
  assert.is(parseQuantity('1e-999999999'), 1n);
  assert.is(parseQuantity('9'.repeat(60)), (2n ** 63n - 1n) * unit);
  for (const bad of [
    '',
    '.',
    'm',
    '1 ',
    '1mi',
    '1KI',
    '1x',
    '--1',
    '1e',
    '0x10',
    '1'.repeat(65),
    '{{ .cpu }}',
    null,
    true,
    {},
  ])
    assert.is(parseQuantity(bad), undefined, String(bad));
});

test('rounds up to thousandths', () => {
  assert.is(roundToMilli(100_500_000n), 101_000_000n);
  assert.is(roundToMilli(100_000_000n), 100_000_000n);
});

test('whole numbers and their thousandfold in m are equal', () => {
  fc.assert(fc.property(fc.nat(1_000_000), (n) => parseQuantity(`${n}`) === parseQuantity(`${n}000m`)));
});

test.run();
