/** Real manifests: every fix that is offered is carried out without harm, or refused. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { applyFixes } from '../../src/edit/index.ts';
import { lintSources } from '../../src/lint.ts';
import { parseTargets } from '../../src/target/index.ts';
import { deletedElsewhere, differencesElsewhere } from '../support/elsewhere.ts';

const root = '../shared/corpus';
if (!existsSync(root)) console.log(`skipped: ${root} is absent, real manifests are not repaired`);
else {
  test('fixes of real manifests change what they name, and nothing else', () => {
    const sources = globSync('**/*.{yaml,yml,json}', { cwd: root, dot: true })
      .sort()
      // Every third one: all of them take as long as all tests of rules.
      .filter((_, index) => index % 3 === 0)
      .map((uri) => ({ uri, text: readFileSync(join(root, uri), 'utf8') }));
    const { findings } = lintSources(sources, { targets: parseTargets('1.33..1.37') });
    const known = new Map(sources.map((source) => [source.uri, source]));
    const fixes = findings.flatMap((finding) => finding.fixes?.slice(0, 1) ?? []);
    assert.ok(fixes.length > 50, `${fixes.length} fixes`);
    const { texts, done, refused, later } = applyFixes(fixes, (uri) => known.get(uri));
    for (const { uri, text, edits } of texts) {
      const before = known.get(uri)?.text ?? '';
      const operations = done.flatMap((fix) => fix.operations).filter((operation) => operation.uri === uri);
      const all = { title: uri, safe: true, operations };
      assert.equal(differencesElsewhere(before, text, all), [], uri);
      assert.equal(deletedElsewhere(before, edits, all), [], uri);
    }
    assert.is(done.length + refused.length + later.length, fixes.length);
    assert.ok(refused.length * 20 < fixes.length, refused.map(({ reason }) => reason).join('\n'));
  });
}

test.run();
