/** Every fix that a rule offers, carried out on every case of that rule. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { structuredPatch } from 'diff';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { applyFixes } from '../src/edit/index.ts';
import { fixSources } from '../src/fix.ts';
import { bundledRules } from '../src/generated/rules.ts';
import { lintText } from '../src/lint.ts';
import type { Fix, Source } from '../src/model/index.ts';
import { caseOptions } from './support/case-options.ts';
import { deletedElsewhere, differencesElsewhere } from './support/elsewhere.ts';
import { golden } from './support/golden.ts';

const fixable = bundledRules.filter(
  ({ edits, validations }) => edits !== undefined || validations?.some((validation) => validation.edits !== undefined),
);

for (const { id } of fixable) {
  const folder = `test-cases/rules/${id}`;
  const cases = readdirSync(folder).filter((name) => /^bad-.*\.(yaml|json)$/.test(name));
  let isShown = false;
  for (const name of cases) {
    const source = { uri: name, text: readFileSync(`${folder}/${name}`, 'utf8') };
    const options = caseOptions(source.text);
    const findings = lintText(source, options).findings.filter((finding) => finding.ruleId === id);
    for (const [index, finding] of findings.entries()) {
      for (const [choice, fix] of (finding.fixes ?? []).entries()) {
        const isGolden = !isShown;
        isShown = true;
        test(`${id}: ${name}, finding ${index + 1}, fix ${choice + 1}: ${fix.title}`, () => {
          const text = carriedOut(source, fix);
          assert.equal(differencesElsewhere(source.text, text, fix), [], 'other values differ');
          const after = lintText({ ...source, text }, options).findings;
          const same = after.filter(({ ruleId, message }) => ruleId === id && message === finding.message);
          const before = findings.filter(({ message }) => message === finding.message);
          assert.ok(same.length < before.length, `still found:\n${text}`);
          if (isGolden) golden(`test-cases/fixes/${id.replace('/', '-')}.diff`, diffOf(source.text, text));
        });
      }
    }
    test(`${id}: ${name}, all at once, and once more`, () => {
      const { texts, refused, isUnsettled } = fixSources([source], { ...options, unsafe: true });
      assert.equal(
        // Some fixes are right on newer targets only.
        refused.flatMap(({ finding, reason }) =>
          /^it would bring/.test(reason) ? [] : `${finding.ruleId}: ${reason}`,
        ),
        [],
      );
      assert.not(isUnsettled);
      const text = texts.get(name) ?? source.text;
      assert.is(
        fixSources([{ ...source, text }], { ...options, unsafe: true }).texts.size,
        0,
        'a second run changes more',
      );
    });
    test(`${id}: ${name}, the safe fixes bring no error`, () => {
      const before = lintText(source, options).summary.error;
      assert.ok(fixSources([source], options).report.summary.error <= before);
    });
  }
  test(`${id}: some case is repaired`, () => {
    assert.ok(isShown, `no case of ${folder} has a finding with a fix`);
  });
}

function carriedOut(source: Source, fix: Fix): string {
  const { texts, refused } = applyFixes([fix], () => source);
  assert.equal(
    refused.map(({ reason }) => reason),
    [],
  );
  assert.is(texts.length, 1, 'nothing changed');
  const [{ text, edits } = { text: '', edits: [] }] = texts;
  assert.equal(deletedElsewhere(source.text, edits, fix), [], 'other text is gone');
  return text;
}

/** Without the head, which would name files. */
function diffOf(before: string, after: string): string {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 2 });
  return hunks.map(({ lines }) => `${lines.join('\n')}\n`).join('…\n');
}

test('no difference is kept for a rule that repairs nothing', () => {
  const known = new Set(fixable.map(({ id }) => `${id.replace('/', '-')}.diff`));
  const kept = existsSync('test-cases/fixes') ? readdirSync('test-cases/fixes') : [];
  assert.equal(
    kept.filter((name) => !known.has(name)),
    [],
  );
});

test.run();
