/** Bad rules and configurations: what a person reads who wrote one. */
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadPolicy } from '../src/config/index.ts';
import { schemaCompiler } from '../src/engine/schema/index.ts';
import { PolicyError, printProblem, readRule } from '../src/policy/index.ts';
import { golden } from './support/golden.ts';

const folder = 'test-cases/refused';
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort();

for (const name of cases.filter((file) => file.startsWith('rule-'))) {
  test(`refused at load: ${name}`, () => {
    const uri = `${folder}/${name}`;
    const id = `refused/${name.replace(/\.yaml$/, '')}`;
    const { rule, problems } = readRule(
      { uri: name, id, text: readFileSync(uri, 'utf8') },
      { shape: schemaCompiler() },
    );
    assert.is(rule, undefined, 'the rule was taken');
    assert.ok(problems.length > 0);
    for (const problem of problems) assert.ok(problem.position, `no position: ${problem.message}`);
    golden(uri.replace(/\.yaml$/, '.expected'), `${problems.map(printProblem).join('\n')}\n`);
  });
}

for (const name of cases.filter((file) => file.startsWith('config-'))) {
  test(`refused at load: ${name}`, async () => {
    try {
      await loadPolicy({ cwd: folder, path: name });
    } catch (error) {
      assert.instance(error, PolicyError);
      // Checked in the line above.
      golden(`${folder}/${name.replace(/\.yaml$/, '.expected')}`, `${(error as PolicyError).message}\n`);
      return;
    }
    assert.unreachable('the configuration was taken');
  });
}

test('there are cases of both sorts', () => {
  assert.ok(cases.length >= 20);
});

test.run();
