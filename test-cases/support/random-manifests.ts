/** A grammar of pods and what makes pods: any field of any minor at its place, now and then a value that is odd. */
import fc from 'fast-check';
import type { JsonObject, JsonValue, Manifest } from '../../src/model/index.ts';
import { type Shape, typeFields } from '../../src/target/index.ts';

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
  .tuple(
    objectOf('Container', 4),
    fc.constantFrom('app', 'proxy', 'logs', 'setup', 'odd name'),
    fc.constantFrom('x:1', 'istio/proxyv2:1.22', 'fluent/fluent-bit:3', 'busybox'),
  )
  .map(([rest, name, image]): JsonObject => ({ image, ...rest, name }));
const podSpec = fc.record({
  containers: fc.array(container, { maxLength: 2 }),
  initContainers: fc.array(container, { maxLength: 3 }),
  restartPolicy: text,
});
const someSpec = fc.oneof(podSpec, objectOf('PodSpec', 5));

export const randomManifest: fc.Arbitrary<Manifest> = fc
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
