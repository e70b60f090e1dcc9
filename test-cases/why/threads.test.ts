/**
 * Short quotes of error texts from public threads (threads.jsonl), each with the cause that the thread found. Of one sentence with several
 * causes the text alone cannot always tell: two in twenty may be ranked wrongly.
 */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { why } from '../../src/why/index.ts';

interface Thread {
  thread: string;
  cause: string;
  text: string;
}

const threads = readFileSync('test-cases/why/threads.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  // Our own file of a known form.
  .map((line) => JSON.parse(line) as Thread);

test('the true cause comes first in nine of ten real texts', () => {
  assert.ok(threads.length >= 20);
  const missed = threads.filter(({ text, cause }) => why(text).explanations[0]?.id !== cause);
  const told = missed.map(
    ({ thread, text }) =>
      `${thread}: ${why(text)
        .explanations.map(({ id }) => id)
        .join(', ')}`,
  );
  assert.ok(missed.length <= threads.length / 10, told.join('\n'));
});

test('the true cause is always named', () => {
  const silent = threads.filter(({ text, cause }) => !why(text).explanations.some(({ id }) => id === cause));
  assert.equal(silent, []);
});

test.run();
