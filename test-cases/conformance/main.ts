/**
 * `npm run conformance -- DIR [--root FILES]`: compares this project with recordings of the real programs. The format of a folder is
 * recognised by its files; corpus files are looked up below FILES (default ../shared/corpus; absent: counted as skipped).
 */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cel } from './cel.ts';
import { kubernetes } from './kubernetes.ts';
import { messages } from './messages.ts';
import { openkruise } from './openkruise.ts';
import { resources } from './resources.ts';
import type { Tally } from './tally.ts';
import { yaml } from './yaml.ts';

interface Format {
  name: string;
  recognise: (dir: string) => boolean;
  run: (dir: string, root: string) => Promise<Tally>;
}

const formats: Format[] = [
  { name: 'yaml', recognise: (dir) => firstHas(dir, 'results.jsonl', 'docs'), run: yaml },
  { name: 'cel', recognise: (dir) => firstHas(dir, 'cases.jsonl', 'expr'), run: cel },
  { name: 'kubernetes', recognise: (dir) => firstHas(dir, 'verdicts.jsonl', 'verdicts'), run: kubernetes },
  { name: 'openkruise', recognise: (dir) => firstHas(dir, 'injection-results.jsonl', 'results'), run: openkruise },
  { name: 'messages', recognise: (dir) => firstHas(dir, 'cases.jsonl', 'expect'), run: messages },
  { name: 'resources', recognise: (dir) => firstHas(dir, 'results.jsonl', 'results'), run: resources },
];

/** True when the first line of `name` is an object with that key. */
function firstHas(dir: string, name: string, key: string): boolean {
  const path = join(dir, name);
  if (!existsSync(path)) return false;
  const head = Buffer.alloc(4096);
  const file = openSync(path, 'r');
  const length = readSync(file, head);
  closeSync(file);
  return new RegExp(`^\\{(?:.*,)? ?"${key}":`).test(head.toString('utf8', 0, length).split('\n', 1)[0] ?? '');
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { root: { type: 'string', default: '../shared/corpus' } },
});
const [dir = ''] = positionals;
const format = formats.find(({ recognise }) => recognise(dir));
if (positionals.length !== 1 || !format) {
  const known = formats.map(({ name }) => name).join(', ');
  console.error(
    `${dir || 'No folder given'}: no recording of a known format (${known}).\nUsage: npm run conformance -- DIR [--root FILES]`,
  );
  process.exitCode = 2;
} else {
  const { passed, failed, skipped, lines } = await format.run(dir, values.root);
  for (const line of lines) console.log(line);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
