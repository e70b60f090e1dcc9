import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { parse } from '../../src/source/index.ts';

/** The built-in rules as data, so that starting the command reads no rule file. They were checked when they were bundled. */
export function bundledRules(): string {
  const rules = globSync('rules/*/*.yaml')
    .sort()
    .map((file) => parse({ uri: file, text: readFileSync(file, 'utf8') }).documents[0]?.value);
  return `import type { RuleFile } from './rule.ts';\n\nexport const bundledRules: RuleFile[] = ${JSON.stringify(rules, null, 1)};\n`;
}
