/** Bodies that are no reviews: each gets a status that an API server counts as a failed call, and none harms the others. */
import { readFileSync } from 'node:fs';
import { connect as connectTls } from 'node:tls';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Served, served } from './client.ts';

const good = readFileSync('test-cases/webhook/cases/1.36/denied-job-whose-helper-never-ends.json', 'utf8');
/** The body with one change to its text. */
const changed = (from: string, to: string): string => good.replace(from, to);
const uid = /"uid":"[^"]+"/.exec(good)?.[0] ?? '';
const request = (text: string): string =>
  `{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":${text}}`;

interface Malformed {
  name: string;
  body: string | Buffer;
  status: number;
  headers?: Record<string, string>;
}

const truncated = Array.from({ length: 130 }, (_, index): Malformed => {
  const length = Math.floor((good.length * index) / 130);
  return { name: `cut after ${length}`, body: good.slice(0, length), status: 400 };
});

const noReviews = [
  '',
  'null',
  'true',
  '42',
  '"text"',
  '[]',
  '{}',
  '{"kind":"AdmissionReview"}',
  'NaN',
  'a: b',
  '<html>',
  '\u0000\u0001',
];
const noRequests = [
  'null',
  '[]',
  '1',
  '"x"',
  '{}',
  '{"uid":1}',
  '{"uid":null}',
  '{"uid":{}}',
  '{"uid":""}',
  '{"uid":["a"]}',
  '{"uid":true}',
];
const types = [
  '',
  'text/plain',
  'application/yaml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'json',
];
/** What stands where an object should: let pass, since no rule can have a say. */
const noObjects = [
  'null',
  '[]',
  '7',
  '"text"',
  '{}',
  '{"kind":"Job"}',
  '{"kind":"Job","spec":[]}',
  '{"kind":"Job","spec":{"template":7}}',
];

const all: Malformed[] = [
  ...truncated,
  ...noReviews.map((body) => ({ name: body, body, status: 400 })),
  ...noRequests.map((text) => ({ name: `request ${text}`, body: request(text), status: 400 })),
  ...types.map((type) => ({ name: `type ${type}`, body: good, status: 415, headers: { 'Content-Type': type } })),
  ...['gzip', 'deflate', 'br'].map((encoding) => {
    return { name: encoding, body: good, status: 415, headers: { 'Content-Encoding': encoding } };
  }),
  ...noObjects.map((text) => ({
    name: `object ${text}`,
    body: request(
      `{${uid},"operation":"CREATE","kind":{"group":"batch","version":"v1","kind":"Job"},"object":${text}}`,
    ),
    status: 200,
  })),
  ...['admission.k8s.io/v2', 'v1', '', 'admission.k8s.io'].map((version) => {
    return { name: version, body: changed('admission.k8s.io/v1', version), status: 400 };
  }),
  ...['Admissionreview', 'List', '', 'Pod'].map((kind) => {
    return { name: kind, body: changed('"AdmissionReview"', `"${kind}"`), status: 400 };
  }),
  ...[1_000, 100_000].flatMap((depth) => [
    { name: `${depth} lists deep`, body: '['.repeat(depth) + ']'.repeat(depth), status: 400 },
    { name: `${depth} objects deep, open`, body: '{"a":'.repeat(depth), status: 400 },
    {
      name: `${depth} lists deep in the object`,
      body: changed('"template":', `"deep":${'['.repeat(depth)}${']'.repeat(depth)},"template":`),
      status: 200,
    },
    {
      name: `${depth} objects deep in a container`,
      body: changed(
        '"terminationMessagePath":',
        `"deep":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)},"terminationMessagePath":`,
      ),
      status: 200,
    },
  ]),
  { name: 'text after the review', body: `${good} x`, status: 400 },
  { name: 'two reviews', body: good + good, status: 400 },
  { name: 'byte order mark of UTF-16', body: Buffer.from(`\ufeff${good}`, 'utf16le'), status: 400 },
  { name: 'broken UTF-8', body: Buffer.concat([Buffer.from([0xff, 0xfe, 0x80]), Buffer.from(good)]), status: 400 },
  { name: 'one long string', body: `"${'x'.repeat(8_000_000)}"`, status: 400 },
  { name: 'a million members', body: request(`{${uid},"object":{${'"a":1,'.repeat(1_000_000)}"b":2}}`), status: 200 },
  {
    name: 'members of the prototype',
    body: changed('"metadata":{', '"__proto__":{"a":1},"constructor":7,"metadata":{'),
    status: 200,
  },
  ...Array.from({ length: 16 }, (_, index): Malformed => {
    const at = Math.floor((good.length * (index + 1)) / 18);
    return { name: `noise at ${at}`, body: `${good.slice(0, at)}\u0007}{${good.slice(at + 3)}`, status: 400 };
  }),
];

let server: Served;

test('starts', async () => {
  server = await served('1.36', {}, { body: 9_000_000 });
});

test('two hundred malformed bodies: the right status, and the next review is answered', async () => {
  assert.ok(all.length >= 200, `${all.length} bodies`);
  for (const { name, body, status, headers } of all) {
    const answer = await server.post(body, headers === undefined ? {} : { headers });
    assert.is(answer.status, status, `${name}: ${answer.body}`);
    if (status === 200) assert.ok(answer.body.includes(uid), name);
    else assert.ok(answer.body.length < 200 && /^[\x20-\x7e]+\n$/.test(answer.body), answer.body);
  }
  const after = await server.post(good);
  assert.ok(after.body.includes('jobs/classic-helper-never-ends'));
});

test('a review that is too large is answered as configured, with its uid', async () => {
  const large = changed('"metadata":{', `"padding":"${'x'.repeat(10_000_000)}","metadata":{`);
  const { status, body } = await server.post(large);
  assert.is(status, 200);
  const { response } = JSON.parse(body) as { response: { uid: string; allowed: boolean; warnings: string[] } };
  assert.ok(uid.includes(response.uid));
  assert.is(response.allowed, true);
  assert.ok(response.warnings[0]?.includes('too large'));
  const nobody = await server.post(`{"padding":"${'x'.repeat(10_000_000)}"}`);
  assert.is(nobody.status, 413);
});

test('other methods and paths', async () => {
  assert.is((await server.post('', { method: 'GET' })).status, 405);
  assert.is((await server.post(good, { method: 'PUT' })).status, 405);
  assert.is((await server.post(good, { path: '/mutate' })).status, 404);
  // A Service in a configuration without a path is called at its root.
  assert.is((await server.post(good, { path: '/?timeout=10s' })).status, 200);
});

/** Opens a connection, sends some bytes and waits until the server closes; what it said. */
function stuck(bytes: string): Promise<string> {
  return new Promise((done) => {
    let said = '';
    const socket = connectTls({ port: server.port, host: 'localhost', rejectUnauthorized: false }, () =>
      socket.write(bytes),
    );
    socket.on('data', (chunk) => {
      said += chunk.toString();
    });
    socket.on('error', () => done(said));
    socket.on('close', () => done(said));
  });
}

test('slow clients are cut off at the deadline of their request, and hold up nobody', async () => {
  const head = (length: number): string =>
    `POST /validate?timeout=1s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
  const slow = Array.from({ length: 50 }, () => stuck(`${head(good.length)}${good.slice(0, 100)}`));
  const begin = performance.now();
  for (let index = 0; index < 20; index += 1) assert.is((await server.post(good)).status, 200);
  assert.ok(performance.now() - begin < 2_000, 'others waited');
  for (const said of await Promise.all(slow)) assert.match(said, /^HTTP\/1\.1 408 /);
});

test('a client that goes away in the middle leaves nothing behind', async () => {
  for (let index = 0; index < 20; index += 1) {
    const socket = connectTls({ port: server.port, host: 'localhost', rejectUnauthorized: false }, () => {
      socket.write(
        'POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{',
      );
      setTimeout(() => socket.destroy(), 5);
    });
    socket.on('error', () => socket.destroy());
    await new Promise((done) => socket.on('close', done));
  }
  assert.is((await server.post(good)).status, 200);
});

test('ends', () => server.end());

test.run();
