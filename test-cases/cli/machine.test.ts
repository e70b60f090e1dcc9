/** What only a process of its own shows. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { writeOutput } from '../../src/cli/output.ts';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function main(argv: string[], { hangUp = false } = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    if (hangUp) child.stdout.destroy();
    else child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}

test('the program prints its version and answers with a status', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  assert.equal(await main(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
  assert.is((await main(['--nonsense'])).code, 2);
});

test('a reader that hangs up is no error', async () => {
  assert.equal(await main(['--help'], { hangUp: true }), { code: 0, stdout: '', stderr: '' });
});

test('a file is written whole or not at all', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'output-'));
  try {
    await writeOutput(folder, 'report.json', 'first');
    await writeOutput(folder, 'report.json', 'second');
    assert.is(readFileSync(join(folder, 'report.json'), 'utf8'), 'second');
    assert.equal(readdirSync(folder), ['report.json']);
    const failed = await writeOutput(folder, 'missing/report.json', 'x').catch((error: unknown) => error);
    assert.is(String(failed), 'UsageError: cannot write missing/report.json: no such file or folder');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.run();
