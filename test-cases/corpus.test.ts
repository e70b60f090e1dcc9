/** Real manifests: nothing crashes, nothing disappears, no error that was not read and found true. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { findFiles } from '../src/files/index.ts';
import { lintObjects, lintSources } from '../src/lint.ts';
import type { Report, Source } from '../src/model/index.ts';
import { manifests, parse } from '../src/source/index.ts';
import { parseTargets } from '../src/target/index.ts';
import { identities } from './support/finding-lines.ts';
import { golden } from './support/golden.ts';

const root = '../shared/corpus';
const present = existsSync(root);
if (!present) console.log(`skipped: ${root} is absent, real manifests are not linted`);

/** Objects in which every field is filled with nonsense: for crashes, not for counting. */
const fuzz = 'kubernetes__api/testdata/';

/** Stated, for the corpus holds files of many clusters. */
const targets = parseTargets('1.33..1.37', { origin: 'option' });

let sources: Source[] = [];
let report: Report | undefined;

if (present) {
  test('every file is linted, skipped with a reason, or broken with a finding', () => {
    const files = globSync('**/*', { cwd: root, dot: true }).sort();
    sources = files
      .filter((file) => /\.(ya?ml|json)(\.|$)|\.(injected|golden)$/.test(file))
      .map((uri) => ({ uri, text: readFileSync(join(root, uri), 'utf8') }));
    report = lintSources(sources, { targets });
    assert.is(report.files.length, sources.length);
    assert.ok(sources.length > 1300);
    const found = new Set(report.findings.map((finding) => finding.location.uri));
    for (const file of report.files) {
      if (file.status !== 'linted') assert.ok(file.reason, file.uri);
      if (file.status === 'broken') assert.ok(found.has(file.uri), `${file.uri} is broken without a finding`);
    }
    assert.equal(report.failures, []);
  });

  test('errors and warnings are those that were read and found true', () => {
    const lines = (report?.findings ?? [])
      .filter((finding) => finding.severity !== 'info' && !finding.location.uri.startsWith(fuzz))
      .map(
        (finding) =>
          `${finding.location.uri}:${(finding.location.range?.start.line ?? -1) + 1} ${finding.severity} ${finding.ruleId} ${finding.location.pointer}`,
      );
    golden('test-cases/corpus/findings.txt', `${lines.join('\n')}\n`);
  });

  test('objects give the same rules at the same pointers as texts', () => {
    const objects = sources.flatMap((source) => manifests(parse(source))).map((manifest) => manifest.object);
    assert.equal(identities(lintObjects(objects, { targets }).findings), identities(report?.findings ?? []));
  });

  test('the folder walk names every file', async () => {
    const walked = await findFiles([root], { cwd: '.' });
    assert.ok(walked.files.length > 1300);
  });
}

test('the list of reviewed findings is kept in order', () => {
  const lines = readFileSync('test-cases/corpus/findings.txt', 'utf8').trimEnd().split('\n');
  assert.is(new Set(lines).size, lines.length);
});

test.run();
