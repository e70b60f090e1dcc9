import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { visible } from './cells.ts';
import { codeFrame } from './frame.ts';
import { createStyle } from './style.ts';

const style = createStyle(false);
const plain = (text: string): string => text;
const at = (line: number, from: number, to: number) => ({ start: { line, column: from }, end: { line, column: to } });

test('cells: wide characters take two, marks and joined emoji none', () => {
  const widths = ['a', '容', '😀', 'e\u0301', '👩\u200d👩\u200d👧', '👍🏽', '🇩🇪', '\u001b', '\u202e'].map(
    (text) => visible(text).width,
  );
  assert.equal(widths, [1, 2, 2, 1, 2, 2, 2, 4, 6]);
});

test('a tab moves to the next multiple of four', () => {
  assert.is(visible('ab\tc\t\td').text, 'ab  c       d');
});

test('the caret stands under its character, whatever is before it', () => {
  for (const before of [
    '',
    '  ',
    '\t',
    '容器: ',
    '👩\u200d👩\u200d👧',
    '\u0007',
    'x'.repeat(300),
    `${'😀'.repeat(70)}`,
  ]) {
    const [shown = '', carets = ''] = codeFrame([`${before}@@`], at(0, before.length, before.length + 2), style, plain);
    const column = visible(shown.slice(0, shown.indexOf('@'))).width;
    assert.is(carets.indexOf('^^'), column, before);
    assert.is(carets.trimEnd().length, column + 2, before);
  }
});

test('any text, any range: some lines, none of them long or with control characters', () => {
  const position = fc.record({ line: fc.nat(12), column: fc.nat(400) });
  const text = fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(text, position, position, (lines, start, end) => {
      const frame = codeFrame(
        lines.map((line) => line.replaceAll('\n', '')),
        { start, end },
        style,
        plain,
      );
      assert.ok(frame.length >= 2 && frame.length <= 12);
      for (const line of frame) assert.not.match(line, /[\p{Cc}\p{Cs}]/u);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test.run();
