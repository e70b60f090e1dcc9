/** Bad input: each text is read without a crash, and everything that is wrong with it or passed over is said, with its place. */
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decode } from '../../src/files/index.ts';
import type { ParsedSource, Range, SourceProblem } from '../../src/model/index.ts';
import { manifests, parse } from '../../src/source/index.ts';
import { golden } from '../support/golden.ts';

const folder = 'test-cases/source/malformed';
const cases = readdirSync(folder)
  .filter((name) => !name.endsWith('.expected'))
  .sort();

for (const name of cases) {
  test(name, () => {
    const read = decode(name, readFileSync(`${folder}/${name}`));
    const lines = 'problem' in read ? [`file: ${read.problem}`] : describe(parse(read.source));
    golden(`${folder}/${name}.expected`, `${lines.join('\n')}\n`);
  });
}

test('there are cases of every sort', () => {
  assert.ok(cases.length >= 40);
});

/** Places 1-based, as editors show them. */
function describe(parsed: ParsedSource): string[] {
  const lines = parsed.problems.map((problem) => `text: ${sentence(problem)}`);
  if (parsed.skip) lines.push(`skipped: ${parsed.skip.kind}: ${parsed.skip.reason}`);
  for (const { index, value, problems, skip } of parsed.documents) {
    lines.push(`document ${index}: ${value === undefined ? 'refused' : value === null ? 'empty' : 'read'}`);
    lines.push(...problems.map((problem) => `  ${sentence(problem)}`));
    if (skip) lines.push(`  skipped: ${skip.kind}: ${skip.reason}`);
  }
  return [...lines, `${manifests(parsed).length} manifests`];
}

function sentence({ kind, message, range, pointer, related = [] }: SourceProblem): string {
  const beside = related.map((one) => ` (${one.message}: ${place(one.range)})`).join('');
  return `${place(range)} ${kind}${pointer === undefined ? '' : ` ${pointer}`}: ${message}${beside}`;
}

function place({ start, end }: Range): string {
  return `${start.line + 1}:${start.column + 1}-${end.line + 1}:${end.column + 1}`;
}

test.run();
