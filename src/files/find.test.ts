import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findFiles } from './index.ts';

const test = suite<{ cwd: string }>('find', { cwd: '' });

test.before((context) => {
  context.cwd = mkdtempSync(join(tmpdir(), 'find-'));
  const texts: Record<string, string> = {
    'k8s/b.yaml': 'b',
    'k8s/a.yml': 'a',
    'k8s/pod.yaml.injected': 'p',
    'k8s/list.json': '[]',
    'k8s/README.md': '#',
    'k8s/LICENSE': 'x',
    'k8s/.hidden/h.yaml': 'h',
    'k8s/node_modules/m/m.yaml': 'm',
    'k8s/build/out.yaml': 'o',
    'k8s/build/keep.yaml': 'k',
    'k8s/build/.gitignore': '!keep.yaml\n',
    'k8s/secret.yaml': 's',
    '.gitignore': '**/build/*\n',
    'k8s/.sidecarlintignore': 'secret.yaml\n',
    'notes.txt': 'n',
  };
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(context.cwd, name)), { recursive: true });
    writeFileSync(join(context.cwd, name), text);
  }
  symlinkSync('..', join(context.cwd, 'k8s', 'loop'));
  symlinkSync('nowhere.yaml', join(context.cwd, 'k8s', 'dead.yaml'));
});

test.after(({ cwd }) => rmSync(cwd, { recursive: true }));

test('a folder gives its manifests in order, and says what it leaves out', async ({ cwd }) => {
  const { files, notes, unmatched } = await findFiles(['./k8s/'], { cwd });
  assert.equal(files, [
    'k8s/.hidden/h.yaml',
    'k8s/a.yml',
    'k8s/b.yaml',
    'k8s/build/keep.yaml',
    'k8s/list.json',
    'k8s/pod.yaml.injected',
  ]);
  assert.equal(
    notes.map(({ uri }) => uri).filter((uri) => !uri.includes('ignore') && !uri.includes('loop')),
    ['k8s/LICENSE', 'k8s/README.md', 'k8s/dead.yaml'],
  );
  assert.equal(unmatched, []);
});

test('a link that leads upwards is walked once', async ({ cwd }) => {
  const { files } = await findFiles(['.'], { cwd });
  assert.is(new Set(files).size, files.length);
  assert.ok(files.includes('k8s/a.yml'));
});

test('a named file is read whatever it is called, each once', async ({ cwd }) => {
  const { files } = await findFiles(['notes.txt', 'k8s/secret.yaml', './notes.txt', '-'], { cwd });
  assert.equal(files, ['notes.txt', 'k8s/secret.yaml', '-']);
});

test('globs respect ignore files and patterns', async ({ cwd }) => {
  const { files } = await findFiles(['k8s/**/*.yaml'], { cwd, ignore: ['**/.hidden/'] });
  assert.equal(files, ['k8s/b.yaml', 'k8s/build/keep.yaml']);
});

test('what matches nothing is told', async ({ cwd }) => {
  const { files, unmatched } = await findFiles(['missing.yaml', 'x/*.yaml', 'k8s/a.yml'], { cwd });
  assert.equal(files, ['k8s/a.yml']);
  assert.equal(unmatched, [
    { uri: 'missing.yaml', reason: 'no such file, or an empty folder' },
    { uri: 'x/*.yaml', reason: 'nothing has such a name' },
  ]);
});

test('what ignore files and patterns leave nothing of says so', async ({ cwd }) => {
  const reason = 'ignored: see `ignore` of the configuration, .gitignore and .sidecarlintignore';
  assert.equal((await findFiles(['k8s'], { cwd, ignore: ['k8s/'] })).unmatched, [{ uri: 'k8s', reason }]);
  assert.equal((await findFiles(['k8s/*.yml'], { cwd, ignore: ['*.yml'] })).unmatched, [{ uri: 'k8s/*.yml', reason }]);
});

test.run();
