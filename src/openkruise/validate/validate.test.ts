import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { manifestOf } from '../../../test-cases/support/manifests.ts';
import type { JsonObject, JsonValue } from '../../model/index.ts';
import { storeSidecarSet } from '../store/store.ts';
import type { Surroundings } from './cause.ts';
import { selectorsOverlap } from './overlap.ts';
import { validate } from './validate.ts';

const release = (minor: number) => ({ minor, patch: Number.POSITIVE_INFINITY });
const selector = 'selector: {matchLabels: {app: web}}';
const container = 'containers: [{name: agent, image: "agent:1"}]';

function stored(spec: string, minor: number, name = 'logs'): JsonObject {
  const text = `{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: ${name}}, spec: {${spec}}}`;
  return storeSidecarSet(manifestOf(text), release(minor)).object;
}

interface Case extends Partial<Omit<Surroundings, 'release' | 'others'>> {
  others?: string[];
  old?: string;
  minor?: number;
}

function said(spec: string, { others = [], old, minor = 8, ...more }: Case = {}): string[] {
  const causes = validate(stored(spec, minor), old === undefined ? undefined : stored(old, minor), {
    release: release(minor),
    others: others.map((other, index) => stored(other, minor, `other-${index}`)),
    namespaceLabels: () => undefined,
    ...more,
  });
  return causes.map(({ reason, field }) => `${reason} ${field}`);
}

test('a right set has no causes', () => {
  for (const minor of [0, 3, 4, 5, 6, 7, 8, 9])
    assert.equal(said(`${selector}, ${container}`, { minor }), [], String(minor));
});

test('an equal word is said once, as the webhook merges its answers', () => {
  assert.equal(said(`selector: {matchLabels: {a: "-x", b: "-x"}}, ${container}`), [
    'FieldValueInvalid spec.selector.matchLabels',
    'FieldValueInvalid spec.selector.selector',
  ]);
  assert.equal(said(`selector: {matchLabels: {a: "-x", b: "-y"}}, ${container}`).length, 3);
});

test('a set without selector crashes old webhooks only beside a set it could meet', () => {
  const crash = (others: string[], minor = 6): boolean =>
    said(`namespace: a, ${container}`, { others, minor }).join().startsWith('panic');
  assert.is(crash([]), false);
  assert.is(crash([`${selector}, ${container}`]), true);
  assert.is(crash([`namespace: b, ${selector}, ${container}`]), false);
  assert.is(crash([`${selector}, ${container}`], 7), false);
});

test('of the faults of a priority strategy the first is named', () => {
  const weights = 'weightPriority: [{weight: 101, matchSelector: {}}], orderPriority: [{orderedKey: ""}]';
  const spec = `${selector}, ${container}, updateStrategy: {priorityStrategy: {${weights}}}`;
  assert.equal(said(spec), ['FieldValueRequired spec.updateStrategy.priorityStrategy']);
  assert.equal(said(spec, { minor: 4 }), []);
  assert.equal(said(spec.replace('updateStrategy: {', 'updateStrategy: {type: rolling, ')), []);
});

test('containers and volumes are handed to core validation, with a filler for missing regular containers', () => {
  const seen: JsonValue[] = [];
  const checkPod = (pod: JsonObject, minor: number): [] => {
    seen.push({ spec: pod.spec ?? null, minor });
    return [];
  };
  said(`${selector}, initContainers: [{name: init, image: i, transferEnv: []}]`, { checkPod, minor: 6 });
  said(selector, { checkPod });
  assert.is(seen.length, 1);
  const text = JSON.stringify(seen[0]);
  assert.match(text, '"minor":26');
  assert.match(text, '"name":"test"');
  assert.not.match(text, 'transferEnv');
  assert.not.match(text, 'upgradeStrategy');
});

test('the whitelist is judged only where it is known', () => {
  const spec = `${selector}, ${container}, patchPodMetadata: [{annotations: {example.com/a: b}}]`;
  const compile = (pattern: string) => (text: string) => text.startsWith(pattern);
  assert.equal(said(spec), []);
  assert.equal(said(spec, { compile, configuration: null }), ['FieldValueRequired spec.patchPodMetadata']);
  assert.equal(said(spec, { compile, configuration: null, allowsAnyPatch: true }), []);
  const whitelist = (patterns: string): JsonObject => ({
    SidecarSet_PatchPodMetadata_WhiteList: `{"rules":[{"allowedAnnotationKeyExprs":[${patterns}]}]}`,
  });
  assert.equal(said(spec, { compile, configuration: whitelist('"example"') }), []);
  assert.equal(said(spec, { compile, configuration: whitelist('"other"'), allowsAnyPatch: true }).length, 1);
});

test('updates: containers may go, but not come or change their upgrade type', () => {
  const old = `${selector}, containers: [{name: a, image: i}, {name: b, image: i}]`;
  assert.equal(said(`${selector}, containers: [{name: a, image: j}]`, { old }), []);
  assert.equal(said(`${selector}, containers: [{name: c, image: i}]`, { old }), [
    'FieldValueInvalid spec.containers.name',
  ]);
  assert.equal(said(`${selector}, containers: [{name: c, image: i}]`, { old, minor: 1 }), []);
  assert.equal(
    said(`${selector}, containers: [{name: a, image: i, upgradeStrategy: {upgradeType: HotUpgrade}}]`, { old }),
    ['FieldValueInvalid spec.containers.upgradeStrategy.upgradeType'],
  );
});

test('conflicts: names, unequal volumes, overwritten annotations', () => {
  const other = `${selector}, containers: [{name: agent, image: x}], volumes: [{name: v, emptyDir: {}}]`;
  assert.equal(said(`${selector}, ${container}`, { others: [other] }), ['FieldValueInvalid spec.containers']);
  const volume = (source: string): string =>
    `${selector}, containers: [{name: b, image: x}], volumes: [{name: v, ${source}}]`;
  assert.equal(said(volume('emptyDir: {}'), { others: [other] }), []);
  assert.equal(said(volume('hostPath: {path: /x}'), { others: [other] }), ['FieldValueInvalid spec.volumes']);
  const patch = (policy: string, name: string): string =>
    `${selector}, containers: [{name: ${name}, image: x}], patchPodMetadata: [{annotations: {k: v}, patchPolicy: ${policy}}]`;
  assert.equal(said(patch('Overwrite', 'a'), { others: [patch('MergePatchJson', 'b')] }), [
    'FieldValueInvalid spec.patchPodMetadata',
  ]);
  assert.equal(said(patch('Overwrite', 'a'), { others: [patch('Retain', 'b')] }), []);
  assert.equal(said(patch('MergePatchJson', 'a'), { others: [patch('MergePatchJson', 'b')] }), []);
});

test('namespaces that the webhook takes for apart, rightly or not', () => {
  const conflicts = (own: string, other: string, minor = 8): boolean =>
    said(`${own}, ${selector}, ${container}`, { others: [`${other}, ${selector}, ${container}`], minor }).length > 0;
  const team = 'namespaceSelector: {matchLabels: {team: a}}';
  assert.is(conflicts('namespace: a', 'namespace: a'), true);
  assert.is(conflicts('namespace: a', 'namespace: b'), false);
  assert.is(conflicts(team, 'namespaceSelector: {matchLabels: {team: b}}'), false);
  assert.is(conflicts(team, 'namespace: a'), false);
  assert.is(conflicts(team, 'namespace: a', 9), true);
  assert.is(conflicts('namespace: a', team), false);
});

const term = (key: string, operator: string, ...values: string[]): JsonValue => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }],
});
const label = (key: string, value: string): JsonValue => ({ matchLabels: { [key]: value } });

test('selectors overlap as the webhook sees it', () => {
  for (const [one, other, wanted] of [
    [term('a', 'Exists'), label('b', 'c'), false],
    [term('a', 'Exists'), label('a', 'c'), true],
    [term('a', 'Exists'), term('a', 'Exists'), true],
    [term('a', 'DoesNotExist'), label('b', 'c'), true],
    [term('a', 'DoesNotExist'), term('a', 'Exists'), false],
    [term('a', 'NotIn', 'x'), label('b', 'c'), true],
    [term('a', 'NotIn', 'x'), label('a', 'x'), false],
    [term('a', 'NotIn', 'x'), term('a', 'In', 'x', 'y'), true],
    [term('a', 'NotIn', 'x', 'y'), term('a', 'In', 'x', 'y'), false],
    [term('a', 'NotIn', 'x'), term('a', 'Exists'), false],
    [term('a', 'NotIn', 'x'), term('a', 'DoesNotExist'), true],
    [label('a', 'b'), label('c', 'd'), true],
  ] as const) {
    assert.is(selectorsOverlap(one, other), wanted, JSON.stringify([one, other]));
    assert.is(selectorsOverlap(other, one), wanted, JSON.stringify([other, one]));
  }
});

test('overlap does not depend on which set comes first', () => {
  const word = fc.constantFrom('a', 'b', 'ALL');
  const any = fc.oneof(
    fc.tuple(word, word).map(([key, value]) => label(key, value)),
    fc
      .tuple(word, fc.constantFrom('In', 'NotIn'), fc.array(word, { minLength: 1, maxLength: 2 }))
      .map(([key, operator, values]) => term(key, operator, ...values)),
    fc.tuple(word, fc.constantFrom('Exists', 'DoesNotExist')).map(([key, operator]) => term(key, operator)),
  );
  fc.assert(
    fc.property(any, any, (one, other) => assert.is(selectorsOverlap(one, other), selectorsOverlap(other, one))),
  );
});

test.run();
