/** Random objects and cut-off texts: nothing throws, everything is answered. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import * as assert from 'uvu/assert';
import { admit, admitAll } from '../../src/admit.ts';
import { lintObject, lintText } from '../../src/lint.ts';
import type { Admission, Report, Source } from '../../src/model/index.ts';
import { parseTargets } from '../../src/target/index.ts';
import { randomManifest } from './random-manifests.ts';

export interface FuzzResult {
  answered: number;
  /** What took longest, and how long in milliseconds. */
  slowest: { what: string; milliseconds: number };
}

const everyMinor = parseTargets('1.22..1.37,1.28+SidecarContainers,1.34+ContainerRestartRules');
const few = parseTargets('1.28,1.34,1.36');

/** Objects of the grammar, as objects and as JSON, on every minor. Stops when the time is up. */
export function fuzzObjects(count: number, seed: number, milliseconds = Number.POSITIVE_INFINITY): FuzzResult {
  const run = new Run(milliseconds);
  for (let batch = 0; batch * batchSize < count; batch += 1) {
    const objects = fc.sample(randomManifest, {
      numRuns: Math.min(batchSize, count - batch * batchSize),
      seed: seed + batch,
    });
    for (const [index, { object }] of objects.entries()) {
      if (run.isOver()) return run.result;
      run.answer(`object ${index} of seed ${seed + batch}`, () => {
        answeredReport(lintObject(object, { targets: everyMinor }));
        const answers = admitAll(object, everyMinor);
        answers.forEach(answeredRequest);
        assert.equal(admitAll(JSON.stringify(object), everyMinor), answers);
      });
    }
  }
  return run.result;
}

const batchSize = 100;

/** Every prefix of texts, linted and asked about. Stops when the time is up. */
export function fuzzPrefixes(sources: readonly Source[], milliseconds = Number.POSITIVE_INFINITY): FuzzResult {
  const run = new Run(milliseconds);
  for (const { uri, text } of sources) {
    for (let length = 0; length <= text.length; length += 1) {
      if (run.isOver()) return run.result;
      const prefix = text.slice(0, length);
      run.answer(`${uri} up to character ${length}`, () => {
        const report = lintText({ uri, text: prefix }, { targets: few });
        answeredReport(report);
        assert.is(report.files.length, 1);
        const [file] = report.files;
        if (file?.status === 'broken') assert.ok(report.findings.length > 0, 'broken without a finding');
        if (file?.status === 'skipped') assert.ok(file.reason, 'skipped without a reason');
        answeredRequest(admit(prefix, '1.34'));
      });
    }
  }
  return run.result;
}

/** Manifests of at most 2,000 characters: the samples first, then the corpus, where it is present, in an order that mixes its projects. */
export function shortManifests(count: number): Source[] {
  const own = globSync(['test-cases/{samples,examples}/**/*.{yaml,yml,json}']).sort();
  const corpus = existsSync('../shared/corpus')
    ? globSync('**/*.{yaml,yml,json}', { cwd: '../shared/corpus' })
        .sort()
        .map((file) => join('../shared/corpus', file))
    : [];
  const short = [...own, ...mixed(corpus)].map((uri) => ({ uri, text: readFileSync(uri, 'utf8') }));
  return short.filter(({ text }) => text.length <= 2000 && /^\s*"?kind"?:/m.test(text)).slice(0, count);
}

/** Steps of a number without a divisor in common with the length: each file once, neighbours far apart. */
function mixed(files: readonly string[]): string[] {
  const step = 7919;
  return files.map((_, index) => files[(index * step) % files.length] ?? '');
}

class Run {
  readonly result: FuzzResult = { answered: 0, slowest: { what: '', milliseconds: 0 } };
  readonly #end: number;

  constructor(milliseconds: number) {
    this.#end = performance.now() + milliseconds;
  }

  isOver(): boolean {
    return performance.now() >= this.#end;
  }

  answer(what: string, ask: () => void): void {
    const begin = performance.now();
    try {
      ask();
    } catch (error) {
      throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    const milliseconds = performance.now() - begin;
    this.result.answered += 1;
    // The first answer waits for the policy to be compiled.
    if (this.result.answered > 1 && milliseconds > this.result.slowest.milliseconds)
      this.result.slowest = { what, milliseconds };
  }
}

function answeredReport(report: Report): void {
  assert.equal(report.failures, []);
  for (const { ruleId, bands, message } of report.findings) {
    assert.ok(message !== '' && (bands.length > 0 || ruleId.startsWith('source/')), `${ruleId} says nothing`);
  }
}

function answeredRequest({ allowed, code, errors, unknown, duplicates, decodeError, notFound }: Admission): void {
  assert.is(allowed, code < 300);
  const causes = errors.length + unknown.length + duplicates.length;
  if (!allowed) assert.ok(causes > 0 || decodeError !== undefined || notFound !== undefined, 'refused without a cause');
}
