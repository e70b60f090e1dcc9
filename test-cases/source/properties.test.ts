/** What must hold for every text: both notations read alike, a pointer's range is its text, and nothing makes the reader throw. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isObject, type JsonValue, join, lastSegment, type Position, type Range } from '../../src/model/index.ts';
import { parse } from '../../src/source/index.ts';
import { canonical } from '../conformance/json.ts';

// JSON text has no -0, so neither have these values.
const json = fc.json({ maxDepth: 4 }).map((text): JsonValue => JSON.parse(text));
const object = fc.dictionary(fc.string(), json, { maxKeys: 5 });

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Block style, so that indentation matters; `pad` is that of the line. */
function yamlOf(value: JsonValue, pad: string): string {
  const inner = (item: JsonValue) => {
    const nested = typeof item === 'object' && item !== null && Object.keys(item).length > 0;
    return nested ? `\n${pad}  ${yamlOf(item, `${pad}  `)}` : ` ${yamlOf(item, '')}`;
  };
  if (Array.isArray(value) && value.length > 0) return value.map((item) => `-${inner(item)}`).join(`\n${pad}`);
  if (isObject(value) && Object.keys(value).length > 0)
    return Object.entries(value)
      .map(([key, item]) => `${quoted(key)}:${inner(item)}`)
      .join(`\n${pad}`);
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}

function read(text: string): JsonValue | undefined {
  return parse({ uri: 'a', text }).documents.at(-1)?.value;
}

function same(actual: JsonValue | undefined, expected: JsonValue, text: string): void {
  assert.ok(
    actual !== undefined,
    `refused: ${JSON.stringify(parse({ uri: 'a', text }).documents.at(-1)?.problems)}\n${text}`,
  );
  assert.is(canonical(actual), canonical(expected), text);
}

function* pointersOf(value: JsonValue, base = ''): Generator<[string, JsonValue]> {
  yield [base, value];
  const members = Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
  for (const [key, member] of members) yield* pointersOf(member, join(base, key));
}

function offset(text: string, { line, column }: Position): number {
  const lines = text.split('\n').slice(0, line);
  return lines.reduce((sum, one) => sum + one.length + 1, 0) + column;
}

function slice(text: string, range: Range | undefined): string {
  return range ? text.slice(offset(text, range.start), offset(text, range.end)) : 'no range';
}

test('JSON and YAML of one value read alike', () => {
  fc.assert(
    fc.property(json, (value) => {
      for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2), `--- # c\n${yamlOf(value, '')}\n`])
        same(read(text), value, text);
    }),
    { numRuns: 300 },
  );
});

test('the range of a pointer is the text of its value, in either notation, behind anything', () => {
  const before = fc.constantFrom('', '# 😀\n', '\ufeff', 'a: {b: 😀}\n---\n', '\n\n');
  fc.assert(
    fc.property(object, before, fc.boolean(), fc.boolean(), (value, head, flow, returns) => {
      const body = flow ? JSON.stringify(value, null, 1) : yamlOf(value, '');
      const text = `${head}${body}\n`.replaceAll('\n', returns ? '\r\n' : '\n');
      const document = parse({ uri: 'a', text }).documents.at(-1);
      for (const [pointer, member] of pointersOf(value)) {
        const range = document?.rangeOf(pointer, 'value');
        // What stands before a block on its first line is its indentation, but for the byte order mark.
        const indent = flow || !range ? 0 : range.start.column - (head === '\ufeff' && range.start.line === 0 ? 1 : 0);
        const cut = ' '.repeat(indent) + slice(text, range);
        same(read(cut), member, `${pointer} in ${JSON.stringify(text)}: ${cut}`);
        const key = document?.rangeOf(pointer, 'key');
        const named = isObject(value) && pointer !== '' && !/\/\d+$/.test(pointer);
        if (named) same(read(slice(text, key)), lastSegment(pointer), `key of ${pointer} in ${JSON.stringify(text)}`);
      }
      assert.is(document?.rangeOf('/no/such/place'), undefined);
    }),
    { numRuns: 200 },
  );
});

const pieces = [
  'a',
  ': ',
  ':',
  '- ',
  '\n',
  '\n  ',
  '\t',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '#',
  ' &a ',
  ' *a ',
  '!x ',
  '|\n',
  '>-\n',
  '? ',
  '---\n',
  '...\n',
  '<<: ',
  '\\',
  '\r\n',
  '\r',
  '\0',
  '\ud800',
  '😀',
  '\u2028',
  '\ufeff',
  '%',
  '@',
  '{{ x }}',
  '0x1',
  '.inf',
  '~',
];

test('no text makes the reader throw, and every problem lies in the text', () => {
  const texts = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }),
    fc.array(fc.string(), { maxLength: 5 }),
  );
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join('');
      const lines = text.split('\n').length;
      const { documents, problems } = parse({ uri: 'a', text });
      for (const document of documents) {
        assert.ok(
          document.value !== undefined || document.problems.length > 0 || document.skip,
          'refused without a word',
        );
        if (document.value !== undefined) assert.ok(document.rangeOf(''), 'a value without a place');
      }
      for (const { range } of [...problems, ...documents.flatMap((document) => document.problems)]) {
        assert.ok(range.start.line <= range.end.line && range.end.line <= lines, JSON.stringify(range));
      }
    }),
    { numRuns: 3000 },
  );
});

test.run();
