import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Band, Outcome, Severity } from '../model/index.ts';
import { stripText } from './strip.ts';

const band = (outcome: Outcome, severity: Severity, ...targets: string[]): Band => ({ targets, outcome, severity });
const strip = (targets: string[], ...bands: Band[]): string => stripText({ bands, severity: 'error' }, targets);

test('neighbours with the same fate are one range, the last one stays open', () => {
  assert.is(
    strip(
      ['1.28', '1.29', '1.30', '1.31', '1.32'],
      band('dropped', 'error', '1.28'),
      band('rejected', 'error', '1.29', '1.30'),
    ),
    '1.28 dropped · 1.29–1.30 rejected · 1.31+ ok',
  );
});

test('a gap in the minors is no range', () => {
  assert.is(strip(['1.28', '1.30', '1.31'], band('rejected', 'error', '1.28', '1.30', '1.31')), '1.28, 1.30+ rejected');
});

test('all targets alike are named from first to last', () => {
  assert.is(strip(['1.33', '1.34'], band('risk', 'error', '1.33', '1.34')), '1.33–1.34 risk');
  assert.is(strip(['1.33'], band('risk', 'error', '1.33')), '1.33 risk');
});

test('patches and names stand for themselves', () => {
  assert.is(
    strip(['1.28.1', '1.29', 'prod'], band('dropped', 'warning', '1.28.1', '1.29', 'prod')),
    '1.28.1, 1.29, prod dropped (warning)',
  );
});

test('the same outcome with another severity is another segment', () => {
  assert.is(
    strip(['1.28', '1.29'], band('risk', 'error', '1.28'), band('risk', 'warning', '1.29')),
    '1.28 risk · 1.29 risk (warning)',
  );
});

test('without bands there is no strip', () => {
  assert.is(strip(['1.33']), '');
});

test.run();
