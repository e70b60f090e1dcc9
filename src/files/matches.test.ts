import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { pathMatcher } from './matches.ts';

test('patterns match as in .gitignore', () => {
  const matches = pathMatcher();
  assert.is(matches('legacy/', 'deploy/legacy/a.yaml'), true);
  assert.is(matches('/legacy/', 'deploy/legacy/a.yaml'), false);
  assert.is(matches('*.gen.yaml', 'deploy/a.gen.yaml'), true);
  assert.is(matches('a.yaml', 'b.yaml'), false);
});

test('standard input and paths outside are no error', () => {
  const matches = pathMatcher();
  assert.is(matches('a.yaml', '../a.yaml'), false);
  assert.is(matches('a.yaml', '/a.yaml'), false);
  assert.is(matches('a.yaml', '-'), false);
  assert.is(matches('a.yaml', ''), false);
});

test.run();
