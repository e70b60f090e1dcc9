/** A real editor, headless. Nothing is installed: `apt-get install neovim` (0.7 or newer) where it should run. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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

/** Waits for the diagnostic, puts the line right, waits until it is gone, and writes down what it saw. */
const script = (folder: string, command: string[]): string => `
local seen = {}
vim.cmd('edit ' .. '${join(folder, 'pod.yaml')}')
vim.lsp.start = vim.lsp.start or function(config)
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
end
vim.lsp.start({ name = 'sidecarlint', root_dir = '${folder}', init_options = { target = '1.28' },
  cmd = { ${command.map((word) => `'${word}'`).join(', ')} } })
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 50)
for _, each in ipairs(vim.diagnostic.get(0)) do table.insert(seen, each.lnum .. ':' .. each.col .. ' ' .. each.code) end
vim.api.nvim_buf_set_lines(0, 7, 8, false, { '      # none' })
vim.wait(20000, function() return #vim.diagnostic.get(0) == 0 end, 50)
table.insert(seen, 'then ' .. #vim.diagnostic.get(0))
vim.fn.writefile(seen, '${join(folder, 'seen.txt')}')
vim.cmd('qa!')
`;

if (spawnSync('nvim', ['--version']).status !== 0) {
  console.log('skipped: nvim is absent (Debian: apt-get install neovim), no editor is driven');
  test('the script names its server once', () => {
    assert.is(script('x', ['sidecarlint', 'lsp']).split("name = 'sidecarlint'").length, 2);
  });
} else {
  test('a diagnostic appears at its place, and goes after the edit', () => {
    const folder = mkdtempSync(join(tmpdir(), 'neovim-'));
    try {
      writeFileSync(join(folder, 'pod.yaml'), pod);
      const command = [
        process.execPath,
        '--import',
        resolve('node_modules/tsx/dist/esm/index.mjs'),
        resolve('src/main.ts'),
      ];
      writeFileSync(join(folder, 'run.lua'), script(folder, [...command, 'lsp', '--stdio']));
      spawnSync('nvim', ['--headless', '-u', 'NONE', '-c', `luafile ${join(folder, 'run.lua')}`], { timeout: 60_000 });
      const seen = readFileSync(join(folder, 'seen.txt'), 'utf8').trimEnd().split('\n');
      assert.equal(seen, ['7:21 kubernetes/init-restart-policy-value', 'then 0']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test.run();
