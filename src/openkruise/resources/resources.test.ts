import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inventoryOf, manifestOf } from '../../../test-cases/support/manifests.ts';
import { parseQuantity, valueAt } from '../../model/index.ts';
import { kruiseCauses } from '../facts/causes.ts';
import { inject } from '../inject/inject.ts';
import { quantityText } from '../library/quantity.ts';
import { type Amount, ExpressionError } from './amount.ts';
import { evaluate } from './expression.ts';

/** The value as text, with cpu bound to a quantity; 'error' where Kruise refuses. */
function value(text: string, cpu = '2'): string {
  const bound: Amount = { nano: parseQuantity(cpu) ?? 0n, form: cpu.endsWith('i') ? 'binary' : 'decimal' };
  try {
    const result = evaluate(text, new Map([['cpu', bound]]));
    return 'nano' in result ? quantityText(result.nano, result.form) : `number ${result.number}`;
  } catch (error) {
    if (error instanceof ExpressionError) return 'error';
    throw error;
  }
}

test('numbers, percentages, quantities and their operators', () => {
  for (const [text, wanted] of [
    ['1', 'number 1'],
    ['.5', 'number 0.5'],
    ['1e3', 'number 1000'],
    ['50%', 'number 0.5'],
    ['100m', '100m'],
    ['cpu', '2'],
    ['CPU*50%', '1'],
    ['max(cpu*50%, 100m)', '1'],
    ['min(cpu, 500m)', '500m'],
    ['MIN(cpu, 0.5)', '500m'],
    ['cpu+0.5', '2500m'],
    ['cpu-500m', '1500m'],
    ['cpu/4', '500m'],
    ['2*3+4', 'number 10'],
    ['2+3*4', 'number 14'],
    ['(2+3)*4', 'number 20'],
    ['10-4-3', 'number 3'],
    ['-(-cpu)', '2'],
    ['cpu*2-100m', '3900m'],
    ['100m+50m', '150m'],
    ['min(max(max(max(0.5,0.5*cpu),cpu-1.0),cpu-1.0),3.0)', '1'],
  ] as const) {
    assert.is(value(text), wanted, text);
  }
  assert.is(value('cpu*50%', '256Mi'), '128Mi');
});

test('what Kruise refuses', () => {
  for (const text of [
    '',
    'cpu*100m',
    'cpu*cpu',
    '100m/cpu',
    '1/cpu',
    '1/0',
    'cpu-3',
    'memory*2',
    'max(cpu)',
    'max(1,2,3)',
    'avg(1,2)',
    '(1',
    '1)',
    '1 2',
    '@',
    'cpu*',
    '1ei',
    '1Ei',
  ]) {
    assert.is(value(text), 'error', text);
  }
});

test('a unit that Kruise does not know makes a number 0', () => {
  for (const text of ['200MB', '100mi', '1E', '5x']) assert.is(value(text), 'number 0', text);
});

test('reading an expression ends, whatever it is', () => {
  const piece = fc.constantFrom(
    '(',
    ')',
    '-',
    '+',
    '*',
    '/',
    ',',
    'max',
    'min',
    'cpu',
    'memory',
    '1',
    '1e',
    '.',
    '%',
    'Mi',
    ' ',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      assert.type(value(pieces.join('')), 'string');
    }),
  );
  assert.is(value(`${'('.repeat(5000)}1`), 'error');
  assert.is(value(`${'-'.repeat(1999)}1`), 'error');
});

const sidecar = (policy: string): string =>
  `{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: s}, spec: {selector: {matchLabels: {app: web}}, containers: [{name: side, image: s, resourcesPolicy: {${policy}}}]}}`;

function resources(policy: string, containers: string): unknown {
  const pod = manifestOf(
    `{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app: web}}, spec: {containers: [${containers}]}}`,
  );
  const [injection] = inject(pod.object, [manifestOf(sidecar(policy))], {
    release: { minor: 9, patch: 0 },
    gates: {},
    namespace: { labels: {}, known: true },
  });
  if (injection?.denied !== undefined) return injection.denied;
  const list = valueAt(injection?.pod, 'spec', 'containers');
  return injection?.uncomputed.length === 0 && Array.isArray(list)
    ? JSON.stringify(valueAt(list[0], 'resources'))
    : 'uncomputed';
}

const app = (name: string, limits: string): string =>
  `{name: ${name}, image: i, resources: {limits: {${limits}}, requests: {cpu: 100m}}}`;

test('resources of a sidecar follow the containers of the pod', () => {
  const expressions =
    'resourcesExpr: {limits: {cpu: "cpu*50%", memory: "memory*50%"}, requests: {cpu: "cpu", memory: "0.5"}}';
  const two = `${app('a', 'cpu: 1, memory: 256Mi')}, ${app('b', 'cpu: 3, memory: 1Gi')}`;
  assert.is(
    resources(`targetContainersMode: sum, ${expressions}`, two),
    '{"limits":{"cpu":"2","memory":"640Mi"},"requests":{"cpu":"200m","memory":"500m"}}',
  );
  assert.is(
    resources(`targetContainersMode: max, ${expressions}`, two),
    '{"limits":{"cpu":"1500m","memory":"512Mi"},"requests":{"cpu":"100m","memory":"500m"}}',
  );
  assert.is(
    resources(`targetContainersMode: sum, ${expressions}`, `${app('a', 'cpu: 1')}, ${app('b', 'memory: 1Gi')}`),
    '{"requests":{"cpu":"200m","memory":"500m"}}',
  );
});

test('a policy that finds no container or cannot be computed refuses the pod', () => {
  const limits = 'resourcesExpr: {limits: {cpu: cpu}}';
  assert.is(
    resources(`targetContainersMode: sum, targetContainersNameRegex: ^x$, ${limits}`, app('a', 'cpu: 1')),
    'resources-policy-fails',
  );
  assert.is(
    resources('targetContainersMode: sum, resourcesExpr: {limits: {cpu: cpu*100m}}', app('a', 'cpu: 1')),
    'resources-policy-fails',
  );
  assert.is(
    resources(`targetContainersMode: sum, targetContainersNameRegex: "a|b", ${limits}`, app('a', 'cpu: 1')),
    'uncomputed',
  );
});

test('what the webhook of 1.9 says of a policy', () => {
  const said = (policy: string, minor = 9): string[] => {
    const manifest = manifestOf(sidecar(policy));
    return kruiseCauses(manifest, inventoryOf([manifest]), { platforms: ['unknown'], kruise: { major: 1, minor } }).map(
      ({ self }) => `${self.check} ${self.reason} ${self.field}`,
    );
  };
  assert.equal(said('targetContainersMode: sum, resourcesExpr: {limits: {cpu: "max(cpu*50%, 100m)"}}'), []);
  assert.equal(said('targetContainersMode: avg, targetContainersNameRegex: ""'), [
    'schema FieldValueNotSupported spec.containers[0].resourcesPolicy.targetContainersMode',
    'resources-policy FieldValueRequired spec[0].resourcesPolicy.targetContainersNameRegex',
    'resources-policy FieldValueInvalid spec[0].resourcesPolicy.resourcesExpr',
  ]);
  assert.equal(
    said('targetContainersMode: sum, resourcesExpr: {limits: {cpu: memory*2}, requests: {memory: memory-100Mi}}'),
    [
      'resources-policy FieldValueInvalid spec[0].resourcesPolicy.resourcesExpr.limits.cpu',
      'resources-policy FieldValueInvalid spec[0].resourcesPolicy.resourcesExpr.requests.memory',
    ],
  );
  assert.equal(said('targetContainersMode: avg', 8), []);
});

test.run();
