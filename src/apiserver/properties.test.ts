import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type JsonObject, type JsonValue, type Manifest, resolve } from '../model/index.ts';
import { parseTargets, type Shape, typeFields } from '../target/index.ts';
import { readJson } from './json-text.ts';
import { judge, judgeAll } from './judge.ts';

const targets = parseTargets(
  '1.27..1.37,1.28+SidecarContainers,1.34+ContainerRestartRules,1.33-InPlacePodVerticalScaling,1.37+ContainerStopSignals',
);
const runs = { numRuns: 120, seed: 7 };

const kinds: [string, string][] = [
  ['v1', 'Pod'],
  ['v1', 'PodTemplate'],
  ['v1', 'ReplicationController'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
];

const words = [
  '',
  'Always',
  'Never',
  'OnFailure',
  'Restart',
  'In',
  'app',
  'x',
  'UP',
  'TCP',
  '1',
  '100m',
  '1Gi',
  'SIGTERM',
  '__proto__',
  '🎉',
];
const text = fc.constantFrom(...words);
const whole = fc.constantFrom(-1, 0, 1, 2, 80, 255, 65536);

/** A value of the shape, now and then of another, with fields of every minor and some of none. */
function someValue(shape: Shape, depth: number): fc.Arbitrary<JsonValue> {
  const odd: fc.Arbitrary<JsonValue> = fc.constantFrom<JsonValue>(null, null, true, 'odd', 1.5, [], {}, [null]);
  return fc.oneof({ weight: 300, arbitrary: plain(shape, depth) }, { weight: 1, arbitrary: odd });
}

function plain(shape: Shape, depth: number): fc.Arbitrary<JsonValue> {
  const item = shape.item ?? { kind: 'scalar', name: 'string' };
  if (shape.kind === 'object') return objectOf(shape.name, depth - 1);
  if (shape.kind === 'list') return depth <= 0 ? fc.constant([]) : fc.array(someValue(item, depth), { maxLength: 3 });
  if (shape.kind === 'map') return fc.dictionary(text, someValue(item, depth - 1), { maxKeys: 3 });
  if (shape.name === 'boolean') return fc.boolean();
  if (shape.name.startsWith('int32') || shape.name === 'int64') return whole;
  if (shape.name === 'quantity') return fc.constantFrom<JsonValue>('100m', '1Gi', '1', 2, '-1');
  if (shape.name === 'time') return fc.constant('2026-01-01T00:00:00Z');
  return shape.name === 'intOrString' ? fc.oneof(text, whole) : text;
}

function objectOf(type: string, depth: number): fc.Arbitrary<JsonObject> {
  const fields = [...(typeFields(type)?.values() ?? [])].filter(({ name }) => name !== 'status');
  if (depth <= 0 || fields.length === 0) return fc.constant({});
  return fc
    .subarray(fields, { maxLength: Math.min(6, fields.length) })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map(({ name, shape }) => [name, someValue(shape, depth)]))))
    .chain((object) =>
      fc.oneof(
        fc.constant(object),
        text.map((name): JsonObject => ({ ...object, [`x${name}`]: 1 })),
      ),
    );
}

/** Most containers are named as they should be: what else is wrong shows only then. */
const container = fc
  .tuple(objectOf('Container', 4), fc.constantFrom('app', 'proxy', 'logs', 'setup', 'odd name'))
  .map(([rest, name]): JsonObject => ({ image: 'x:1', ...rest, name }));
const podSpec = fc.record({
  containers: fc.array(container, { maxLength: 2 }),
  initContainers: fc.array(container, { maxLength: 3 }),
  restartPolicy: text,
});
const someSpec = fc.oneof(podSpec, objectOf('PodSpec', 5));

const manifest: fc.Arbitrary<Manifest> = fc
  .tuple(fc.constantFrom(...kinds), someSpec, objectOf('JobSpec', 3), objectOf('ObjectMeta', 3))
  .map(([[apiVersion, kind], spec, rest, metadata]) => {
    const template: JsonObject = { metadata: { labels: { app: 'x' } }, spec };
    const holder: JsonObject = { ...rest, selector: { matchLabels: { app: 'x' } }, template };
    const inner: Record<string, JsonObject> = {
      Pod: { spec },
      PodTemplate: { template },
      CronJob: { spec: { jobTemplate: { spec: holder } } },
    };
    const object: JsonObject = { apiVersion, kind, metadata, ...(inner[kind] ?? { spec: holder }) };
    return {
      object,
      apiVersion,
      kind,
      group: apiVersion.split('/').length > 1 ? (apiVersion.split('/')[0] ?? '') : '',
      name: 'x',
      namespace: '',
    };
  });

test('every object gets an answer on every target, alone as in company', () => {
  fc.assert(
    fc.property(manifest, (one) => {
      const together = judgeAll(one, targets);
      for (const [index, target] of targets.entries()) assert.equal(together[index], judge(one, target), target.name);
    }),
    runs,
  );
});

test('what is stored is stored again as it is', () => {
  fc.assert(
    fc.property(manifest, fc.constantFrom(...targets), (one, target) => {
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

test('a field that no minor knows changes nothing else', () => {
  fc.assert(
    fc.property(manifest, fc.constantFrom(...targets), (one, target) => {
      const plainVerdict = judge(one, target);
      const typo = judge({ ...one, object: { ...one.object, sidecarsPlease: true } }, target);
      if (plainVerdict.decodeError !== undefined) return assert.equal(typo.decodeError, plainVerdict.decodeError);
      assert.equal(typo.unknown.length, Math.min(100, plainVerdict.unknown.length + 1));
      assert.equal({ ...typo, unknown: [] }, { ...plainVerdict, unknown: [] });
    }),
    runs,
  );
});

test('what is unknown or dropped was written where the verdict says', () => {
  fc.assert(
    fc.property(manifest, fc.constantFrom(...targets), (one, target) => {
      const { unknown, dropped } = judge(one, target);
      for (const { pointer } of [...unknown, ...dropped])
        assert.not.equal(resolve(one.object, pointer), undefined, pointer);
    }),
    runs,
  );
});

test('updates of any object to any other get an answer', () => {
  fc.assert(
    fc.property(manifest, manifest, fc.constantFrom(...targets), (one, other, target) => {
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
