/** Each rule against its cases: `ok-*` must be silent, `bad-*` must say exactly what `.expected` holds. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bundledRules } from '../src/generated/rules.ts';
import { lintObjects, lintText } from '../src/lint.ts';
import { readRule } from '../src/policy/index.ts';
import { manifests, parse } from '../src/source/index.ts';
import { caseOptions } from './support/case-options.ts';
import { findingLine, identities, otherLine } from './support/finding-lines.ts';
import { golden } from './support/golden.ts';

const ids = globSync('rules/*/*.yaml')
  .map((file) => file.slice('rules/'.length, -'.yaml'.length))
  .sort();

test('the bundle holds every rule file', () => {
  assert.equal(
    bundledRules.map((rule) => rule.id),
    ids,
  );
  assert.ok(ids.length >= 40);
});

for (const id of ids) {
  const uri = `rules/${id}.yaml`;
  const folder = `test-cases/rules/${id}`;
  const cases = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.endsWith('.expected'))
        .sort()
    : [];

  test(`${id}: the file passes the load-time checks`, () => {
    assert.equal(readRule({ uri, id, text: readFileSync(uri, 'utf8') }, {}).problems, []);
  });

  test(`${id}: has cases of both sorts, with unknown names refused`, () => {
    assert.ok(
      cases.some((name) => name.startsWith('ok-')),
      `no ok- case in ${folder}`,
    );
    assert.ok(
      cases.some((name) => name.startsWith('bad-')),
      `no bad- case in ${folder}`,
    );
    assert.equal(
      cases.filter((name) => !/^(ok|bad)-[a-z0-9-]+\.(yaml|json)$/.test(name)),
      [],
    );
  });

  for (const name of cases) {
    test(`${id}: ${name}`, () => {
      const file = `${folder}/${name}`;
      const text = readFileSync(file, 'utf8');
      const options = caseOptions(text);
      const report = lintText({ uri: name, text }, options);
      assert.equal(report.failures, [], 'a rule failed to evaluate');
      const own = report.findings.filter((finding) => finding.ruleId === id);
      if (name.startsWith('ok-')) assert.equal(own.map(findingLine), []);
      else {
        assert.ok(own.length > 0, `${id} is silent on ${file}`);
        const others = report.findings.filter((finding) => finding.ruleId !== id);
        golden(
          `${folder}/${name.replace(/\.(yaml|json)$/, '.expected')}`,
          `${[...own.map(findingLine), ...others.map(otherLine)].join('\n')}\n`,
        );
      }
      const objects = manifests(parse({ uri: name, text })).map((manifest) => manifest.object);
      assert.equal(
        identities(lintObjects(objects, options).findings),
        identities(report.findings),
        'lintObject differs from lintText',
      );
    });
  }
}

test.run();
