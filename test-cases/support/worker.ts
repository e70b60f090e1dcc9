/** Runs the test files named in argv and prints one JSON line per file: counts, or the error that kept it from loading. */
import { pathToFileURL } from 'node:url';

type Runner = () => Promise<[errors: string, passed: number, skipped: number, total: number]>;
interface UvuGlobals {
  UVU_DEFER?: number;
  UVU_QUEUE?: (string | Runner)[][];
  UVU_INDEX?: number;
}

// uvu keeps its queue on globalThis; with UVU_DEFER set, `test.run()` only enqueues.
const uvu = globalThis as UvuGlobals;
uvu.UVU_DEFER = 1;
uvu.UVU_QUEUE = [];

for (const [index, file] of process.argv.slice(2).entries()) {
  const queue: (string | Runner)[] = [];
  uvu.UVU_INDEX = index;
  uvu.UVU_QUEUE[index] = queue;
  const result = { file, passed: 0, skipped: 0, total: 0, errors: '', milliseconds: 0 };
  const begin = performance.now();
  try {
    await import(pathToFileURL(file).href);
    for (const run of queue) {
      if (typeof run === 'string') continue;
      const [errors, passed, skipped, total] = await run();
      result.errors += errors;
      result.passed += passed;
      result.skipped += skipped;
      result.total += total;
    }
  } catch (error) {
    result.errors += `\n   ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
    result.total += 1;
  }
  result.milliseconds = Math.round(performance.now() - begin);
  process.stdout.write(`\u0001${JSON.stringify(result)}\n`);
}
