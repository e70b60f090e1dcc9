/**
 * Requests as API servers send them, over real HTTPS. A folder is a target and a mode; the first word of a file says what becomes of the
 * request, and no update can change that.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isObject, listAt, objectAt, stringAt, valueAt } from '../../src/model/index.ts';
import type { AdmissionReview } from '../../src/webhook/index.ts';
import { golden } from '../support/golden.ts';
import { type Served, served } from './client.ts';

const root = 'test-cases/webhook/cases';
const modes = ['enforce', 'warn', 'audit'] as const;

/** What the first word of a case says of its answer. */
const intents: Record<string, (response: AdmissionReview['response'], lines: readonly string[]) => boolean> = {
  untouched: ({ allowed, ...rest }, lines) =>
    allowed && Object.keys(rest).length === 1 && lines.join().includes('"untouched":true'),
  allowed: ({ allowed, warnings, auditAnnotations }) =>
    allowed && warnings === undefined && auditAnnotations?.['would-deny'] === undefined,
  warned: ({ allowed, warnings = [] }) => allowed && warnings.length > 0,
  recorded: ({ allowed, warnings, auditAnnotations }) =>
    allowed && warnings === undefined && auditAnnotations?.['would-deny'] !== undefined,
  spared: ({ allowed, auditAnnotations }) => allowed && auditAnnotations?.spared === 'owner',
  denied: ({ allowed, status }) => !allowed && status?.code === 422 && status.reason === 'Invalid',
};

for (const folder of readdirSync(root)) {
  const [target = '', mode = 'enforce'] = folder.split('-');
  const files = readdirSync(`${root}/${folder}`).filter((name) => name.endsWith('.json'));
  let server: Served;

  test(`${folder}: starts`, async () => {
    server = await served(target, { mode: modes.find((each) => each === mode) ?? 'enforce' });
  });

  for (const file of files) {
    test(`${folder}/${file}`, async () => {
      const body = readFileSync(`${root}/${folder}/${file}`);
      const before = server.lines.length;
      const response = await answered(server, body);
      const { uid: _, ...rest } = response;
      golden(`${root}/${folder}/${file.replace(/\.json$/, '.answer')}`, `${JSON.stringify(rest, undefined, 2)}\n`);
      const logged = server.lines.slice(before);
      assert.ok(intents[file.split('-')[0] ?? '']?.(response, logged), `${file}: ${JSON.stringify(rest)}`);
      assert.is(logged.length, 1, 'one line for each decision');
      keepsSecrets(body.toString(), JSON.stringify(response) + logged.join());
    });
  }

  test(`${folder}: ends`, () => server.end());
}

test('there are at least forty reviewed answers', () => {
  const answers = readdirSync(root).flatMap((folder) =>
    readdirSync(`${root}/${folder}`).filter((name) => name.endsWith('.answer')),
  );
  assert.ok(answers.length >= 40, `${answers.length}`);
});

/** Posts a review and checks what holds for every answer. */
async function answered(server: Served, body: Buffer): Promise<AdmissionReview['response']> {
  const question: unknown = JSON.parse(body.toString());
  const { status, body: text } = await server.post(body);
  assert.is(status, 200, text);
  // Checked below, member by member.
  const review = JSON.parse(text) as AdmissionReview;
  const { response } = review;
  assert.is(review.apiVersion, stringAt(question, 'apiVersion'));
  assert.is(review.kind, 'AdmissionReview');
  assert.is(response.uid, stringAt(question, 'request', 'uid'));
  assert.type(response.allowed, 'boolean');
  assert.not.ok('patch' in response);
  fitsThrough(response);
  if (!response.allowed) standsAlone(response);
  return response;
}

const control = /[\p{Cc}]/u;

/** Nothing that a server would cut or drop (recorded). */
function fitsThrough({ warnings = [], auditAnnotations = {} }: AdmissionReview['response']): void {
  assert.ok(warnings.join('').length <= 4096, 'all warnings together');
  assert.ok(
    warnings.every((text) => text !== '' && !control.test(text)),
    warnings.join('\n'),
  );
  // Over 4,096 with those of others, each is cut to 256.
  if (warnings.join('').length > 2048) assert.ok(warnings.every((text) => text.length <= 256));
  assert.ok(Object.keys(auditAnnotations).every((key) => /^[a-z]+(-[a-z]+)*$/.test(key)));
}

function standsAlone({ status }: AdmissionReview['response']): void {
  const { message = '', details } = status ?? {};
  assert.ok(message !== '' && message.length <= 800 && !control.test(message), message);
  assert.ok(details !== undefined && details.name !== '' && details.kind !== '');
  for (const cause of details?.causes ?? []) {
    assert.ok(/ \[[a-z]+\/[a-z0-9-]+\]$|^and \d+ more$/.test(cause.message) && cause.field !== '', cause.message);
    assert.not.ok(control.test(cause.message));
  }
}

/** Values of environment variables that look like a secret stand in no answer and no log. */
function keepsSecrets(body: string, said: string): void {
  for (const [secret] of body.matchAll(/S3CRET-[a-z-]+/g)) assert.not.ok(said.includes(secret), secret);
}

const recorded = '../shared/conformance/admission/requests';

test('every recorded request is answered', async () => {
  if (!existsSync(recorded)) {
    console.log('skipped: the recordings of API servers are not here; a sample was replayed');
    return;
  }
  const files = readdirSync(recorded).filter((name) => /\.json(\.gz)?$/.test(name));
  assert.ok(files.length >= 100);
  for (const [prefix, target] of [
    ['k28-', '1.28'],
    ['k28g-', '1.28+SidecarContainers'],
    ['k30-', '1.30'],
    ['', '1.36'],
  ] as const) {
    const server = await served(target);
    try {
      for (const file of files.filter((name) => (prefix === '' ? !/^k(28|30)/.test(name) : name.startsWith(prefix)))) {
        const raw = readFileSync(`${recorded}/${file}`);
        const body = file.endsWith('.gz') ? gunzipSync(raw) : raw;
        const response = await answered(server, body);
        const request = objectAt(JSON.parse(body.toString()), 'request') ?? {};
        const isWrite = ['CREATE', 'UPDATE'].includes(stringAt(request, 'operation'));
        if (!isWrite || isObject(valueAt(request, 'object', 'metadata', 'deletionTimestamp')))
          assert.is(response.allowed, true, file);
        if (isWrite) lostFieldsAreTold(file, request, response);
      }
    } finally {
      await server.end();
    }
  }
});

/** Where a client-side apply shows restartPolicy: Always that the object has not, the answer says so. */
function lostFieldsAreTold(file: string, request: object, response: AdmissionReview['response']): void {
  const text = stringAt(
    request,
    'object',
    'metadata',
    'annotations',
    'kubectl.kubernetes.io/last-applied-configuration',
  );
  const [written] = listAt(text === '' ? {} : JSON.parse(text), 'spec', 'initContainers');
  const [kept] = listAt(request, 'object', 'spec', 'initContainers');
  if (stringAt(written, 'restartPolicy') !== 'Always' || stringAt(kept, 'restartPolicy') === 'Always') return;
  assert.ok(JSON.stringify(response).includes('compatibility/restart-policy-stripped'), file);
}

test.run();
