import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Io, type Output, run } from '../../src/cli/index.ts';
import { docsUrl } from '../../src/product.ts';
import { serve } from '../../src/webhook/index.ts';
import { golden } from '../support/golden.ts';

/**
 * A case is a folder: `command` as typed (variables, then the program, then arguments), its input in `files/` and `stdin`, and the golden
 * files `stdout` and `stderr`. Its first word says the exit status: an update may change the text, never that.
 */
const statuses: Readonly<Record<string, number>> = { ok: 0, finds: 1, usage: 2, bug: 3 };
const root = 'test-cases/cli';
const cases = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());

for (const { name } of cases) {
  test(name, async () => {
    const folder = `${root}/${name}`;
    const { env, program, argv } = parseCommand(readFileSync(`${folder}/command`, 'utf8').trim());
    const cwd = resolve(existsSync(`${folder}/files`) ? `${folder}/files` : folder);
    const written: Record<'stdout' | 'stderr', string[]> = { stdout: [], stderr: [] };
    const io: Io = {
      stdout: output(written.stdout, env.TTY === '1'),
      stderr: output(written.stderr, false),
      stdin: stdin(`${folder}/stdin`),
      cwd,
      env,
      now: () => Date.parse('2026-01-02T03:04:05Z'),
      program,
      product: {
        name: 'sidecarlint',
        version: '1.2.3',
        homepage: 'https://example.org/x',
        issues: 'https://example.org/x/issues',
      },
      docsUrl,
      serve,
      lsp: () => Promise.resolve(0),
    };
    const status = await run(argv, io);
    assert.is(status, statuses[name.split('-')[0] ?? ''], written.stderr.join(''));
    golden(`${folder}/stdout`, written.stdout.join(''));
    golden(`${folder}/stderr`, written.stderr.join('').replaceAll(cwd, '<folder>'));
  });
}

async function* stdin(file: string): AsyncGenerator<Uint8Array> {
  yield readFileSync(file);
}

function output(written: string[], isTTY: boolean): Output {
  return { write: (text) => void written.push(text), isTTY };
}

/** `A=1 kubectl sidecarlint lint 'a b'`, cut as a shell does without expanding anything. */
function parseCommand(line: string): { env: Record<string, string>; program: string; argv: string[] } {
  const words = (line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map((word) => word.replaceAll(/['"]/g, ''));
  const env: Record<string, string> = {};
  for (let word = words[0]; word !== undefined && /^[A-Z_]+=/.test(word); word = words[0]) {
    env[word.slice(0, word.indexOf('='))] = word.slice(word.indexOf('=') + 1);
    words.shift();
  }
  const length = words[0] === 'kubectl' ? 2 : 1;
  return { env, program: words.slice(0, length).join(' '), argv: words.slice(length) };
}

test.run();
