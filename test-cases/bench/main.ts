/** `npm run bench [-- start bulk pod cel lsp webhook typing fuzz soak memory]`: ratios inside one run, rounds interleaved, medians. Nothing here is asserted but by typing, fuzz, soak and memory, which run when named. */
import { bulk } from './bulk.ts';
import { cel } from './cel.ts';
import { fuzz } from './fuzz.ts';
import { lsp } from './lsp.ts';
import { memory } from './memory.ts';
import { pod } from './pod.ts';
import { soak } from './soak.ts';
import { start } from './start.ts';
import { typing } from './typing.ts';
import { webhook } from './webhook.ts';

const benches: Record<string, () => Promise<string[]>> = { start, bulk, pod, cel, lsp, webhook };

/** Takes minutes. */
const onRequest: Record<string, () => Promise<string[]>> = { typing, fuzz, soak, memory };

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
for (const [name, run] of Object.entries(wanted.length === 0 ? benches : { ...benches, ...onRequest })) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const line of await run()) console.log(line);
}
