import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { labelsOf } from './labels.ts';
import { selectorMatches, selectorProblems } from './selectors.ts';

const web = labelsOf({ app: 'web', tier: 'a' });

test('no selector selects nothing, an empty one everything', () => {
  assert.is(selectorMatches(undefined, web), false);
  assert.is(selectorMatches(null, web), false);
  assert.is(selectorMatches({}, web), true);
});

test('all terms have to hold', () => {
  assert.is(selectorMatches({ matchLabels: { app: 'web' } }, web), true);
  assert.is(selectorMatches({ matchLabels: { app: 'web', tier: 'b' } }, web), false);
});

test('operators follow the API machinery', () => {
  const select = (key: string, operator: string, values?: string[]): boolean =>
    selectorMatches({ matchExpressions: [{ key, operator, ...(values && { values }) }] }, web);
  assert.is(select('app', 'In', ['api', 'web']), true);
  assert.is(select('absent', 'In', ['web']), false);
  assert.is(select('app', 'NotIn', ['web']), false);
  assert.is(select('absent', 'NotIn', ['web']), true);
  assert.is(select('app', 'Exists'), true);
  assert.is(select('absent', 'DoesNotExist'), true);
  assert.is(select('app', 'DoesNotExist'), false);
});

test('a malformed selector selects nothing', () => {
  assert.is(selectorMatches({ matchExpressions: [{ key: 'absent', operator: 'notin', values: ['x'] }] }, web), false);
  assert.is(selectorMatches({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['-bad-'] }] }, web), false);
});

test('problems carry reason and path as the API machinery gives them', () => {
  const problems = selectorProblems(
    {
      matchLabels: { app: '-web', '': 'x' },
      matchExpressions: [
        { key: 'app', operator: 'In' },
        { key: 'app', operator: 'Exists', values: ['x'] },
        { key: 'a b', operator: 'Like', values: ['_'] },
      ],
    },
    'spec.selector',
  ).map(({ reason, field }) => `${reason} ${field}`);
  assert.equal(problems, [
    'FieldValueInvalid spec.selector.matchLabels',
    'FieldValueInvalid spec.selector.matchLabels',
    'FieldValueInvalid spec.selector.matchLabels',
    'FieldValueRequired spec.selector.matchExpressions[0].values',
    'FieldValueForbidden spec.selector.matchExpressions[1].values',
    'FieldValueInvalid spec.selector.matchExpressions[2].operator',
    'FieldValueInvalid spec.selector.matchExpressions[2].key',
    'FieldValueInvalid spec.selector.matchExpressions[2].values[0]',
  ]);
});

test('old libraries leave the values of expressions unchecked', () => {
  const selector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['-'] }] };
  assert.is(selectorProblems(selector, 's', { expressionValues: false }).length, 0);
  assert.is(selectorProblems(selector, 's').length, 1);
});

test('In and NotIn, Exists and DoesNotExist are opposites for every label', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'app', 'x1');
  fc.assert(
    fc.property(word, fc.array(word, { minLength: 1 }), fc.dictionary(word, word), (key, values, labels) => {
      const holds = (operator: string, list?: string[]): boolean =>
        selectorMatches({ matchExpressions: [{ key, operator, ...(list && { values: list }) }] }, labelsOf(labels));
      assert.is(holds('In', values), !holds('NotIn', values));
      assert.is(holds('Exists'), !holds('DoesNotExist'));
    }),
  );
});

test('labels named like members of Object.prototype are labels like any other', () => {
  assert.is(selectorMatches({ matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, labelsOf({})), false);
  assert.is(selectorMatches({ matchLabels: { constructor: 'x' } }, labelsOf({ constructor: 'x' })), true);
});

test.run();
