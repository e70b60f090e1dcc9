/** Several files together, with a configuration: what a whole run reports. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadPolicy } from '../src/config/index.ts';
import { pathMatcher } from '../src/files/index.ts';
import { lintSources } from '../src/lint.ts';
import type { Finding } from '../src/model/index.ts';
import { caseOptions } from './support/case-options.ts';
import { findingLine } from './support/finding-lines.ts';
import { golden } from './support/golden.ts';

const root = 'test-cases/policies';
const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());

for (const { name } of folders) {
  test(name.replaceAll('-', ' '), async () => {
    const folder = join(root, name);
    const files = readdirSync(folder).filter((file) => /\.yaml$/.test(file) && !file.startsWith('policy.config'));
    const sources = files.sort().map((uri) => ({ uri, text: readFileSync(join(folder, uri), 'utf8') }));
    const options = existsSync(join(folder, 'options'))
      ? caseOptions(readFileSync(join(folder, 'options'), 'utf8'))
      : {};
    const config = existsSync(join(folder, 'policy.config.yaml'));
    const { policy } = await loadPolicy(config ? { cwd: folder } : { cwd: folder, none: true });
    const run = { policy, today: '2026-11-01', pathMatches: pathMatcher(), ...options };
    const report = lintSources(sources, run);
    assert.equal(report.failures, []);
    const summary = `${JSON.stringify(report.summary)} on ${report.targets.join(', ')}`;
    golden(join(folder, 'expected'), `${[...report.findings.map(line), summary].join('\n')}\n`);
    const reversed = lintSources(sources.toReversed(), run);
    assert.equal(reversed.findings, report.findings, 'the order of the files changes the result');
  });
}

function line(finding: Finding): string {
  const related = finding.related.map(({ message, location }) => {
    return `\n  see ${location.uri}:${(location.range?.start.line ?? -1) + 1} ${message}`;
  });
  return `${finding.location.uri}:${finding.ruleId} ${findingLine(finding)}${related.join('')}`;
}

test('there are cases', () => {
  assert.ok(folders.length >= 8);
});

test.run();
