import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { kubernetes } from './kubernetes.ts';

const sample = 'test-cases/conformance/kubernetes-sample';
const recording = '../shared/conformance/kubernetes';
const corpus = '../shared/corpus';

test('the sample: what the judge says equals what API servers said', async () => {
  const tally = await kubernetes(sample, corpus);
  assert.is(tally.failed, 0, tally.lines.join('\n'));
  assert.ok(tally.passed > 10_000, `${tally.passed} verdicts compared`);
});

test('the whole recording', async () => {
  if (!existsSync(recording)) {
    console.log(`skipped: ${recording} is not there`);
    return;
  }
  const tally = await kubernetes(recording, corpus);
  assert.is(tally.failed, 0, tally.lines.join('\n'));
});

test.run();
