import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { parse } from '../../src/source/index.ts';

/** The built-in rules as data, so that starting the command reads no rule file. They were checked when they were bundled. */
export function bundledRules(): string {
  const rules = globSync('rules/*/*.yaml')
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort()
    .map((path) => {
      const file = `${path}.yaml`;
      const [document] = parse({ uri: file, text: readFileSync(file, 'utf8') }).documents;
      const [problem] = document?.problems ?? [];
      if (problem !== undefined) throw new Error(`${file}:${problem.range.start.line + 1}: ${problem.message}`);
      return document?.value;
    });
  return `import type { RuleFile } from './rule.ts';\n\nexport const bundledRules: RuleFile[] = ${JSON.stringify(rules, null, 1)};\n`;
}
