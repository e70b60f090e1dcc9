import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { wantsColor } from './color.ts';
import { createProgress } from './progress.ts';
import { run } from './run.ts';

const terminal = { write: () => undefined, isTTY: true };
const pipe = { write: () => undefined, isTTY: false };

test('colours: the option wins, then NO_COLOR, then FORCE_COLOR, then the terminal', () => {
  assert.is(wantsColor('always', { stdout: pipe, env: { NO_COLOR: '1' } }), true);
  assert.is(wantsColor('never', { stdout: terminal, env: { FORCE_COLOR: '1' } }), false);
  assert.is(wantsColor('auto', { stdout: terminal, env: { NO_COLOR: '1', FORCE_COLOR: '1' } }), false);
  assert.is(wantsColor(undefined, { stdout: terminal, env: { NO_COLOR: '' } }), true);
  assert.is(wantsColor(undefined, { stdout: pipe, env: { FORCE_COLOR: '1' } }), true);
  assert.is(wantsColor(undefined, { stdout: terminal, env: { FORCE_COLOR: '0' } }), false);
  assert.is(wantsColor(undefined, { stdout: terminal, env: { TERM: 'dumb' } }), false);
  assert.is(wantsColor(undefined, { stdout: pipe, env: {} }), false);
});

/** Steps at the given milliseconds; what a terminal (or a pipe) then got. */
function steps(times: readonly number[], isTTY: boolean): string[] {
  let time = 0;
  const written: string[] = [];
  const progress = createProgress({ stderr: { write: (text) => void written.push(text), isTTY }, now: () => time });
  for (const next of times) {
    time = next;
    progress.step(String(next));
  }
  progress.done();
  return written;
}

test('progress waits half a second, changes ten times a second, and goes away', () => {
  const line = (text: string): string => `\r\u001b[K${text}`;
  assert.equal(steps([0, 499, 500, 550, 600], true), [line('500'), line('600'), line('')]);
  assert.equal(steps([0, 499], true), []);
  assert.equal(steps([0, 5000], false), []);
});

test('a fault of the program itself: status 3, the version, the arguments and where to report it', async () => {
  const written: string[] = [];
  const fails = (): never => {
    throw new Error('out of paper');
  };
  const status = await run(['--version'], {
    stdout: { write: fails, isTTY: false },
    stderr: { write: (text) => void written.push(text), isTTY: false },
    stdin: (async function* () {})(),
    cwd: '/',
    env: {},
    now: () => 0,
    program: 'sidecarlint',
    product: {
      name: 'sidecarlint',
      version: '1.2.3',
      homepage: 'https://example.org',
      issues: 'https://example.org/issues',
    },
    docsUrl: String,
    serve: () => Promise.resolve(''),
    lsp: () => Promise.resolve(0),
  });
  assert.is(status, 3);
  for (const part of ['https://example.org/issues', 'sidecarlint 1.2.3', '["--version"]', 'out of paper']) {
    assert.ok(written.join('').includes(part), part);
  }
});

test.run();
