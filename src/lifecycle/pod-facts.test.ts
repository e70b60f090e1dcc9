import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { always, app, container, facts } from '../../test-cases/support/pod-facts.ts';
import { isObject, type JsonObject } from '../model/index.ts';

function withoutPolicies(spec: JsonObject): JsonObject {
  const list = Array.isArray(spec.initContainers) ? spec.initContainers.filter(isObject) : [];
  return { ...spec, initContainers: list.map(({ restartPolicy: _, ...rest }) => rest) };
}

test('the class follows what the target stores', () => {
  const spec = {
    initContainers: [
      { name: 's', image: 'x', ...always },
      { name: 'i', image: 'x' },
    ],
    containers: [app],
  };
  assert.equal(
    facts(spec).containers.map(({ self }) => self.class),
    ['sidecar', 'init', 'main'],
  );
  assert.equal(
    facts(spec, { stored: withoutPolicies }).containers.map(({ self }) => self.class),
    ['init', 'init', 'main'],
  );
  assert.equal(
    facts(spec, { stored: withoutPolicies }).containers.map(({ self }) => self.lostPolicy),
    [true, false, false],
  );
});

test('what starts a main container again after success', () => {
  const after = (more: JsonObject): string => container({ containers: [{ ...app, ...more }] }, 'app').afterSuccess;
  const rule = (operator: string, ...values: number[]): JsonObject => ({
    action: 'Restart',
    exitCodes: { operator, values },
  });
  assert.is(after(always), 'policy');
  assert.is(after({ restartPolicy: 'Never', restartPolicyRules: [rule('In', 0, 1)] }), 'rule');
  assert.is(after({ restartPolicy: 'Never', restartPolicyRules: [rule('NotIn', 3)] }), 'rule');
  assert.is(after({ restartPolicy: 'Never', restartPolicyRules: [rule('In', 1)] }), '');
  assert.is(after({ ...always, restartPolicyRules: [{ ...rule('In', 0), action: 'Complete' }] }), '');
});

test('containers an injector brought are told apart', () => {
  const spec = { containers: [app, { name: 'istio-proxy', image: 'istio/proxyv2:1' }] };
  assert.is(container(spec, 'istio-proxy').injectedBy, '');
  assert.is(
    container(spec, 'istio-proxy', { metadata: { annotations: { 'sidecar.istio.io/status': '{}' } } }).injectedBy,
    'Istio',
  );
  assert.is(
    container({ containers: [{ ...app, env: [{ name: 'IS_INJECTED', value: 'true' }] }] }, 'app').injectedBy,
    'OpenKruise',
  );
});

test('names from the input are no properties of ours', () => {
  const env = [
    { name: '__proto__', value: 'x' },
    { name: 'constructor', value: 'y' },
  ];
  const { values } = container({ containers: [{ ...app, env }] }, 'app');
  assert.equal(Object.keys(values), ['__proto__', 'constructor']);
});

test.run();
