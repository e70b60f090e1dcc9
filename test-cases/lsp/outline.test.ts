/** What indentation tells of a document is what a reader of YAML finds in it, where the document can be read at all. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { outlineOf } from '../../src/lsp/completion/outline.ts';
import { isObject, type JsonValue } from '../../src/model/index.ts';
import { parse } from '../../src/source/index.ts';

const corpus = '../shared/corpus';

type Path = (string | number)[];

function scalars(value: JsonValue, path: Path = []): string[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => scalars(each, [...path, index]));
  if (isObject(value)) return Object.entries(value).flatMap(([key, each]) => scalars(each, [...path, key]));
  return value === null || value === '' ? [] : [JSON.stringify(path)];
}

/** Documents of a file whose scalars stand elsewhere for the outline, and how many there are. */
function compared(root: string, name: string): { count: number; wrong: string[] } {
  const text = readFileSync(join(root, name), 'utf8').replace(/^\ufeff/, '');
  const lines = text.split(/\r?\n/);
  const documents = parse({ uri: name, text }).documents.filter(
    ({ value, problems }) => value && problems.length === 0,
  );
  const wrong = documents.filter(({ range, value }) => {
    const own = lines.slice(range.start.line, range.end.line).filter((line) => !line.startsWith('---'));
    const one = `${own.join('\n')}\n`;
    const found = new Set(outlineOf(one, 0, one.length, -1).entries.map(({ path }) => JSON.stringify(path)));
    return !scalars(value ?? null).every((path) => found.has(path));
  });
  return { count: documents.length, wrong: wrong.map(({ range }) => `${name}:${range.start.line + 1}`) };
}

test('our own examples, rules included', () => {
  const names = globSync(['test-cases/examples/*.yaml', 'rules/**/*.yaml', 'test-cases/samples/**/*.yaml']);
  const all = names.map((name) => compared('.', name));
  assert.ok(all.reduce((sum, { count }) => sum + count, 0) > 200);
  assert.equal(
    all.flatMap(({ wrong }) => wrong),
    [],
  );
});

test('a cursor anywhere in a manifest, and in every beginning of one', () => {
  const text = readFileSync('test-cases/examples/right.yaml', 'utf8');
  for (let at = 0; at <= text.length; at++) {
    for (const end of [text.length, at]) {
      const { cursor } = outlineOf(text, 0, end, at);
      if (cursor === undefined) continue;
      assert.ok(cursor.from <= at && at <= cursor.to && cursor.to <= end, `at ${at} of ${end}`);
      assert.not(text.slice(cursor.from, cursor.to).includes('\n'), `at ${at} of ${end}`);
    }
  }
});

test('long lines without an end take no longer than their length', () => {
  for (const piece of [' ', '#', '- ', '{', '"', "'", ': ', '&', 'a:', '{a: ', '[', '|', '\t#']) {
    const long = piece.repeat(100_000);
    const text = `kind: Pod\na${long}\nb: ${long}\n${long}`;
    const begin = performance.now();
    outlineOf(text, 0, text.length, text.length);
    assert.ok(performance.now() - begin < 5000, JSON.stringify(piece));
  }
});

if (!existsSync(corpus)) console.log(`skipped: ${corpus} is absent, outlines are not compared over real manifests`);
else {
  test('real manifests: all but one in a hundred documents', () => {
    const names = globSync('**/*.{yaml,yml,json}', { cwd: corpus }).sort();
    const all = names.filter((_, index) => index % 3 === 0).map((name) => compared(corpus, name));
    const count = all.reduce((sum, each) => sum + each.count, 0);
    const wrong = all.flatMap((each) => each.wrong);
    assert.ok(
      count > 500 && wrong.length < count / 100,
      `${wrong.length} of ${count}: ${wrong.slice(0, 10).join(' ')}`,
    );
  });
}

test.run();
