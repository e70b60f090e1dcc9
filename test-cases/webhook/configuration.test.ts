/** A configuration that is a program is run again when it has changed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadPolicy } from '../../src/config/index.ts';

const rule = 'jobs/classic-helper-never-ends';

for (const extension of ['ts', 'js', 'mjs', 'yaml']) {
  test(`policy.config.${extension} and what it imports`, async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'config-'));
    try {
      for (const severity of ['warning', 'info']) {
        const text = `import { severity } from './other.${extension}';\nexport default { severities: { '${rule}': severity } };\n`;
        writeFileSync(`${cwd}/package.json`, '{"type": "module"}');
        writeFileSync(`${cwd}/other.${extension}`, `export const severity = '${severity}';\n`);
        const yaml = `severities:\n  ${rule}: ${severity}\n`;
        writeFileSync(`${cwd}/policy.config.${extension}`, extension === 'yaml' ? yaml : text);
        const { policy } = await loadPolicy({ cwd, path: `policy.config.${extension}` });
        assert.is(policy.severities.get(rule), severity);
      }
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });
}

test.run();
