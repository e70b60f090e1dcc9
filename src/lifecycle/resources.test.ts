import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type JsonObject, parseQuantity } from '../model/index.ts';
import { type Amounts, containerNeeds, isGuaranteed, limitRangeDefaults } from './needs.ts';
import { podNeeds } from './resources.ts';

function container(cpu: string, memory: string, more: JsonObject = {}): JsonObject {
  return { resources: { requests: { cpu, memory } }, ...more };
}

function same(amounts: Amounts, expected: Record<string, string>): void {
  assert.equal(
    Object.fromEntries(amounts),
    Object.fromEntries(Object.entries(expected).map(([name, text]) => [name, parseQuantity(text)])),
  );
}

const always = { restartPolicy: 'Always' };
const overhead = { cpu: '250m', memory: '120Mi' };
const containers = [container('400m', '512Mi'), container('100m', '64Mi')];
const a = container('1000m', '256Mi');
const proxy = container('200m', '128Mi', always);
const b = container('500m', '1Gi');
const logs = container('100m', '64Mi', always);

test('an init container pays for the sidecars before it', () => {
  same(podNeeds({ overhead, initContainers: [a, proxy, b, logs], containers }, 33).requests, {
    cpu: '1250m',
    memory: '1272Mi',
  });
  same(podNeeds({ overhead, initContainers: [proxy, a, b, logs], containers }, 33).requests, {
    cpu: '1450m',
    memory: '1272Mi',
  });
});

test('without the field only the largest init container counts', () => {
  const plain = [a, container('200m', '128Mi'), b, container('100m', '64Mi')];
  same(podNeeds({ overhead, initContainers: plain, containers }, 27).requests, { cpu: '1250m', memory: '1144Mi' });
});

const even = { resources: { limits: { cpu: '10m', memory: '10Mi' } } };

test('one unsized sidecar makes the pod Burstable', () => {
  assert.is(podNeeds({ containers: [even] }, 33).qos, 'Guaranteed');
  assert.is(podNeeds({ containers: [even], initContainers: [{ ...even, ...always }] }, 33).qos, 'Guaranteed');
  assert.is(podNeeds({ containers: [even], initContainers: [always] }, 33).qos, 'Burstable');
  assert.is(podNeeds({ containers: [{}] }, 33).qos, 'BestEffort');
});

test('LimitRange defaults fill what is not stated', () => {
  const defaults = limitRangeDefaults([
    {
      spec: {
        limits: [
          { type: 'Pod', default: { cpu: '9' } },
          { type: 'Container', default: { cpu: '1', memory: '1Gi' } },
        ],
      },
    },
  ]);
  assert.is(isGuaranteed(containerNeeds({}, defaults)), true);
  assert.is(isGuaranteed(containerNeeds({})), false);
  assert.is(isGuaranteed(containerNeeds({ resources: { requests: { cpu: '500m' } } }, defaults)), false);
  assert.is(isGuaranteed(containerNeeds(even)), true);
});

test.run();
