/** Random objects and every prefix of texts, for a few seconds; `npm run bench -- fuzz` runs all of them. */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lintObject } from '../src/lint.ts';
import type { Report } from '../src/model/index.ts';
import { parseTargets } from '../src/target/index.ts';
import { fuzzObjects, fuzzPrefixes, shortManifests } from './support/fuzz.ts';
import { randomManifest } from './support/random-manifests.ts';

test('random objects are answered on every minor', () => {
  assert.ok(fuzzObjects(200, 11, 1500).answered > 20);
});

test('every prefix of a manifest is answered', () => {
  assert.ok(fuzzPrefixes(shortManifests(200), 1500).answered > 100);
});

/** What a report says of one target, but for information, which is given of other targets too. */
function saidOf(report: Report, target: string): string[] {
  return report.findings
    .flatMap(({ ruleId, location, bands }) =>
      bands
        .filter(({ targets, severity }) => severity !== 'info' && targets.includes(target))
        .map(({ outcome, severity }) => `${ruleId} ${location.pointer} ${outcome} ${severity}`),
    )
    .sort();
}

test('what is found on a target does not depend on the targets beside it', () => {
  const targets = parseTargets('1.27,1.28,1.28+SidecarContainers,1.33,1.34,1.35,1.37');
  for (const { object } of fc.sample(randomManifest, { numRuns: 80, seed: 23 })) {
    const together = lintObject(object, { targets });
    for (const target of targets)
      assert.equal(saidOf(together, target.name), saidOf(lintObject(object, { targets: [target] }), target.name));
  }
});

test.run();
