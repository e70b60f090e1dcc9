/** A run that goes on says at every moment what a run from scratch says. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lintSources } from '../src/lint.ts';
import { LiveRun } from '../src/live.ts';
import type { Finding, Source } from '../src/model/index.ts';
import { createPolicy } from '../src/policy/index.ts';
import { parseTargets } from '../src/target/index.ts';

const policy = createPolicy();
const targets = parseTargets('1.28..1.34', { origin: 'option' });
const pathMatches = (pattern: string, uri: string): boolean => pattern === uri;

function live(sources: readonly Source[]): LiveRun {
  const run = new LiveRun({ policy, targets, complete: false, today: '', pathMatches });
  for (const source of sources) run.put(source);
  return run;
}

/** All findings by file, and that files nobody said to be outdated have none. */
function all(run: LiveRun, shown: Map<string, Finding[]>): Map<string, Finding[]> {
  for (const _ of run.judge());
  for (const uri of run.takeOutdated()) shown.set(uri, run.findings(uri));
  return shown;
}

function sameAsFresh(shown: Map<string, Finding[]>, sources: readonly Source[], what: string): void {
  const byFile = new Map<string, Finding[]>();
  for (const finding of lintSources(sources, { policy, targets }).findings) {
    byFile.set(finding.location.uri, [...(byFile.get(finding.location.uri) ?? []), finding]);
  }
  for (const uri of new Set([...shown.keys(), ...byFile.keys()])) {
    assert.equal(shown.get(uri) ?? [], byFile.get(uri) ?? [], `${what}: ${uri}`);
  }
}

/** The same numbers each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** What a hand does to a text: a line goes, comes twice, loses a character, two documents change places. */
function edited(text: string, roll: (sides: number) => number): string {
  const lines = text.split('\n');
  const at = roll(lines.length);
  switch (roll(6)) {
    case 0:
      return lines.toSpliced(at, 1).join('\n');
    case 1:
      return lines.toSpliced(at, 0, lines[at] ?? '').join('\n');
    case 2:
      return lines.with(at, (lines[at] ?? '').slice(0, -1)).join('\n');
    case 3:
      return `# one line more\n${text}`;
    case 4:
      return text.split('\n---\n').toReversed().join('\n---\n');
    default:
      return text.replace(/name: (\w)/, 'name: z$1');
  }
}

function follow(sources: readonly Source[], edits: number, seed: number): void {
  const roll = dice(seed);
  const run = live(sources);
  const shown = all(run, new Map());
  const now = new Map(sources.map((source) => [source.uri, source]));
  sameAsFresh(shown, [...now.values()], 'at first');
  for (let count = 0; count < edits; count++) {
    const old = sources[roll(sources.length)];
    if (old === undefined) continue;
    const { uri } = old;
    const source = { uri, text: edited(now.get(uri)?.text ?? old.text, roll) };
    const gone = roll(12) === 0;
    if (gone) {
      run.drop(uri);
      now.delete(uri);
    } else {
      run.put(source);
      now.set(uri, source);
    }
    sameAsFresh(
      all(run, shown),
      [...now.values()],
      `edit ${count}${gone ? ' (file gone)' : ''} of ${uri}, seed ${seed}`,
    );
  }
}

test('every case of the rules, as one workspace that is being edited', () => {
  const files = globSync('test-cases/rules/{bindings,injection,jobs,kruise,targets}/**/bad-*.yaml').sort();
  const sources = files.filter((_, index) => index % 20 === 0).map((uri) => ({ uri, text: readFileSync(uri, 'utf8') }));
  assert.ok(sources.length > 12);
  follow(sources, 8, 7);
});

const root = '../shared/corpus';
if (!existsSync(root)) console.log(`skipped: ${root} is absent, real manifests are not edited`);
else {
  test('real manifests, as one workspace that is being edited', () => {
    const files = globSync('**/*.{yaml,yml}', { cwd: root }).sort();
    const sources = files
      .filter((_, index) => index % 36 === 0)
      .map((uri) => ({ uri, text: readFileSync(join(root, uri), 'utf8') }));
    follow(sources, 5, 3);
  });
}

test.run();
