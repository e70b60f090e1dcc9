/** What `why` reads in the servers' own sentences, and how it ranks their causes, against the cases from which the sentences were made. */
import { join } from 'node:path';
import { why } from '../../src/why/index.ts';
import { canonical, jsonLines } from './json.ts';
import type { Tally } from './tally.ts';

interface Case {
  id: string;
  /** Row of the parity table the sentence was made for; a sentence can be that of other rows, too. */
  row: string;
  /** Of the server that said it. */
  minor: string;
  text: string;
  expect: ({ reason: string; field: string } | { unknown: string })[];
}

/** In so many of a hundred texts the row has to be among the checks of the first two explanations, and the first must be possible on the server. */
const wanted = 95;

export async function messages(dir: string): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, lines: [] };
  const cases = jsonLines<Case>(join(dir, 'cases.jsonl'));
  const strays: string[] = [];
  const misdated: string[] = [];
  for (const { id, row, minor, text, expect } of cases) {
    const { says, explanations } = why(text);
    if (canonical(says) === canonical(expect)) tally.passed += 1;
    else {
      tally.failed += 1;
      tally.lines.push(`${id}: expected ${canonical(expect)}, read ${canonical(says)}`);
    }
    const checks = explanations.slice(0, 2).flatMap((explanation) => explanation.checks);
    if (!checks.includes(row)) strays.push(`${id}: made for ${row}, explained by ${checks.join(' ')}`);
    const versions = explanations[0]?.versions ?? '';
    if (versions !== '' && !covers(versions, minor))
      misdated.push(`${id}: said by ${minor}, explained for ${versions}`);
  }
  tally.lines.push(
    ...strays,
    ...misdated,
    `${cases.length - strays.length} of ${cases.length} rows among the first two explanations`,
    `${cases.length - misdated.length} of ${cases.length} servers among the releases of the first`,
  );
  for (const missed of [strays, misdated]) {
    if ((cases.length - missed.length) * 100 < cases.length * wanted) tally.failed += missed.length;
  }
  return tally;
}

/** Whether '1.29–1.33', 'up to 1.27' or '1.27, 1.35+' has the release. */
function covers(versions: string, release: string): boolean {
  const minor = Number(release.slice(2));
  return versions.split(', ').some((range) => {
    const [first = 0, last] = [...range.matchAll(/1\.(\d+)/g)].map((match) => Number(match[1]));
    if (range.startsWith('up to')) return minor <= first;
    return minor >= first && minor <= (last ?? (range.endsWith('+') ? Number.POSITIVE_INFINITY : first));
  });
}
