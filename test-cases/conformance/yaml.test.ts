import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Tally } from './tally.ts';
import { yaml } from './yaml.ts';

const recordings = '../shared/conformance/yaml';

function agrees(tally: Tally, atLeast: number): void {
  assert.is(tally.failed, 0, tally.lines.join('\n'));
  assert.ok(tally.passed >= atLeast, `only ${tally.passed} texts compared`);
}

test('the sample reads as Kubernetes reads it', async () => {
  agrees(await yaml('test-cases/conformance/yaml-sample', '../shared/corpus'), 200);
});

test('every recorded text reads as Kubernetes reads it', async () => {
  if (!existsSync(recordings)) console.log(`skipped: ${recordings} is not here`);
  else agrees(await yaml(recordings, '../shared/corpus'), 3000);
});

test('a value that differs is told with both sides', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'yaml-'));
  writeFileSync(
    join(dir, 'cases.jsonl'),
    '{"id":"a","text":"k: yes\\n"}\n{"id":"b","text":"k: 12345678901234567\\n"}\n',
  );
  writeFileSync(
    join(dir, 'results.jsonl'),
    '{"docs":[{"value":{"k":"yes"}}],"id":"a"}\n{"docs":[{"value":{"k":12345678901234567}}],"id":"b"}\n',
  );
  const tally = await yaml(dir, dir);
  rmSync(dir, { recursive: true });
  assert.equal([tally.passed, tally.failed], [1, 1]);
  assert.equal(tally.lines.slice(0, 3), ['a#0: values differ', '  ours:     {"k":true}', '  recorded: {"k":"yes"}']);
});

test.run();
