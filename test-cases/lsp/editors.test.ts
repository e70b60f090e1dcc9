/** Real editors, headless, with the clients they come with. Nothing is installed: those that are absent are passed over. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers:
    - name: setup
      image: shop/setup:1
      restartPolicy: OnFailure
  containers: [{name: web, image: shop/web:1}]
`;

const first = ['7:21 kubernetes/init-restart-policy-value', 'edited: 0'];
const then = ['again: 1', 'fixed:       restartPolicy: Always'];

interface Editor {
  name: string;
  program: string;
  /** Where it should run: Debian's packages. */
  packages: string;
  isThere: boolean;
  args: (script: string) => string[];
  script: string;
  sees: string[];
}

function answers(program: string, ...args: string[]): string {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout : '';
}

const packaged = globSync('*/', { cwd: '/usr/share/emacs/site-lisp/elpa-src', onlyDirectories: true });
const hasEmacs = (name: string): boolean =>
  packaged.some((folder) => folder.startsWith(`${name}-`)) && answers('emacs', '--version') !== '';

const editors: Editor[] = [
  {
    name: 'Neovim',
    program: 'nvim',
    packages: 'neovim',
    isThere: answers('nvim', '--version') !== '',
    args: (script) => ['--headless', '-u', 'NONE', '-c', `luafile ${script}`],
    script: 'neovim.lua',
    sees: [...first, 'offered: Always', 'completed:       restartPolicy: Always', ...then],
  },
  {
    name: 'Vim with ALE',
    program: 'vim',
    packages: 'vim-nox vim-ale',
    isThere:
      answers('vim', '--version').includes('+job') && existsSync('/usr/share/vim/vimfiles/pack/dist-bundle/opt/ale'),
    args: (script) => ['-N', '-u', 'NONE', '-n', '-es', '-S', script],
    script: 'ale.vim',
    sees: [...first, ...then],
  },
  {
    name: 'Emacs with eglot',
    program: 'emacs',
    packages: 'emacs-nox elpa-eglot',
    isThere: hasEmacs('eglot'),
    args: (script) => ['--batch', '-Q', '-l', script],
    script: 'eglot.el',
    sees: [...first, ...then],
  },
  {
    name: 'Emacs with lsp-mode',
    program: 'emacs',
    packages: 'emacs-nox elpa-lsp-mode',
    isThere: hasEmacs('lsp-mode'),
    args: (script) => ['--batch', '-Q', '-l', script],
    script: 'lsp-mode.el',
    sees: [...first, ...then],
  },
];

const server = [
  process.execPath,
  '--import',
  resolve('node_modules/tsx/dist/esm/index.mjs'),
  resolve('src/main.ts'),
  'lsp',
  '--stdio',
];

/** An editor that hangs is ended after a minute, with the server it started. */
async function drive({ program, args, script }: Editor, folder: string): Promise<string> {
  const editor = spawn(program, args(resolve('test-cases/lsp/editors', script)), {
    env: { ...process.env, EDITOR_FOLDER: folder, EDITOR_SERVER: server.join('\n'), TERM: 'dumb' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [editor.stdout, editor.stderr]) stream.on('data', (part) => (said += part));
  const { pid } = editor;
  assert.ok(pid !== undefined, `${program} does not start`);
  const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), 60_000);
  await new Promise((done) => editor.once('close', done));
  clearTimeout(timer);
  return said;
}

for (const editor of editors) {
  const { name, packages, isThere, sees } = editor;
  if (!isThere) {
    console.log(`skipped: ${name} is absent (Debian: apt-get install ${packages}), it is not driven`);
    continue;
  }
  test(`${name}: a diagnostic at its place, and what becomes of it`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'editor-'));
    try {
      writeFileSync(join(folder, 'pod.yaml'), pod);
      const said = await drive(editor, folder);
      const seen = join(folder, 'seen.txt');
      assert.ok(existsSync(seen), `it wrote nothing down; it said:\n${said}`);
      assert.equal(readFileSync(seen, 'utf8').trimEnd().split('\n'), sees, said);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test('each editor that can be driven has its script', () => {
  for (const { script } of editors)
    assert.match(readFileSync(join('test-cases/lsp/editors', script), 'utf8'), /EDITOR_SERVER/);
});

test.run();
