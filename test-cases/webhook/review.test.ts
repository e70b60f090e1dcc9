/** `review` as the library offers it: modes, what the cluster knows, failing rules. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  createPolicy,
  type JsonObject,
  parseTargets,
  ReviewError,
  type ReviewOptions,
  review,
} from '../../src/index.ts';
import { listAt, objectAt } from '../../src/model/index.ts';
import { answer as inWords } from '../../src/webhook/review/answer.ts';
import { readReview } from '../../src/webhook/review/request.ts';
import { Reviewer } from '../../src/webhook/review/reviewer.ts';

const targets = parseTargets('1.36');
const read = (name: string): JsonObject =>
  JSON.parse(readFileSync(`test-cases/webhook/cases/1.36/${name}.json`, 'utf8'));
const bad = read('denied-job-whose-helper-never-ends');
const ofJob = read('spared-pod-of-a-job-that-was-judged');

function answer(body: JsonObject, inventory: readonly JsonObject[] = [], options: ReviewOptions = {}) {
  return review(createPolicy(), body, inventory, { targets, ...options }).response;
}

test('modes: the same verdict, said more and more quietly', () => {
  const said = (['enforce', 'warn', 'audit'] as const).map((mode) => {
    const { allowed, warnings = [], auditAnnotations = {} } = answer(bad, [], { mode });
    return [allowed, warnings.length, Object.keys(auditAnnotations).join()];
  });
  assert.equal(said, [
    [false, 0, 'mode,denied-by'],
    [true, 1, 'mode,would-deny'],
    [true, 0, 'mode,would-deny'],
  ]);
});

/** The Job that owns the pod of the case, with so many of its containers. */
function ownerJob(containers: number): JsonObject {
  const job = structuredClone(objectAt(bad, 'request', 'object') ?? {});
  const spec = objectAt(job, 'spec', 'template', 'spec') ?? {};
  spec.containers = listAt(spec, 'containers').slice(0, containers);
  job.metadata = { ...objectAt(job, 'metadata'), name: 'nightly', namespace: 'shop' };
  return job;
}

test('a pod that its owner explains is let pass; what was added to it on the way is not', () => {
  assert.is(answer(ofJob, [ownerJob(2)]).allowed, true);
  const injected = answer(ofJob, [ownerJob(1)]);
  assert.is(injected.allowed, false);
  assert.is(injected.auditAnnotations?.['denied-by'], 'jobs/classic-helper-never-ends');
});

test('a pod that lost restartPolicy against the template of its owner is refused', () => {
  const sidecar = { name: 'log-shipper', image: 'fluent/fluent-bit:3.2' };
  const pod = structuredClone(ofJob);
  const spec = objectAt(pod, 'request', 'object', 'spec') ?? {};
  listAt(spec, 'containers').pop();
  Object.assign(spec, { initContainers: [sidecar] });
  const owner = ownerJob(1);
  Object.assign(objectAt(owner, 'spec', 'template', 'spec') ?? {}, {
    initContainers: [{ ...sidecar, restartPolicy: 'Always' }],
  });
  const { status } = answer(pod, [owner]);
  const [cause] = status?.details?.causes ?? [];
  assert.is(cause?.field, 'spec.initContainers[0]');
  assert.match(
    cause?.message ?? '',
    /restartPolicy: Always in Job nightly.*\[compatibility\/restart-policy-stripped\]/,
  );
});

test('failOn of the policy says what is refused', () => {
  const body = read('warned-m36-005-client-side-apply-with-validate-ignore-misspelt-');
  assert.is(review(createPolicy(), body, [], { targets }).response.allowed, true);
  const strict = createPolicy({ config: { failOn: 'warning' } });
  assert.is(review(strict, body, [], { targets }).response.allowed, false);
});

test('a rule that fails is answered as configured', () => {
  const text = `id: own/broken
summary: Divide by zero
why: To see what happens.
fix: None.
severity: warning
outcome: advice
select: pods
validations:
  - expression: "1 / (self.runsToCompletion ? 0 : 1) > 0"
    message: never said
`;
  const policy = createPolicy({ rules: [{ uri: 'own/broken.yaml', id: 'own/broken', text }] });
  const good = structuredClone(bad);
  listAt(good, 'request', 'object', 'spec', 'template', 'spec', 'containers').pop();
  const open = review(policy, good, [], { targets }).response;
  assert.equal([open.allowed, open.auditAnnotations?.['failed-rules']], [true, 'own/broken']);
  const closed = review(policy, good, [], { targets, onRuleError: 'deny' }).response;
  assert.equal([closed.allowed, closed.status?.code], [false, 500]);
});

test('what is no review is refused with a word about why', () => {
  for (const body of [
    null,
    [],
    'x',
    {},
    { kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', request: { uid: 7 } },
  ]) {
    assert.throws(
      () => review(createPolicy(), body),
      (error: unknown) => error instanceof ReviewError,
    );
  }
});

test('what is remembered is what would be found', () => {
  const digest = (text: string): string => createHash('sha256').update(text).digest('base64');
  const remembering = new Reviewer({ policy: createPolicy(), targets, digest });
  for (const round of [1, 2]) {
    for (const name of readdirSync('test-cases/webhook/cases/1.36').filter((each) => each.endsWith('.json'))) {
      const request = readReview(read(name.slice(0, -'.json'.length)));
      const plain = new Reviewer({ policy: createPolicy(), targets }).decide(request);
      const decision = remembering.decide(request);
      assert.equal(decision, plain, `${name}, round ${round}`);
      const again = { ...request, uid: `${name} ${round}` };
      assert.equal(inWords(again, decision), inWords(again, plain), `${name}, round ${round}`);
    }
  }
});

test('replicas share a result only while there is nothing to say of them', () => {
  const digest = (text: string): string => createHash('sha256').update(text).digest('base64');
  const reviewer = new Reviewer({ policy: createPolicy(), targets, digest });
  const names = ['runner-a', 'runner-b'].map((name) => {
    const request = readReview(read('denied-pod-of-an-operator'));
    Object.assign(objectAt(request.object, 'metadata') ?? {}, { name, generateName: 'runner-' });
    return reviewer.decide({ ...request, name }).failing.map(({ object }) => object.name);
  });
  assert.equal(names, [['runner-a'], ['runner-b']]);
});

test('the question is left as it was', () => {
  const before = JSON.stringify(bad);
  answer(bad);
  assert.is(JSON.stringify(bad), before);
});

test.run();
