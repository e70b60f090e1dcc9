/** What `why` reads in the servers' own sentences, and how it ranks their causes, against the cases from which the sentences were made. */
import { join } from 'node:path';
import { why } from '../../src/why/index.ts';
import { canonical, jsonLines } from './json.ts';
import type { Tally } from './tally.ts';

interface Case {
  id: string;
  /** Row of the parity table the sentence was made for; a sentence can be that of other rows, too. */
  row: string;
  text: string;
  expect: ({ reason: string; field: string } | { unknown: string })[];
}

/** Of so many in a hundred texts the row has to be among the checks of the first two explanations. */
const wanted = 95;

export async function messages(dir: string): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, lines: [] };
  const cases = jsonLines<Case>(join(dir, 'cases.jsonl'));
  const strays: string[] = [];
  for (const { id, row, text, expect } of cases) {
    const { says, explanations } = why(text);
    if (canonical(says) === canonical(expect)) tally.passed += 1;
    else {
      tally.failed += 1;
      tally.lines.push(`${id}: expected ${canonical(expect)}, read ${canonical(says)}`);
    }
    const checks = explanations.slice(0, 2).flatMap((explanation) => explanation.checks);
    if (!checks.includes(row)) strays.push(`${id}: made for ${row}, explained by ${checks.join(' ')}`);
  }
  const ranked = cases.length - strays.length;
  tally.lines.push(...strays, `${ranked} of ${cases.length} rows among the first two explanations`);
  if (ranked * 100 < cases.length * wanted) tally.failed += strays.length;
  return tally;
}
