/** What a cluster depends on: reload, drain, idle connections, limits, health, metrics, log. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createPolicy } from '../../src/policy/index.ts';
import { parseTargets } from '../../src/target/index.ts';
import type { ServeSettings } from '../../src/webhook/index.ts';
import { timeoutOf } from '../../src/webhook/server/deadline.ts';
import { certificates, type Served, served } from './client.ts';

const bad = readFileSync('test-cases/webhook/cases/1.36/denied-job-whose-helper-never-ends.json', 'utf8');
const policy = createPolicy();
const targets = parseTargets('1.36');

/** Runs `use` with a server that ends with it. */
async function withServer(
  use: (server: Served) => Promise<void>,
  changed: Partial<ServeSettings> = {},
  limits: Parameters<typeof served>[2] = {},
): Promise<void> {
  const server = await served('1.36', changed, limits);
  try {
    await use(server);
  } finally {
    await server.end();
  }
}

/** A folder with the first certificate, as a mounted Secret. */
async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'webhook-'));
  try {
    install(folder, 'first', 'first');
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function install(folder: string, certificate: string, key: string): void {
  copyFileSync(`${certificates}/${certificate}.crt`, `${folder}/tls.crt`);
  copyFileSync(`${certificates}/${key}.key`, `${folder}/tls.key`);
}

function plain(port: number, path: string): Promise<{ status: number; body: string }> {
  return new Promise((done, fail) => {
    const call = plainRequest({ port, path, host: 'localhost', agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, body }));
    });
    call.on('error', fail);
    call.end();
  });
}

/** Name in the certificate a new connection is shown. */
function shownName(port: number): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connectTls({ port, host: 'localhost', rejectUnauthorized: false }, () => {
      const { subject } = socket.getPeerCertificate();
      socket.destroy();
      done(String(subject.CN));
    });
    socket.on('error', fail);
  });
}

test('no request fails while certificate and configuration are loaded again', async () => {
  await withFolder(async (folder) => {
    let version = 0;
    const load: ServeSettings['load'] = () => {
      version += 1;
      if (version === 3) return Promise.reject(new Error('policy.config.yaml:1:1: broken'));
      return Promise.resolve({ policy: createPolicy(), targets, files: [] });
    };
    const files = { certificate: `${folder}/tls.crt`, key: `${folder}/tls.key` };
    await withServer(
      async (server) => {
        const statuses = new Map<number, number>();
        const fresh = new Agent({ keepAlive: false, rejectUnauthorized: false });
        let left = 1_000;
        const lane = async (isFresh: boolean): Promise<void> => {
          while (left > 0) {
            left -= 1;
            const { status } = await server.post(bad, isFresh ? { agent: fresh } : {});
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
          }
        };
        const lanes = [true, false, false, false].map(lane);
        const shown = new Set<string>();
        for (let round = 0; left > 0; round += 1) {
          const name = round % 2 === 0 ? 'second' : 'first';
          install(folder, name, name);
          await server.refresh(round % 4 === 0);
          shown.add(await shownName(server.port));
          await new Promise((done) => setTimeout(done, 10));
        }
        await Promise.all(lanes);
        assert.equal([...statuses], [[200, 1_000]]);
        assert.equal([...shown].sort(), ['first', 'second']);
        assert.ok(version >= 3, `loaded ${version} times`);
      },
      { ...files, load },
    );
  });
});

test('what cannot be used leaves the old in place, and shows', async () => {
  await withFolder(async (folder) => {
    let problem = '';
    const load: ServeSettings['load'] = () =>
      problem === '' ? Promise.resolve({ policy, targets, files: [] }) : Promise.reject(new Error(problem));
    const files = { certificate: `${folder}/tls.crt`, key: `${folder}/tls.key` };
    await withServer(
      async (server) => {
        install(folder, 'second', 'first');
        problem = 'policy.config.yaml:3:1: no such rule';
        await server.refresh(true);
        await server.refresh(true);
        assert.ok((await server.post(bad)).body.includes('jobs/classic-helper-never-ends'));
        assert.is(await shownName(server.port), 'first');
        const ready = await plain(server.metricsPort, '/readyz?verbose');
        assert.is(ready.status, 200);
        assert.match(ready.body, /policy ok: .*the newest cannot be used: policy\.config\.yaml:3:1: no such rule/);
        assert.match(ready.body, /certificate ok: .*the newest cannot be used: the certificate .*tls\.crt/);
        const { body } = await plain(server.metricsPort, '/metrics');
        assert.match(body, /sidecarlint_reload_failing\{part="policy"\} 1/);
        assert.match(body, /sidecarlint_reloads_total\{part="certificate",result="failed"\} 1/);
        assert.is(server.lines.filter((line) => line.includes('cannot be used')).length, 2, 'told once each');
        problem = '';
        install(folder, 'second', 'second');
        await server.refresh(true);
        assert.is(await shownName(server.port), 'second');
        assert.not.match((await plain(server.metricsPort, '/readyz?verbose')).body, /cannot be used/);
      },
      { ...files, load },
    );
  });
});

test('a changed file is noticed without being told', async () => {
  await withFolder(async (folder) => {
    const file = `${folder}/policy.config.yaml`;
    writeFileSync(file, 'a: 1\n');
    let loads = 0;
    const load: ServeSettings['load'] = () => {
      loads += 1;
      return Promise.resolve({ policy, targets, files: [file] });
    };
    await withServer(
      async () => {
        await new Promise((done) => setTimeout(done, 100));
        assert.is(loads, 1);
        writeFileSync(file, 'a: 1\nb: 2\n');
        for (let wait = 0; loads < 2 && wait < 100; wait += 1) await new Promise((done) => setTimeout(done, 20));
        assert.is(loads, 2);
      },
      { load },
      { poll: 20 },
    );
  });
});

test('drain: readiness goes first, reviews are answered until the end, none is cut off', async () => {
  const server = await served('1.36');
  assert.is((await plain(server.metricsPort, '/readyz')).status, 200);
  assert.is((await server.get('/readyz')).status, 200);
  const stopped = server.stop(2_000);
  const ready = await plain(server.metricsPort, '/readyz');
  assert.is(ready.status, 503);
  assert.match(ready.body, /\[-\]serving failed: shutting down/);
  assert.is((await plain(server.metricsPort, '/healthz')).status, 200);
  const answers = await Promise.all(Array.from({ length: 50 }, () => server.post(bad)));
  assert.ok(answers.every(({ status, headers }) => status === 200 && headers.connection === 'close'));
  await stopped;
  server.agent.destroy();
  let refused = '';
  await server.post(bad, { agent: false }).catch((error: Error) => {
    refused = error.message;
  });
  assert.match(refused, /ECONNREFUSED/);
});

test('idle connections stay longer than the 90 s of API servers', async () => {
  await withServer(async (server) => {
    const { headers } = await server.post(bad);
    assert.match(String(headers['keep-alive']), /timeout=120/);
  });
});

test('protocols: HTTP/1.1 is chosen beside h2, h2 alone is refused, TLS 1.1 too', async () => {
  await withServer(async ({ port }) => {
    const handshake = (options: object): Promise<string> =>
      new Promise((done) => {
        const socket = connectTls({ port, host: 'localhost', rejectUnauthorized: false, ...options }, () => {
          done(`${socket.alpnProtocol} ${socket.getProtocol()}`);
          socket.destroy();
        });
        socket.on('error', () => done('refused'));
      });
    assert.is(await handshake({ ALPNProtocols: ['h2', 'http/1.1'] }), 'http/1.1 TLSv1.3');
    assert.is(await handshake({ ALPNProtocols: ['http/1.1'], maxVersion: 'TLSv1.2' }), 'http/1.1 TLSv1.2');
    assert.is(await handshake({ ALPNProtocols: ['h2'] }), 'refused');
    assert.is(
      await handshake({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
      'refused',
    );
  });
});

test('with an authority for clients, only they get reviews; probes need no certificate', async () => {
  await withServer(
    async (server) => {
      assert.is((await server.post(bad)).status, 401);
      assert.is((await server.get('/readyz')).status, 200);
      const [cert, key] = ['crt', 'key'].map((end) => readFileSync(`${certificates}/second.${end}`));
      const agent = new Agent({ rejectUnauthorized: false, ...(cert && key ? { cert, key } : {}) });
      assert.is((await server.post(bad, { agent })).status, 200);
    },
    { clientCa: `${certificates}/second.crt` },
  );
});

test('bodies beyond what may wait are told to come back', async () => {
  await withServer(
    async (server) => {
      const large = bad.replace('"metadata":{', `"padding":"${'x'.repeat(1_000_000)}","metadata":{`);
      const answers = await Promise.all(Array.from({ length: 16 }, () => server.post(large)));
      const refused = answers.filter(({ status }) => status === 429);
      assert.ok(refused.length > 0 && refused.length < 16, `${refused.length} refused`);
      assert.ok(refused.every(({ headers }) => headers['retry-after'] === '1'));
      assert.ok(answers.every(({ status }) => status === 429 || status === 200));
      assert.is((await server.post(large)).status, 200);
    },
    {},
    { waiting: 2_500_000 },
  );
});

test('a large review is answered within its deadline', async () => {
  await withServer(async (server) => {
    // As API servers write it: each of these characters takes six bytes.
    const escaped = '\\u003c'.repeat(1_400_000);
    const large = bad.replace(
      '"terminationMessagePath":',
      `"env":[{"name":"A","value":"${escaped}"}],"terminationMessagePath":`,
    );
    assert.ok(large.length > 8_000_000);
    const begin = performance.now();
    assert.ok((await server.post(large)).body.includes('jobs/classic-helper-never-ends'));
    assert.ok(performance.now() - begin < 3_000, 'took too long');
  });
});

for (const [onRuleError, allowed] of [
  ['allow', true],
  ['deny', false],
] as const) {
  test(`a bug is caught, counted and answered: ${onRuleError}`, async () => {
    const [rule] = policy.rules;
    const condition = (): never => {
      throw new TypeError('S3CRET-in-a-message');
    };
    const broken = {
      ...policy,
      rules: policy.rules.map((each) => ({ ...(rule ?? each), ...each, conditions: [condition] })),
    };
    await withServer(
      async (server) => {
        const { status, body } = await server.post(bad);
        assert.is(status, 200);
        assert.match(body, allowed ? /"allowed":true/ : /"allowed":false.*"reason":"InternalError","code":500/);
        const line = server.lines.find((each) => each.includes('"msg":"bug"')) ?? '';
        assert.match(line, /TypeError\\n +at /);
        assert.not.match(body + server.lines.join(''), /S3CRET/);
        assert.match((await plain(server.metricsPort, '/metrics')).body, /sidecarlint_bugs_total 1/);
      },
      { onRuleError, load: () => Promise.resolve({ policy: broken, targets, files: [] }) },
    );
  });
}

test('metrics and log tell the rules, the object and the user, in one line', async () => {
  await withServer(async (server) => {
    await server.post(bad);
    const { body } = await plain(server.metricsPort, '/metrics');
    assert.match(
      body,
      /sidecarlint_reviews_total\{operation="CREATE",kind="Job",decision="denied",dry_run="false"\} 1/,
    );
    assert.match(
      body,
      /sidecarlint_findings_total\{rule="jobs\/classic-helper-never-ends",severity="error",verdict="failing"\} 1/,
    );
    assert.match(body, /sidecarlint_review_duration_seconds_bucket/);
    assert.match(body, /sidecarlint_certificate_not_after_timestamp_seconds \d{10}/);
    const line: Record<string, unknown> = JSON.parse(
      server.lines.find((each) => each.includes('"msg":"review"')) ?? '{}',
    );
    const { kind, namespace, name, user, allowed, mode, failing } = line;
    assert.equal(
      { kind, namespace, name, user, allowed, mode, failing },
      {
        kind: 'Job',
        namespace: 'shop',
        name: 'nightly-report',
        user: 'alice@example.com',
        allowed: false,
        mode: 'enforce',
        failing: ['jobs/classic-helper-never-ends'],
      },
    );
  });
});

test('deadlines are durations as Go writes them', () => {
  const cases = {
    '': 9_000,
    '?timeout=10s': 9_000,
    '?timeout=1m': 27_000,
    '?timeout=500ms': 450,
    '?timeout=1s500ms': 1_350,
  };
  for (const [query, expected] of Object.entries(cases)) assert.is(timeoutOf(`/validate${query}`), expected, query);
  for (const query of [
    '?timeout=',
    '?timeout=-1s',
    '?timeout=0s',
    '?timeout=x',
    '?timeout=3',
    `?timeout=${'9'.repeat(500)}s`,
  ]) {
    assert.is(timeoutOf(`/${query}`), 9_000, query);
  }
});

test.run();
