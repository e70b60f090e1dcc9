import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { unifiedDiff } from './diff.ts';

test('changes stand with three lines around them, near ones together', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n'];
  const after = before.with(1, 'B').toSpliced(12, 0, 'new');
  assert.is(
    unifiedDiff(`${before.join('\n')}\n`, `${after.join('\n')}\n`),
    '@@ -1,5 +1,5 @@\n a\n-b\n+B\n c\n d\n e\n@@ -10,5 +10,6 @@\n j\n k\n l\n+new\n m\n n\n',
  );
  assert.is(unifiedDiff('a\nb\n', 'a\nb\n'), '');
  assert.is(unifiedDiff('', 'a\n'), '@@ -0,0 +1,1 @@\n+a\n');
});

test('applied to the old text, it gives the new one', () => {
  const texts = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 });
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const diff = unifiedDiff(before.map((line) => `${line}\n`).join(''), after.map((line) => `${line}\n`).join(''));
      assert.equal(apply(before, diff), after);
    }),
  );
});

function apply(before: readonly string[], diff: string): string[] {
  const made: string[] = [];
  let at = 0;
  for (const line of diff.split('\n').slice(0, -1)) {
    const [, first, count] = /^@@ -(\d+),(\d+)/.exec(line) ?? [];
    if (first !== undefined) {
      const start = Number(first) - (count === '0' ? 0 : 1);
      made.push(...before.slice(at, start));
      at = start;
      continue;
    }
    if (line.startsWith('+')) made.push(line.slice(1));
    else {
      assert.is(before[at], line.slice(1));
      if (line.startsWith(' ')) made.push(line.slice(1));
      at += 1;
    }
  }
  return [...made, ...before.slice(at)];
}

test('texts without a line in common are answered at once', () => {
  const many = (word: string): string => Array.from({ length: 50_000 }, (_, index) => `${word}${index}\n`).join('');
  const started = performance.now();
  assert.ok(unifiedDiff(many('a'), many('b')).startsWith('@@ -1,50000 +1,50000 @@\n'));
  assert.ok(performance.now() - started < 2000);
});

test.run();
