import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { resources } from './resources.ts';
import type { Tally } from './tally.ts';

const recordings = '../shared/conformance/resources';

function agrees(tally: Tally, atLeast: number): void {
  assert.is(tally.failed, 0, tally.lines.slice(0, 20).join('\n'));
  assert.ok(tally.passed >= atLeast, `only ${tally.passed} answers compared`);
}

test('a sample of pods needs what Kubernetes computes', async () => {
  agrees(await resources('test-cases/conformance/resources-sample'), 400);
});

test('every recorded pod needs what Kubernetes computes', async () => {
  if (!existsSync(recordings)) console.log(`skipped: ${recordings} is not here`);
  else agrees(await resources(recordings), 4000);
});

test.run();
