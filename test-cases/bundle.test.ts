import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleOptions } from './support/bundle.ts';

/** Where a bundled program finds the packages that are not part of it. */
const parent = 'node_modules';

/** One command for each chunk that is loaded when it is wanted, and a word that only its end can print. */
const commands: [command: string[], word: RegExp][] = [
  [['--version'], /\d+\.\d+\.\d+/],
  [['lint', 'test-cases/examples/right.yaml', '--no-config', '--format', 'sarif'], /"version": "2\.1\.0"/],
  [['lint', 'test-cases/examples/right.yaml', '--config', 'policy.config.ts'], /no findings/],
  [['rules', 'jobs/classic-helper-never-ends'], /jobs\/classic-helper-never-ends/],
  [['render', 'test-cases/examples/right.yaml', '--no-config'], /kind: /],
  [['graph', 'test-cases/samples/14.7-sidecarset-with-config', '--no-config'], /SidecarSet/],
  [['install', '--target', '1.34'], /tls\.key: LS0tLS1CRUdJTi[\s\S]*ValidatingWebhookConfiguration/],
  [['uninstall'], /ValidatingWebhookConfiguration/],
];

const folder = mkdtempSync(join(parent, '.bundle-'));
test.after(() => rmSync(folder, { recursive: true }));

test('the program as it is packaged does what its sources do', async () => {
  await build({ ...bundleOptions, outdir: folder, logLevel: 'warning' });
  for (const [command, word] of commands) {
    const program = [resolve(folder, 'main.js'), ...command];
    assert.match(spawnSync(process.execPath, program, { encoding: 'utf8' }).stdout, word, command.join(' '));
  }
});

test.run();
