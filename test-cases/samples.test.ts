/** The official samples say exactly what scope.md §14 allows, and every broken twin, one edit away, is found at its line. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Source } from '../src/model/index.ts';
import { identities } from './support/finding-lines.ts';
import { folder, lintObjectsTogether, lintTogether, references, sample, says, table } from './support/samples.ts';

const cases = readFileSync(`${folder}/cases.tsv`, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));

for (const [name = '', files = '', options = '', finds = ''] of cases) {
  test(`sample: ${name}`, () => {
    const expected = finds === 'clean' ? [] : finds.split('; ').sort();
    assert.equal(says(lintTogether(files.split(' ').map(sample), options)), expected);
  });
}

test('every sample has a case', () => {
  const used = new Set(cases.flatMap(([, files = '']) => files.split(' ')));
  assert.equal(
    references.filter((reference) => !used.has(reference)),
    [],
  );
  assert.ok(new Set(references.map((reference) => reference.split('/')[0])).size >= 15);
});

const twins = table(`${folder}/twins.yaml`);

for (const twin of twins) {
  const one = (key: string): string => twin.get(key)?.join(' ') ?? '';
  test(`twin: ${one('twin')}`, () => {
    const sources = one('of').split(' ').map(sample);
    const edited = edit(sources, twin);
    const expected = (twin.get('finds') ?? []).map((line) => placed(line, edited)).sort();
    assert.ok(expected.length > 0, 'a twin has to be found');
    const report = lintTogether(edited, one('options'));
    const before = says(lintTogether(sources, one('options')));
    // Hints that the sample itself gets are none of the edit's.
    assert.equal(
      says(report).filter((line) => !line.startsWith('info ') || !before.includes(line)),
      expected,
    );
    const objects = lintObjectsTogether(edited, one('options'));
    assert.equal(identities(objects.findings), identities(report.findings), 'without the texts, other findings');
    assert.equal(
      before.filter((line) => expected.includes(line)),
      [],
      'the sample says so without the edit',
    );
  });
}

test('at least forty twins, of every sample that can be broken', () => {
  assert.ok(twins.length >= 40, `only ${twins.length}`);
  assert.equal(new Set(twins.map((twin) => twin.get('twin')?.join())).size, twins.length);
});

/** The one edit of a twin: `find` (on one place in all texts) becomes `put`, or the file `drop` is taken away. */
function edit(sources: readonly Source[], twin: Map<string, string[]>): Source[] {
  const [drop] = twin.get('drop') ?? [];
  if (drop !== undefined) {
    const left = sources.filter(({ uri }) => uri !== drop);
    assert.is(left.length, sources.length - 1, `${drop} is none of the files`);
    return left;
  }
  const [find = ''] = twin.get('find') ?? [];
  const [put = ''] = twin.get('put') ?? [];
  const places = sources.reduce((sum, { text }) => sum + text.split(find).length - 1, 0);
  assert.is(places, 1, `'${find}' stands ${places} times in the sample`);
  return sources.map(({ uri, text }) => ({ uri, text: text.replace(find, () => put) }));
}

/** `error rule at text` → `error rule@line`: the line of the only place where the text stands, or stands `in` one of the files. */
function placed(line: string, sources: readonly Source[]): string {
  const [, said = '', at = '', file] = /^(.*?) at (.*?)(?: in ([^ ]+\.yaml))?$/.exec(line) ?? [];
  const found = sources
    .filter(({ uri }) => file === undefined || uri === file)
    .flatMap(({ uri, text }) =>
      text.split('\n').flatMap((row, index) => (row.includes(at) ? [`${uri}:${index + 1}`] : [])),
    );
  assert.is(found.length, 1, `'${at}' stands on ${found.length} lines`);
  return `${said}@${sources.length > 1 ? found[0] : found[0]?.replace(/^.*:/, '')}`;
}

test.run();
