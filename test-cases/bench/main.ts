/** `npm run bench [-- start bulk pod cel]`: ratios inside one run, rounds interleaved, medians. Nothing here is asserted. */
import { bulk } from './bulk.ts';
import { cel } from './cel.ts';
import { pod } from './pod.ts';
import { start } from './start.ts';

const benches: Record<string, () => Promise<string[]>> = { start, bulk, pod, cel };

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const line of await run()) console.log(line);
}
