import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { schemaCompiler } from './index.ts';

test('every pattern of a schema is its own', () => {
  const accepts = schemaCompiler()({
    type: 'object',
    properties: { a: { type: 'string', pattern: '^a+$' }, b: { type: 'string', pattern: '^b+$' } },
  });
  assert.ok(accepts({ a: 'aa', b: 'bb' }));
  assert.not.ok(accepts({ a: 'aa', b: 'aa' }));
  assert.not.ok(accepts({ a: 'bb' }));
});

test('a pattern that lets other engines run for ever ends', () => {
  const accepts = schemaCompiler()({ type: 'string', pattern: '^(a+)+$' });
  assert.not.ok(accepts(`${'a'.repeat(5000)}!`));
});

test('references to other documents are refused', () => {
  assert.throws(() => schemaCompiler()({ $ref: 'https://example.com/schema.json' }));
});

test.run();
