import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bundledRules } from '../generated/rules.ts';
import { bandsOf } from './bands.ts';
import { clusterEntries } from './cluster-entries.ts';
import { rowEntries } from './row-entries.ts';
import { rows } from './rows.ts';
import { runtimeEntries } from './runtime-entries.ts';
import { sidecarEntries } from './sidecar-entries.ts';
import { why } from './why.ts';

const first = (text: string) => why(text).explanations[0];
const refusal = 'spec.initContainers[0].startupProbe: Forbidden: may not be set for init containers';

test('one sentence, four causes: who asked for what ranks them', () => {
  const suffix = `${refusal} without restartPolicy=Always`;
  const causes = {
    [`The Pod "a" is invalid: ${suffix}`]: 'restart-policy-missing',
    [`The Deployment "a" is invalid: ${suffix.replace('spec.', 'spec.template.spec.')}`]: 'restart-policy-missing',
    [`Error creating: Pod "a-5d8f9c7b6d-k2xqp" is invalid: ${suffix}`]: 'restart-policy-stripped',
    [`Reconciler error: unable to create Pod: Pod "a-1" is invalid: ${suffix}`]: 'restart-policy-dropped',
    [`Pod "a" is invalid: ${refusal}`]: 'validated-before-sidecars',
  };
  for (const [text, cause] of Object.entries(causes)) assert.is(first(text)?.id, cause, text);
});

test('a stated version excludes causes that it cannot have', () => {
  const text = `Server Version: v1.35.1\nunable to create Pod: Pod "a" is invalid: ${refusal} without restartPolicy=Always`;
  assert.not.ok(why(text).explanations.some(({ id }) => id === 'restart-policy-dropped'));
});

test('the values a server lists tell its versions', () => {
  const says = (values: string) =>
    first(`spec.initContainers[0].restartPolicy: Unsupported value: "x": supported values: ${values}`);
  assert.is(says('"Always"')?.versions, '1.29–1.33');
  assert.is(says('"Always", "Never", "OnFailure"')?.versions, '1.35+');
  assert.is(first('spec.containers[0].restartPolicyRules: Too long: may not be more than 20 bytes')?.versions, '1.35');
});

test('an unknown field is too new, misplaced, misspelt or invented', () => {
  const unknown = (path: string) => first(`Deployment in version "v1" cannot be handled: unknown field "${path}"`);
  const spec = 'spec.template.spec';
  assert.is(unknown(`${spec}.initContainers[0].restartPolicy`)?.id, 'older-server');
  assert.match(unknown('spec.restartPolicy')?.summary ?? '', 'belongs to spec.template.spec.restartPolicy');
  assert.match(
    unknown(`${spec}.containers[0].resources.restartPolicy`)?.summary ?? '',
    `to ${spec}.containers[0].restartPolicy`,
  );
  assert.match(unknown(`${spec}.containers[0].imagePullPolcy`)?.summary ?? '', 'imagePullPolicy was meant');
  assert.is(unknown(`${spec}.containers[0].sidecar`)?.id, 'no-such-field');
  assert.equal(unknown(`${spec}.containers[0].sidecar`)?.checks, ['UNK']);
});

test('each invented field is told, and a custom object has a schema of its own', () => {
  const invented = why(
    'Pod in version "v1": unknown field "spec.containers[0].sidecar", unknown field "spec.sidecars"',
  );
  assert.equal(
    invented.explanations.map(({ id }) => id),
    ['no-such-field', 'no-such-field', 'not-judged-yet'],
  );
  const custom = first(
    'Cluster in version "v1": unknown field "spec.podTemplate.spec.initContainers[0].restartPolicy"',
  );
  assert.is(custom?.id, 'older-schema');
});

test('who refuses comes before what is refused', () => {
  const text = 'admission webhook "a.b" denied the request: spec.containers[0].name: Required value';
  assert.equal(
    why(text).explanations.map(({ id }) => id),
    ['webhook-denied', 'P32'],
  );
});

test('several refusals together narrow the releases', () => {
  const rules = 'spec.containers[0].restartPolicyRules';
  const both = `${rules}: Too many: 21: must have at most 20 items, ${rules}[0].action: Unsupported value: "x": supported values: "Restart", "RestartAllContainers"`;
  assert.equal(
    why(both).explanations.map(({ versions }) => versions),
    ['1.36+', '1.36+'],
  );
  const unknown = 'unknown field "spec.resources", unknown field "spec.initContainers[0].restartPolicy"';
  assert.is(first(`Pod in version "v1": ${unknown}`)?.versions, 'up to 1.27');
  assert.is(first('Pod in version "v1": unknown field "spec.hostnameOverride"')?.versions, 'up to 1.33');
});

test('releases of a gate come from its table', () => {
  assert.is(first('unrecognized feature gate: SidecarContainers')?.versions, 'up to 1.27, 1.37');
  assert.is(
    first('cannot set feature gate SidecarContainers to false, feature is locked to true')?.versions,
    '1.33–1.36',
  );
  assert.is(first('unrecognized feature gate: NoSuchGate')?.versions, '');
  assert.is(first('InitContainerRestartPolicyForbidden')?.versions, '1.28–1.32');
});

test('a warning about an unknown field is no refusal', () => {
  const { says, explanations } = why('Warning: unknown field "spec.template.spec.initContainers[0].restartPolicy"');
  assert.is(says.length, 1);
  assert.equal(
    explanations.map(({ id }) => id),
    ['older-server'],
  );
});

test('the words of a cause inside a quoted value say nothing', () => {
  const { says } = why('spec.containers[0].name: Invalid value: "spec.x: Forbidden: y": must be a label');
  assert.equal(says, [{ reason: 'FieldValueInvalid', field: 'spec.containers[0].name' }]);
});

test('keys, indexes and paths without names are read whole', () => {
  const fields = (text: string) => why(text).says.map((each) => ('field' in each ? each.field : ''));
  const annotation = 'metadata.annotations[container.apparmor.security.beta.kubernetes.io/app]';
  assert.equal(fields(`[${annotation}: Invalid value: "x": no, []: Forbidden: no]`), [annotation, '[]']);
  assert.equal(fields('Response: Forbidden: no path stands here'), []);
});

test('every entry has words to say, and rules that exist', () => {
  const known = new Set(bundledRules.map(({ id }) => id));
  for (const { id, summary, why: reason, fix, rules = [], behind = [] } of [
    ...sidecarEntries,
    ...rowEntries,
    ...clusterEntries,
    ...runtimeEntries,
  ]) {
    assert.ok(summary.length > 10 && reason.length > 10 && fix.length > 0, id);
    assert.equal(
      rules.filter((rule) => !known.has(rule)),
      [],
      id,
    );
    assert.equal(
      behind.filter((check) => rows[check] === undefined),
      [],
      id,
    );
  }
});

test('the sample of every row is refused, dropped or unknown somewhere, but for rows that every server takes', () => {
  const taken = Object.keys(rows).filter(
    (id) => rows[id]?.sample !== undefined && bandsOf(id).every(({ outcome }) => outcome === 'accepted'),
  );
  assert.equal(taken, ['P37']);
});

const prototypes =
  '__proto__.constructor: Forbidden: x unknown field "__proto__" unknown field "spec.constructor.toString"';

test('no text is too odd', () => {
  const odd = [
    '',
    '\u0000',
    '[',
    ']: Forbidden',
    '[]: Forbidden: ',
    ': Forbidden',
    'spec.: Forbidden: x',
    prototypes,
    '\ud800',
    '"\\"',
  ];
  for (const text of odd) assert.ok(Array.isArray(why(text).explanations), text);
  const long = `[${Array.from({ length: 40 }, (_, index) => `spec.containers[${index}].name: Invalid value: "\\"": x`).join(', ')}]`;
  for (let length = 0; length < long.length; length += 1) assert.ok(why(long.slice(0, length)).says.length <= 40);
});

test('time is linear in the text', () => {
  const pieces = [
    '\u001b[',
    '\\"',
    ': Forbidden',
    'a.',
    ']',
    '[',
    'a[',
    ' ',
    '\n',
    '> ',
    'unknown field "',
    "at '",
    '\u001b]',
  ];
  pieces.push(
    'ValidationError(a',
    ': field not declared in schema',
    'a.b: Forbidden: "',
    'Init:',
    'failed quota',
    'Pod "',
    'The A "',
  );
  for (const piece of pieces) {
    const text = piece.repeat(300_000 / piece.length);
    const start = performance.now();
    why(text);
    assert.ok(performance.now() - start < 3000, JSON.stringify(piece));
  }
});

test.run();
