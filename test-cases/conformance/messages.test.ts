import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { messages } from './messages.ts';
import type { Tally } from './tally.ts';

const recordings = '../shared/conformance/messages';

function agrees(tally: Tally, atLeast: number): void {
  assert.is(tally.failed, 0, tally.lines.slice(0, 20).join('\n'));
  assert.ok(tally.passed >= atLeast, `only ${tally.passed} texts compared`);
}

test('a sample of server texts is read and explained', async () => {
  agrees(await messages('test-cases/conformance/messages-sample'), 80);
});

test('every recorded server text is read and explained', async () => {
  if (!existsSync(recordings)) console.log(`skipped: ${recordings} is not here`);
  else agrees(await messages(recordings), 400);
});

test.run();
