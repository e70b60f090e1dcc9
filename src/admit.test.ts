import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type AdmitOptions, admit, admitAll } from './admit.ts';
import type { JsonObject } from './model/index.ts';

/** A sidecar with a field of no version. */
const text = `apiVersion: v1
kind: Pod
metadata: {name: cart}
spec:
  initContainers: [{name: proxy, image: "proxy:2", restartPolicy: Always, startupProbe: {exec: {command: [up]}}}]
  containers: [{name: cart, image: "cart:1"}]
  sidecars: []
`;

function pod(more: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'cart' },
    spec: { containers: [{ name: 'cart', image: 'cart:1', ...more }] },
  };
}

test('unknown fields: refused, warned of, or pruned without a word, as the client asks', () => {
  const got = (profile: string, how?: AdmitOptions['fieldValidation']) => {
    const { code, warnings } = admit(text, profile, how === undefined ? {} : { fieldValidation: how });
    return [code, ...warnings.map(({ kind, message }) => `${kind}: ${message}`)];
  };
  assert.equal(got('1.29'), [400]);
  assert.equal(got('1.29', 'Strict'), [400]);
  assert.equal(got('1.29', 'Warn'), [201, 'unknown-field: unknown field "spec.sidecars"']);
  assert.equal(got('1.29', 'Ignore'), [201]);
  assert.equal(got('1.28', 'Ignore'), [422]);
});

test('the facts are the same whatever the client asks', () => {
  for (const profile of ['1.27', '1.28', '1.29']) {
    const [strict, ignore] = (['Strict', 'Ignore'] as const).map((fieldValidation) =>
      admit(text, profile, { fieldValidation }),
    );
    assert.equal({ ...strict, allowed: true, code: 0 }, { ...ignore, allowed: true, code: 0 });
  }
});

test('YAML is sent as kubectl sends it: sorted, without duplicates; JSON as it is', () => {
  const yaml = 'kind: Pod\napiVersion: v1\nmetadata: {name: a, name: x}\nzeta: 1\nalpha: 1\n';
  assert.equal(admit(yaml, '1.34').unknown, ['alpha', 'zeta']);
  assert.equal(admit(yaml, '1.34').duplicates, []);
  const json = '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","name":"x"},"zeta":1,"alpha":1}';
  assert.equal(admit(json, '1.34').unknown, ['zeta', 'alpha']);
  assert.equal(admit(json, '1.34').duplicates, ['metadata.name']);
  assert.is(
    admit(json, '1.34', { fieldValidation: 'Warn' }).warnings.at(-1)?.message,
    'duplicate field "metadata.name"',
  );
});

test('what is no object is answered, never thrown', () => {
  const said = (input: string): string => admit(input, '1.34').decodeError?.message ?? '';
  assert.is(said(''), 'no object in the text');
  assert.is(said('[]'), 'an object is wanted');
  assert.is(said('kind: Pod'), 'apiVersion and kind have to be set');
  assert.is(said(`${text}---\n${text}`), '2 objects in the text: a request holds one');
  assert.match(said('{"kind": '), 'not closed');
  assert.match(said('{{ if .Values.x }}'), 'Helm template');
  assert.match(said('--- x'), 'gives up here');
});

test('a wrong type is refused with its field, whatever the client asks', () => {
  const answer = admit(pod({ ports: 'http' }), '1.34', { fieldValidation: 'Ignore' });
  assert.is(answer.code, 400);
  assert.is(answer.decodeError?.field, 'spec.containers.ports');
});

test('updates and subresources', () => {
  const old = pod();
  assert.is(admit(pod({ image: 'cart:2' }), '1.34', { old }).code, 200);
  assert.is(admit(pod({ image: 'cart:2' }), '1.34', { old: JSON.stringify(old) }).code, 200);
  assert.is(admit(pod({ command: ['x'] }), '1.34', { old }).code, 422);
  const resized = pod({ resources: { requests: { cpu: '1' } } });
  assert.match(admit(resized, '1.31', { old, subresource: 'resize' }).notFound ?? '', 'no subresource resize');
  assert.match(admit(resized, '1.34', { subresource: 'resize' }).notFound ?? '', 'no stored object');
  const deployment = { ...pod(), apiVersion: 'apps/v1', kind: 'Deployment' };
  assert.is(admit(deployment, '1.34', { old: deployment, subresource: 'resize' }).code, 404);
  assert.match(admit(pod(), '1.34', { old: '[]' }).decodeError?.message ?? '', 'the stored object');
});

test('nothing is said of kinds without a known schema, and that is said', () => {
  const answer = admit({ apiVersion: 'v1', kind: 'Service', bogus: 1 }, '1.34');
  assert.equal([answer.allowed, answer.unjudged], [true, 'the schema of v1 Service is not known']);
});

test('many profiles at once answer as each alone; answers are not shared with later ones', () => {
  const profiles = ['1.27', '1.28', '1.28+SidecarContainers', '1.34', '1.37'];
  const alone = profiles.map((profile) => admit(text, profile));
  assert.equal(admitAll(text, profiles.join()), alone);
  admit('', '1.34').errors.push({ reason: 'FieldValueInvalid', field: '', message: '' });
  assert.equal(admit('', '1.34').errors, []);
});

test.run();
