import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { orderings } from './order.ts';

function env(values: Record<string, string>) {
  return Object.entries(values).map(([name, value]) => ({ name, value, literal: true, templated: false }));
}

function order(own: Record<string, string>, other: Record<string, string>, annotations = {}): string {
  return orderings(env(own), [env(other)], { annotations }).join();
}

test('what the platforms order', () => {
  assert.is(order({ __IS_SIDECAR__: 'true' }, {}), 'acs');
  assert.is(order({}, { __IS_SIDECAR__: 'true' }), 'acs');
  assert.is(order({ ECI_CONTAINER_LAUNCH_PRIORITY: '1000' }, {}), 'eci');
  assert.is(order({ ECI_CONTAINER_EXIT_PRIORITY: '-1000' }, {}), 'eci');
  assert.is(order({ KRUISE_CONTAINER_PRIORITY: '10' }, { KRUISE_CONTAINER_PRIORITY: '0' }), 'kruise');
  assert.is(order({}, {}, { 'apps.kruise.io/container-launch-priority': 'Ordered' }), 'kruise');
});

test('equal settings order nothing', () => {
  assert.is(order({}, {}), '');
  assert.is(order({ ECI_CONTAINER_LAUNCH_PRIORITY: '0' }, {}), '');
  assert.is(order({ ECI_CONTAINER_LAUNCH_PRIORITY: '5' }, { ECI_CONTAINER_LAUNCH_PRIORITY: '5' }), '');
  assert.is(order({ __IS_SIDECAR__: 'false' }, {}), '');
  assert.equal(orderings(env({ __IS_SIDECAR__: 'true' }), [], {}), []);
});

test.run();
