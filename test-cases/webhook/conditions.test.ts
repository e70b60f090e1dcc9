/** The matchConditions that `install` prints, decided by our own CEL: they are sound for every request, and spare only what cannot matter. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { check, compile, parseExpression } from '../../src/engine/cel/index.ts';
import { newBudget } from '../../src/engine/index.ts';
import { type JsonObject, listAt, objectAt, stringAt } from '../../src/model/index.ts';
import { createPolicy } from '../../src/policy/index.ts';
import { parseTargets } from '../../src/target/index.ts';
import { review } from '../../src/webhook/index.ts';
import { ofKind } from './e2e/installed.ts';
import { printed } from './printed.ts';

const [webhook] = listAt(ofKind(await printed('install'), 'ValidatingWebhookConfiguration'), 'webhooks');
const conditions = listAt(webhook, 'matchConditions').map((condition) => ({
  name: stringAt(condition, 'name'),
  expression: stringAt(condition, 'expression'),
}));

/** As API servers declare it; `object` and `oldObject` have no type there. */
const declarations = {
  variables: { request: 'Request', object: 'dyn', oldObject: 'dyn' },
  records: {
    Request: { operation: 'string', kind: 'Kind', subResource: 'string', userInfo: 'User', name: 'string' },
    Kind: { group: 'string', version: 'string', kind: 'string' },
    User: { username: 'string', uid: 'string', groups: 'list(string)' },
  },
};

/** The first condition that keeps a review from being sent, or ''. Throws when one cannot be evaluated. */
function sparedBy(request: JsonObject): string {
  const bindings = { request, object: request.object ?? null, oldObject: request.oldObject ?? null };
  const failed = programs.find(({ program }) => program.evaluate(bindings, newBudget()) !== true);
  return failed?.name ?? '';
}

const programs = conditions.map(({ name, expression }) => ({ name, program: compile(parseExpression(expression)) }));

test('they compile to a yes or no, with names that servers take', () => {
  assert.ok(conditions.length > 0);
  for (const { name, expression } of conditions) {
    assert.is(check(parseExpression(expression), declarations, { rules: true }), 'bool', name);
    assert.match(name, /^[a-z]([-a-z]{0,61}[a-z])$/);
  }
});

const pod = { kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [] } };
const kind = { group: '', version: 'v1', kind: 'Pod' };
const create = {
  operation: 'CREATE',
  kind,
  userInfo: { username: 'a', groups: ['system:authenticated'] },
  object: pod,
};
const update = { ...create, operation: 'UPDATE', oldObject: pod };
const made = (owner: string, own: string): JsonObject => ({
  ...create,
  kind: { group: 'apps', version: 'v1', kind: own },
  object: { ...pod, metadata: { name: 'a', ownerReferences: [{ kind: owner, name: 'b', controller: true }] } },
});
const applied = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };

const decisions: readonly (readonly [string, JsonObject, string])[] = [
  ['a pod that is created', create, ''],
  ['by nobody in any group', { ...create, userInfo: {} }, ''],
  ['the mirror of a static pod', { ...create, userInfo: { groups: ['system:nodes'] } }, 'not-by-a-kubelet'],
  [
    'the last finalizer',
    { ...update, object: { ...pod, metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } } },
    'not-under-deletion',
  ],
  ['a ReplicaSet of a Deployment', made('Deployment', 'ReplicaSet'), 'not-a-copy'],
  ['a Job of a CronJob', made('CronJob', 'Job'), 'not-a-copy'],
  ['a ReplicaSet of a Rollout', made('Rollout', 'ReplicaSet'), ''],
  ['a pod of a ReplicaSet: injection may have added to it', made('ReplicaSet', 'Pod'), ''],
  ['nothing changed', update, 'changes-something'],
  [
    'another finalizer',
    { ...update, object: { ...pod, metadata: { name: 'a', finalizers: ['b/c'] } } },
    'changes-something',
  ],
  ['a status', { ...update, object: { ...pod, status: { phase: 'Running' } } }, 'changes-something'],
  ['another spec', { ...update, object: { ...pod, spec: { containers: [{}] } } }, ''],
  ['a label', { ...update, object: { ...pod, metadata: { labels: { a: 'b' } } } }, ''],
  ['an annotation less', { ...update, oldObject: { ...pod, metadata: { annotations: { a: 'b' } } } }, ''],
  [
    'an apply that comes to nothing',
    {
      ...update,
      object: { ...pod, metadata: { annotations: applied } },
      oldObject: { ...pod, metadata: { annotations: applied } },
    },
    '',
  ],
  [
    'a PodTemplate, which has no spec',
    { ...update, object: { metadata: {}, template: {} }, oldObject: { metadata: {}, template: {} } },
    '',
  ],
];

for (const [what, request, condition] of decisions) {
  test(`${what}: ${condition === '' ? 'sent' : condition}`, () => assert.is(sparedBy(request), condition));
}

/** Recorded reviews, where there are any: more of them lie beside the repository. */
const folders = ['test-cases/webhook/cases/1.36', '../shared/conformance/admission/requests'];

for (const folder of folders) {
  test(`${folder}: what is spared would not have been refused`, () => {
    if (!existsSync(folder)) {
      console.log(`skip: ${folder} is not there`);
      return;
    }
    const policy = createPolicy();
    const spared = readReviews(folder).filter(({ request }) => sparedBy(request) !== '');
    for (const { name, body } of spared) {
      const { response } = review(policy, body, [], { targets: parseTargets('1.36') });
      assert.ok(response.allowed && response.warnings === undefined, name);
    }
    assert.ok(spared.length > 0, 'none is spared, so nothing is shown');
  });
}

/** Those of operations that are registered. */
function readReviews(folder: string): { name: string; body: unknown; request: JsonObject }[] {
  const names = readdirSync(folder).filter((name) => /\.json(\.gz)?$/.test(name));
  return names.flatMap((name) => {
    const bytes = readFileSync(`${folder}/${name}`);
    const body = JSON.parse((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
    const request = objectAt(body, 'request') ?? {};
    const isAsked = ['CREATE', 'UPDATE'].includes(stringAt(request, 'operation'));
    return isAsked && objectAt(request, 'object') !== undefined ? [{ name, body, request }] : [];
  });
}

test.run();
