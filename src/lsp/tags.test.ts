import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bundledRules } from '../generated/rules.ts';
import { tagOf, withoutEffect } from './tags.ts';

test('every rule of the table exists', () => {
  const ids = new Set<string>(bundledRules.map(({ id }) => id));
  assert.equal(
    withoutEffect.filter((id) => !ids.has(id)),
    [],
  );
});

test('what is dropped or does nothing is faded, a dead end is struck through, all else stays', () => {
  assert.is(tagOf({ ruleId: 'kubernetes/init-container-restart-policy', outcome: 'dropped' }), 'unnecessary');
  assert.is(tagOf({ ruleId: 'source/unused-suppression', outcome: 'advice' }), 'unnecessary');
  assert.is(tagOf({ ruleId: 'leftovers/lifecycle-type-field', outcome: 'unknown-field' }), 'deprecated');
  assert.is(tagOf({ ruleId: 'kubernetes/unknown-field', outcome: 'unknown-field' }), undefined);
});

test.run();
