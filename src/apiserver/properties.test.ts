import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { randomManifest } from '../../test-cases/support/random-manifests.ts';
import { isObject, type JsonValue, resolve } from '../model/index.ts';
import { parseTargets } from '../target/index.ts';
import { readJson } from './json-text.ts';
import { judge, judgeAll } from './judge.ts';

const targets = parseTargets(
  '1.27..1.37,1.28+SidecarContainers,1.34+ContainerRestartRules,1.33-InPlacePodVerticalScaling,1.37+ContainerStopSignals',
);
const runs = { numRuns: 120, seed: 7 };

test('every object gets an answer on every target, alone as in company', () => {
  fc.assert(
    fc.property(randomManifest, (one) => {
      const together = judgeAll(one, targets);
      for (const [index, target] of targets.entries()) assert.equal(together[index], judge(one, target), target.name);
    }),
    runs,
  );
});

test('what is stored is stored again as it is', () => {
  fc.assert(
    fc.property(randomManifest, fc.constantFrom(...targets), (one, target) => {
      const first = judge(one, target);
      if (first.effective === undefined) return;
      const second = judge({ ...one, object: first.effective }, target);
      assert.equal(second.unknown, []);
      assert.equal(second.dropped, []);
      assert.equal(second.effective, first.effective);
    }),
    runs,
  );
});

/** The object with a field of no minor beside each mapping that is no map of labels or resources: in the object, pod specs and containers. */
function misspelt(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(misspelt);
  if (!isObject(value)) return value;
  const more = ['apiVersion', 'containers', 'image'].some((name) => Object.hasOwn(value, name))
    ? { sidecarsPlease: true }
    : {};
  return { ...Object.fromEntries(Object.entries(value).map(([name, member]) => [name, misspelt(member)])), ...more };
}

test('fields that no minor knows change nothing else', () => {
  fc.assert(
    fc.property(randomManifest, fc.constantFrom(...targets), (one, target) => {
      const plainVerdict = judge(one, target);
      const object = misspelt(one.object);
      const typo = judge(isObject(object) ? { ...one, object } : one, target);
      if (plainVerdict.decodeError !== undefined) return assert.equal(typo.decodeError, plainVerdict.decodeError);
      assert.ok(typo.unknown.length > plainVerdict.unknown.length || typo.unknown.length === 100);
      assert.equal({ ...typo, unknown: [] }, { ...plainVerdict, unknown: [] });
    }),
    runs,
  );
});

test('what is unknown or dropped was written where the verdict says', () => {
  fc.assert(
    fc.property(randomManifest, fc.constantFrom(...targets), (one, target) => {
      const { unknown, dropped } = judge(one, target);
      for (const { pointer } of [...unknown, ...dropped])
        assert.not.equal(resolve(one.object, pointer), undefined, pointer);
    }),
    runs,
  );
});

test('updates of any object to any other get an answer', () => {
  fc.assert(
    fc.property(randomManifest, randomManifest, fc.constantFrom(...targets), (one, other, target) => {
      judge(one, target, { old: other.object });
      const pod = { ...one, apiVersion: 'v1', kind: 'Pod' };
      for (const subresource of ['resize', 'ephemeralcontainers'] as const)
        judge(pod, target, { old: other.object, subresource });
    }),
    runs,
  );
});

test('every prefix of a text is read or refused', () => {
  const whole = JSON.stringify({ a: [1.5, 'x\\"', { b: null }], c: true });
  for (let length = 0; length < whole.length; length++)
    assert.throws(() => readJson(whole.slice(0, length)), /JSON text/);
});

test.run();
