import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cel } from './cel.ts';
import { celSpec } from './cel-spec.ts';
import { differences } from './cel-spec-skips.ts';

const here = import.meta.dirname;

test('a sample of what Kubernetes answers is answered alike', async () => {
  const tally = await cel(join(here, 'cel-sample'), '');
  assert.equal(tally.lines, []);
  assert.ok(tally.passed > 250);
});

const recordings = join(here, '../../../shared/conformance/cel');
if (existsSync(recordings)) {
  test('every recorded case is answered as Kubernetes answers it', async () => {
    const tally = await cel(recordings, '');
    assert.equal(tally.lines, []);
    assert.ok(tally.passed > 2500);
  });
} else console.log('skipped: ../shared/conformance/cel is not there; its sample ran');

test('the conformance data of the language itself holds, but for what Kubernetes lacks or does otherwise', () => {
  const tally = celSpec();
  assert.equal(tally.lines, []);
  assert.ok(tally.passed > 1300);
  for (const { reason, tests } of differences) assert.ok((tally.reasons.get(reason) ?? 0) >= tests.length, reason);
});

test.run();
