/** What `fix` does to files: their bytes, their mode, links, and what changes under it. */
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { rewrite } from '../../src/cli/fix-write.ts';
import { type Io, run } from '../../src/cli/index.ts';

const pod = `\ufeffapiVersion: v1\r
kind: Pod\r
metadata:\r
  name: cart\r
spec:\r
  initContainers:\r
  - name: proxy\t# 🚀 all traffic\r
    image: registry.example.com/proxy:2\r
    restartPolicy: always\r
  containers:\r
  - name: cart\r
    image: registry.example.com/cart:1`;

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fix-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function fix(cwd: string, ...argv: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const io: Io = {
    stdout: { write: (text) => void stdout.push(text), isTTY: false },
    stderr: { write: (text) => void stderr.push(text), isTTY: false },
    stdin: (async function* () {})(),
    cwd,
    env: {},
    now: () => 0,
    program: 'sidecarlint',
    product: { name: 'sidecarlint', version: '1.2.3', homepage: '', issues: '' },
    docsUrl: () => '',
    serve: () => Promise.resolve(''),
    lsp: () => Promise.resolve(0),
  };
  const status = await run(['fix', ...argv, '--no-config', '--target', '1.33'], io);
  return { status, stdout: stdout.join(''), stderr: stderr.join('') };
}

test('changes nothing but the value: byte order mark, line breaks, tab and mode stay', () =>
  inFolder(async (folder) => {
    const file = join(folder, 'pod.yaml');
    writeFileSync(file, pod);
    chmodSync(file, 0o640);
    const { status, stdout } = await fix(folder, 'pod.yaml');
    assert.is(readFileSync(file, 'utf8'), pod.replace('always', 'Always'));
    assert.is(
      stdout,
      'pod.yaml:9:20 Write Always [kubernetes/init-restart-policy-value]\n1 fix in 1 file; 0 findings left\n',
    );
    assert.is(status, 0);
    assert.is(statSync(file).mode & 0o777, 0o640);
    assert.equal(readdirSync(folder), ['pod.yaml']);
  }));

test('a second run does not touch the file', () =>
  inFolder(async (folder) => {
    const file = join(folder, 'pod.yaml');
    writeFileSync(file, pod);
    await fix(folder, 'pod.yaml');
    const { mtimeMs, ino } = statSync(file);
    assert.is((await fix(folder, 'pod.yaml')).stdout, '0 fixes in 0 files; 0 findings left\n');
    assert.equal([statSync(file).mtimeMs, statSync(file).ino], [mtimeMs, ino]);
  }));

test('--dry-run writes nothing', () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, 'pod.yaml'), pod);
    await fix(folder, 'pod.yaml', '--dry-run');
    assert.is(readFileSync(join(folder, 'pod.yaml'), 'utf8'), pod);
  }));

test('a symbolic link is not replaced, and what it leads to is left', () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, 'real.txt'), pod);
    symlinkSync('real.txt', join(folder, 'pod.yaml'));
    const { status, stderr } = await fix(folder, 'pod.yaml');
    assert.is(status, 2);
    assert.match(stderr, 'cannot write pod.yaml: it is a symbolic link; name the file it leads to');
    assert.is(readFileSync(join(folder, 'real.txt'), 'utf8'), pod);
  }));

test('a file that has changed since it was read is left', () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, 'pod.yaml'), 'new');
    const failed = await rewrite(folder, 'pod.yaml', 'old', 'fixed').catch((error: unknown) => String(error));
    assert.is(failed, 'UsageError: cannot write pod.yaml: it has changed meanwhile; try again');
    assert.is(readFileSync(join(folder, 'pod.yaml'), 'utf8'), 'new');
  }));

test('a file of the name of the draft is left', () =>
  inFolder(async (folder) => {
    const draft = join(folder, `.pod.yaml.${process.pid}.tmp`);
    writeFileSync(join(folder, 'pod.yaml'), pod);
    writeFileSync(draft, 'mine');
    assert.is((await fix(folder, 'pod.yaml')).status, 2);
    assert.is(readFileSync(draft, 'utf8'), 'mine');
  }));

test.run();
