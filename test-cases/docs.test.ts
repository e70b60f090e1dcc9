/** What the documents show is what happens: library examples are run, the README's output is compared. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { configuredTargets } from '../src/lint.ts';
import { checkConfig, createPolicy } from '../src/policy/index.ts';
import { parse } from '../src/source/index.ts';

const readme = readFileSync('README.md', 'utf8');

test('the bundle is there', () => {
  if (!existsSync('dist/index.js')) execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
  assert.ok(existsSync('dist/index.js'));
});

/** Every ```ts block of the README is a whole program; lines `// → …` are what it prints. */
const examples = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');

test('each entry point of the library has an example', () => {
  const shown = examples.join('\n');
  for (const name of ['lintText', 'lintObject', 'admit', 'loadPolicy', 'parseTarget']) assert.match(shown, name);
});

for (const [index, example] of examples.entries()) {
  const name = /^\/\/ (.*)$/m.exec(example)?.[1] ?? String(index);
  test(`library example: ${name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'sidecarlint-'));
    try {
      const file = join(folder, 'example.mts');
      writeFileSync(file, example.replaceAll("'sidecarlint'", `'${resolve('dist/index.js')}'`));
      const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', file], { encoding: 'utf8' });
      const promised = [...example.matchAll(/^\/\/ → (.*)$/gm)].map((match) => match[1]).join('\n');
      assert.is(stdout.trimEnd(), promised, stderr);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test('the configuration that the documents show is one', () => {
  const text = /```yaml\n([\s\S]*?)```/.exec(readFileSync('src/config/README.md', 'utf8'))?.[1] ?? '';
  const [document] = parse({ uri: 'policy.config.yaml', text }).documents;
  const config = checkConfig(document?.value ?? null, 'README.md', document);
  assert.is(configuredTargets(config).length, 4);
  createPolicy({ config });
});

test("the README's first command prints what the README shows, and exits with 1", () => {
  const command = /```sh\nnpm ci && (node dist\/main\.js[^\n]*)\n```/.exec(readme)?.[1] ?? '';
  const [program = '', ...args] = command.split(' ');
  const { stdout, status } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  const shown = /```text\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  assert.is(status, 1);
  for (const part of shown.split('…\n')) assert.ok(stdout.includes(part), `not printed:\n${part}\nprinted:\n${stdout}`);
});

test.run();
