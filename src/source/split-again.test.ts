import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { manifests } from './manifests.ts';
import { parse, parseAgain } from './parse.ts';
import { split } from './split.ts';
import { splitAgain } from './split-again.ts';

const line = fc.constantFrom(
  '{"a": 1}',
  '{',
  '}',
  'a: 1',
  'b: 2',
  '---',
  '--- # c',
  '--- x',
  '# c',
  '',
  'kind: A',
  '\r',
  'a: 1\r',
);
const text = fc.array(line, { maxLength: 14 }).map((lines) => lines.join('\n'));
/** A text, and what a hand made of it. */
const edit = fc.tuple(text, text, fc.nat(60), fc.nat(20)).map(([before, put, at, less]) => {
  return { before, after: before.slice(0, at) + put.slice(0, 12) + before.slice(at + less) };
});

test('a text that is cut again is cut as if for the first time', () => {
  fc.assert(
    fc.property(edit, ({ before, after }) => {
      const { head: _, tail: __, ...again } = splitAgain(after, { ...split(before), text: before });
      assert.equal(again, split(after));
    }),
    { numRuns: 3000 },
  );
});

test('documents that are taken over stand where they stand now', () => {
  const shape = (parsed: ReturnType<typeof parse>) => ({
    ...parsed,
    documents: parsed.documents.map((document) => ({ ...document, rangeOf: document.rangeOf('/kind') })),
    origins: manifests(parsed).map(({ origin }) => origin?.document.index),
  });
  fc.assert(
    fc.property(edit, text, ({ before, after }, last) => {
      const first = parseAgain({ uri: 'a', text: before }, undefined);
      const second = parseAgain({ uri: 'a', text: after }, first);
      assert.equal(shape(second), shape(parse({ uri: 'a', text: after })));
      assert.equal(shape(parseAgain({ uri: 'a', text: last }, second)), shape(parse({ uri: 'a', text: last })));
    }),
    { numRuns: 1000 },
  );
});

test('only what lies between the first and the last difference is new', () => {
  const before = 'kind: A\n---\nkind: B\n---\nkind: C\n';
  const first = parseAgain({ uri: 'a', text: before }, undefined);
  const documents = [...first.documents];
  const second = parseAgain({ uri: 'a', text: before.replace('B', 'B\nname: b') }, first);
  assert.is(second.documents[0], documents[0]);
  assert.is.not(second.documents[1], documents[1]);
  assert.is(second.documents[2], documents[2]);
  assert.is(second.documents[2]?.range.start.line, 5);
});

test.run();
