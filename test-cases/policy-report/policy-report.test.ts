/** PolicyReports: valid, whole, stable, and of a size that kubectl can apply. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type JsonObject, listAt, type Source, stringAt, valueAt } from '../../src/model/index.ts';
import { createPolicy } from '../../src/policy/index.ts';
import { type PolicyReportOptions, reportPolicies } from '../../src/policy-reports.ts';
import { parseTargets } from '../../src/target/index.ts';

const policy = createPolicy();
const targets = parseTargets('1.34');
const valid = new Ajv2020().compile(JSON.parse(readFileSync('test-cases/policy-report/v1alpha2.schema.json', 'utf8')));

/** Every second bad case of the rules. */
const sources: Source[] = readdirSync('test-cases/rules', { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?:^|\/)bad-[^/]*\.yaml$/.test(file))
  .sort()
  .filter((_, index) => index % 2 === 0)
  .map((file) => ({ uri: file, text: readFileSync(join('test-cases/rules', file), 'utf8') }));

function reported(objects: JsonObject[], more: Partial<PolicyReportOptions> = {}): JsonObject[] {
  const { documents } = reportPolicies({ objects }, { policy, targets, ...more });
  for (const document of documents) assert.ok(valid(document), JSON.stringify(valid.errors));
  return documents;
}

const resultsOf = (documents: readonly JsonObject[]): unknown[] => documents.flatMap((each) => listAt(each, 'results'));

/** 'fail jobs/classic-helper-never-ends' of each result. */
const said = (documents: readonly JsonObject[]): string[] =>
  resultsOf(documents).map((result) => `${stringAt(result, 'result')} ${stringAt(result, 'rule')}`.trim());

function job(name: string, more: JsonObject = {}, container: JsonObject = {}): JsonObject {
  const containers = [
    { name: 'main', image: 'job:1', ...container },
    { name: 'log', image: 'fluent/fluent-bit:3.2' },
  ];
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: 'shop', ...more },
    spec: { template: { spec: { restartPolicy: 'Never', containers } } },
  };
}

test('what the rules say is valid, and each finding is in one report', () => {
  let total = 0;
  // Case by case: together, the sets of some would be injected into the pods of all others.
  for (const source of sources) {
    const { documents, report } = reportPolicies({ sources: [source] }, { policy, targets });
    for (const document of documents) assert.ok(valid(document), JSON.stringify(valid.errors));
    const bad = said(documents).filter((each) => /^(?:fail|warn)/.test(each));
    assert.is(bad.length, report.findings.length, source.uri);
    total += bad.length;
    for (const document of documents) {
      const sum = Object.values(document.summary ?? {}).reduce((left, right) => left + Number(right), 0);
      assert.is(sum, listAt(document, 'results').length, source.uri);
    }
  }
  assert.ok(total > 300);
});

test('the order of the input changes nothing', () => {
  const objects = Array.from({ length: 50 }, (_, index) => job(`job-${index}`, { namespace: `n${index % 7}` }));
  assert.equal(reported([...objects].reverse()), reported(objects));
});

test('findings at or above failOn fail, others warn; clean objects pass, suppressed findings are skipped', () => {
  const clean = { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'c', namespace: 'bank' }, template: {} };
  const reports = reported([job('nightly'), clean]);
  assert.equal(
    reports.map(({ kind, metadata, summary }) => [kind, valueAt(metadata, 'namespace'), summary]),
    [
      ['PolicyReport', 'bank', { pass: 1, fail: 0, warn: 0, error: 0, skip: 0 }],
      ['PolicyReport', 'shop', { pass: 0, fail: 1, warn: 0, error: 0, skip: 0 }],
    ],
  );
  const strict = { ...policy, failOn: 'info' as const };
  assert.ok(said(reported([job('nightly')], { policy: strict })).every((each) => each.startsWith('fail')));
  const annotations = { 'sidecarlint.dev/ignore': 'jobs/classic-helper-never-ends -- known' };
  assert.equal(said(reported([job('nightly', { annotations })])), ['skip']);
});

test('a result in full; the time is the one stated, or none', () => {
  const [found] = resultsOf(reported([job('nightly', { uid: 'u-1' })], { seconds: 1_795_219_200 }));
  const message = stringAt(found, 'message');
  assert.match(message, 'never ends');
  assert.equal(found, {
    source: 'sidecarlint',
    policy: 'sidecarlint',
    rule: 'jobs/classic-helper-never-ends',
    category: 'jobs',
    result: 'fail',
    severity: 'high',
    scored: true,
    message,
    resources: [{ apiVersion: 'batch/v1', kind: 'Job', namespace: 'shop', name: 'nightly', uid: 'u-1' }],
    properties: {
      pointer: '/spec/template/spec/containers/1/name',
      outcome: 'fails-at-runtime',
      targets: '1.34',
      fix: stringAt(found, 'properties', 'fix'),
      docs: stringAt(found, 'properties', 'docs'),
    },
    timestamp: { seconds: 1_795_219_200, nanos: 0 },
  });
  assert.not.ok(JSON.stringify(reported([job('nightly')])).includes('timestamp'));
});

test('sets are reported for the cluster; what names no namespace gets one when it is applied', () => {
  const set = {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name: 'logs' },
    spec: { selector: { matchLabels: { app: 'web' } }, containers: [{ name: 'log', image: 'log:1' }] },
  };
  const homes = (objects: JsonObject[]): unknown[] =>
    reported(objects).map(({ kind, metadata }) => `${kind} ${valueAt(metadata, 'namespace')}`);
  assert.equal(homes([set]), ['ClusterPolicyReport undefined']);
  assert.equal(homes([job('a', { namespace: '' })]), ['PolicyReport undefined']);
  assert.equal(homes([job('a', { namespace: '{{ x }}' })]), ['PolicyReport undefined']);
});

test('values of environment variables and annotations stay where they are, control characters too', () => {
  const env = [{ name: 'TOKEN', value: 'hunter2-hunter2' }];
  const rule = {
    id: 'own/tell',
    uri: 'own/tell.yaml',
    text: `id: own/tell
severity: error
outcome: risk
summary: Tell
why: For the test.
fix: None.
select: $.spec.template.spec.containers[*]
validations: [{expression: 'false', messageExpression: "'env ' + self.?env[?0].?value.orValue('') + ' \\\\u001b[31m'"}]
`,
  };
  const own = createPolicy({ rules: [rule] });
  const text = JSON.stringify(reported([job('nightly', {}, { env })], { policy: own, rules: ['own/tell'] }));
  assert.match(text, 'env …');
  assert.not.ok(text.includes('hunter2'));
  assert.not.ok(text.includes('\\u001b'));
});

test('a large report comes in pieces that kubectl can apply, and nothing is lost', () => {
  const objects = Array.from({ length: 1_500 }, (_, index) => job(`job-${index}`));
  const reports = reported(objects);
  assert.ok(reports.length > 2);
  assert.is(resultsOf(reports).length, 1_500);
  assert.equal(
    reports.map(({ metadata }) => stringAt(metadata, 'name')),
    reports.map((_, index) => (index === 0 ? 'sidecarlint' : `sidecarlint-${index + 1}`)),
  );
  // The copy that kubectl keeps in an annotation may have 256 KiB.
  for (const report of reports) assert.ok(Buffer.byteLength(JSON.stringify(report)) < 250_000);
});

test.run();
