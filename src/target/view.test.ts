import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { knownTypeField, typeFields, typeNames } from './fields.ts';
import { parseTarget, type TargetOptions } from './parse.ts';
import { targetFunctions, targetView } from './view.ts';

function ask(target: string, options: TargetOptions, name: string, ...args: string[]): boolean {
  const found = targetFunctions.find((declaration) => declaration.name === name);
  if (found === undefined) throw new Error(`no function ${name}`);
  assert.is(found.checkLiteral(...args), '');
  return found.call(targetView(parseTarget(target, options)), ...args);
}

test('fields are known from their first minor to their last', () => {
  assert.is(ask('1.27', {}, 'knows', 'Container.restartPolicy'), false);
  assert.is(ask('1.28', {}, 'knows', 'Container.restartPolicy'), true);
  assert.is(ask('1.30', {}, 'knows', 'ClaimSource.resourceClaimName'), true);
  assert.is(ask('1.31', {}, 'knows', 'ClaimSource.resourceClaimName'), false);
  assert.is(ask('1.22', {}, 'knows', 'Container.image'), true);
});

test('versions, kubelets and components', () => {
  assert.is(ask('1.28', {}, 'atLeast', '1.28'), true);
  assert.is(ask('1.28', {}, 'atLeast', '1.29'), false);
  assert.is(ask('1.31', { kubelet: '1.29' }, 'kubeletAtLeast', '1.29'), true);
  assert.is(ask('1.31', {}, 'kubeletAtLeast', '1.22'), false);
  assert.is(ask('1.31', { kubelet: '1.28' }, 'kubeletGate', 'SidecarContainers'), false);
  assert.is(ask('1.31', { kubelet: '1.28+SidecarContainers' }, 'kubeletGate', 'SidecarContainers'), true);
  assert.is(ask('1.31', { kruise: '1.7' }, 'kruiseAtLeast', '1.7.3'), true);
  assert.is(ask('1.31', { kruise: '1.7.2' }, 'kruiseAtLeast', '1.7.3'), false);
  assert.is(ask('1.31', { ackVirtualNode: '2.9.0' }, 'componentAtLeast', 'ackVirtualNode', '2.10.0'), false);
  assert.is(ask('1.31', {}, 'componentKnown', 'ackKruise'), false);
});

test('an unknown platform may be any, a declared one is what it is', () => {
  assert.is(ask('1.31', {}, 'mayBe', 'acs'), true);
  assert.is(ask('1.31', {}, 'on', 'acs'), false);
  assert.is(ask('1.31', { platform: 'acs,kubernetes' }, 'on', 'acs'), true);
  assert.is(ask('1.31', { platform: 'eci' }, 'mayBe', 'acs'), false);
  assert.is(targetView(parseTarget('1.31')).declared, false);
  assert.is(ask('1.31', { platform: 'kubernetes' }, 'only', 'kubernetes'), true);
  assert.is(ask('1.31', { platform: 'eci,kubernetes' }, 'only', 'kubernetes'), false);
  assert.is(ask('1.31', {}, 'only', 'unknown'), false);
});

test('literals of rules are checked', () => {
  const problem = (name: string, ...args: string[]) =>
    targetFunctions.find((declaration) => declaration.name === name)?.checkLiteral(...args);
  assert.match(problem('knows', 'Container.restartPolicies') ?? '', /no Kubernetes version/);
  assert.match(problem('atLeast', '28') ?? '', /version/);
  assert.match(problem('on', 'asc') ?? '', /not one of/);
  assert.match(problem('kubeletGate', 'Sidecars') ?? '', /no gate/);
  assert.match(problem('componentAtLeast', 'ackKruise', 'x') ?? '', /version/);
});

test('the table refers to types it holds', () => {
  for (const type of typeNames()) {
    for (const { name, shape } of typeFields(type)?.values() ?? []) {
      const inner = shape.item?.item ?? shape.item ?? shape;
      if (inner.kind === 'object') assert.ok(typeFields(inner.name) !== undefined, `${type}.${name}: ${inner.name}`);
    }
  }
});

test('names like __proto__ are no fields', () => {
  assert.is(knownTypeField('Container.__proto__'), false);
  assert.is(knownTypeField('__proto__.restartPolicy'), false);
  assert.is(knownTypeField('Container.restartPolicy.x'), false);
});

test.run();
