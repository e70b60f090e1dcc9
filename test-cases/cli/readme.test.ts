import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { commands, optionsOf } from '../../src/cli/options.ts';
import { outcomeWords } from '../../src/report/index.ts';

test('the page of the command line names every option', () => {
  const page = readFileSync('src/cli/README.md', 'utf8');
  const missing = commands.flatMap(optionsOf).filter(({ name }) => name !== 'help' && !page.includes(`--${name}`));
  assert.equal(missing, []);
});

test('the page of the formats explains every format and every word of the version strip', () => {
  const page = readFileSync('src/report/README.md', 'utf8');
  const formats = commands.flatMap(optionsOf).find(({ name }) => name === 'format')?.choices ?? [];
  assert.ok(formats.length > 0);
  for (const format of formats) assert.ok(page.includes(`| \`${format}\` |`), format);
  for (const word of Object.values(outcomeWords)) assert.ok(page.includes(word), word);
});

test.run();
