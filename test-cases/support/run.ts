/**
 * The test command. `npm test` runs every *.test.ts; `npm test -- source cel` those whose path holds one of the words.
 * Fails on a file without tests, on fewer files than the floor, and ends with `N passed, N failed[, N skipped]`.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { globSync } from 'tinyglobby';

/** A full run that finds fewer files has lost some: raise it as tests are added. */
const floor = 128;

interface Result {
  file: string;
  passed: number;
  skipped: number;
  total: number;
  errors: string;
  milliseconds: number;
}

const words = process.argv.slice(2);
const all = globSync(['src/**/*.test.ts', 'test-cases/**/*.test.ts'], { ignore: ['**/node_modules/**'] }).sort();
const files = all.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
/** Tests of a folder share a process, and rooms share a few: starting one costs more than most of them. Whole-house tests, the slow ones, go first. */
const queue = groups(files);
const results: Result[] = [];
let broken = 0;

function groups(all: readonly string[]): string[][] {
  const rooms = new Map<string, string[]>();
  for (const file of all) {
    const [top = '', folder = ''] = file.split('/');
    // By the length of its name: any even spread would do.
    const room = top === 'src' ? `src ${folder.length % 4}` : `${top}/${folder}`;
    rooms.set(room, [...(rooms.get(room) ?? []), file]);
  }
  return [...rooms.values()].sort((a, b) => Number(a[0]?.startsWith('src/')) - Number(b[0]?.startsWith('src/')));
}

function worker(group: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test-cases/support/worker.ts', ...group], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const waiting = new Set(group);
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      // Anything else is what a test printed, for example the note of a skip.
      if (!line.startsWith('\u0001')) {
        if (line.trim() !== '' && !/^[•✘ ]+\(\d/.test(line)) console.log(line);
        return;
      }
      // Written by our own worker.
      const result = JSON.parse(line.slice(1)) as Result;
      waiting.delete(result.file);
      results.push(result);
      report(result);
    });
    child.on('close', (code) => {
      if (waiting.size > 0 || code !== 0) {
        broken += 1;
        console.log(`FAIL ${[...waiting].join(', ')}: the test process ended with code ${code} before it reported`);
      }
      resolve();
    });
  });
}

function report(result: Result): void {
  // Skipped tests are not in the total.
  const failed = result.total - result.passed;
  if (result.total + result.skipped === 0) {
    broken += 1;
    console.log(`FAIL ${result.file}: no test ran; is '.run()' missing?`);
  } else if (failed > 0) console.log(`FAIL ${result.file}: ${failed} of ${result.total}${result.errors}`);
  else if (process.stdout.isTTY) console.log(`  ok ${result.file}: ${result.passed} in ${result.milliseconds} ms`);
}

async function lane(): Promise<void> {
  for (let group = queue.shift(); group !== undefined; group = queue.shift()) await worker(group);
}

await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));

if (words.length === 0 && files.length < floor) {
  broken += 1;
  console.log(`FAIL only ${files.length} test files found, at least ${floor} expected`);
}
if (files.length === 0) broken += 1;
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const skipped = results.reduce((sum, result) => sum + result.skipped, 0);
const failed = results.reduce((sum, result) => sum + result.total - result.passed, 0) + broken;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
