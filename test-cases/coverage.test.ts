/** coverage.tsv maps every row of the checklist of systems and behaviours to rules, or says why nothing checks it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const checklist = '../shared/reference/scope.md';
const rows = readFileSync('test-cases/coverage.tsv', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));
const named = rows.flatMap(([, rules = '']) => rules.split(',').filter((rule) => rule !== ''));
const existing = globSync('rules/*/*.yaml').map((file) => file.slice('rules/'.length, -'.yaml'.length));

test('every row has its three columns, rules or a reason, and stands once', () => {
  assert.equal(
    rows.filter((row) => row.length !== 3).map((row) => row.join(' ')),
    [],
  );
  assert.equal(
    rows.filter(([, rules, reason]) => rules === '' && (reason ?? '').length < 10).map(([id]) => id),
    [],
  );
  assert.is(new Set(rows.map(([id]) => id)).size, rows.length);
});

test('the ids are those of the checklist', () => {
  if (!existsSync(checklist)) {
    console.log(`coverage: ${checklist} is absent, its ids are not compared`);
    return;
  }
  const ids = [...readFileSync(checklist, 'utf8').matchAll(/^\| (\d+\.\d+) \|/gm)].map(([, id]) => id);
  assert.ok(ids.length > 100);
  assert.equal(
    rows.map(([id]) => id).filter((id) => id !== '-'),
    ids,
  );
});

test('every rule named exists', () => {
  assert.equal(
    named.filter((rule) => !existing.includes(rule)),
    [],
  );
});

test('every rule is named', () => {
  assert.equal(
    existing.filter((rule) => !named.includes(rule)),
    [],
  );
});

test('every rule has a bad case', () => {
  const bad = (rule: string): boolean => {
    const folder = `test-cases/rules/${rule}`;
    return (
      existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('bad-') && !name.endsWith('.expected'))
    );
  };
  assert.equal(
    existing.filter((rule) => !bad(rule)),
    [],
  );
});

test.run();
