import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { always, app, container, db, facts } from '../../test-cases/support/pod-facts.ts';
import type { JsonObject } from '../model/index.ts';

function references(spec: JsonObject): string[] {
  return facts(spec).references.map(({ self, pointer }) => {
    const flags = [
      self.startsLater && 'later',
      self.offeredEarlier && 'earlier',
      self.offeredByItself && 'itself',
    ].filter(Boolean);
    return `${self.kind} ${self.from.name} -> ${self.to.name} ${self.text} ${flags.join()} ${pointer}`;
  });
}

test('an init container that needs a later one', () => {
  const wait = {
    name: 'wait',
    image: 'busybox',
    command: ['sh', '-c', 'until nc -z localhost:5432; do sleep 1; done'],
  };
  assert.equal(references({ initContainers: [wait], containers: [db] }), [
    'port wait -> db localhost:5432 later /spec/initContainers/0/command/2',
  ]);
  assert.equal(references({ initContainers: [{ ...db, ...always }, wait], containers: [app] }), [
    'port wait -> db localhost:5432 earlier /spec/initContainers/1/command/2',
  ]);
  assert.equal(references({ initContainers: [wait], containers: [app] }), [], 'nobody declares it');
});

test('addresses in the environment count unless only files are handled', () => {
  const env = [{ name: 'DATABASE_URL', value: 'postgres://u@127.0.0.1:5432/x' }];
  const init = { name: 'i', image: 'acme/migrate', env };
  assert.is(references({ initContainers: [init], containers: [db] }).length, 1);
  assert.is(
    references({ initContainers: [{ ...init, command: ['chown', '1:1', '/data'] }], containers: [db] }).length,
    0,
  );
  const pair = [
    { name: 'DB_HOST', value: 'localhost' },
    { name: 'DB_PORT', value: '5432' },
  ];
  assert.equal(references({ containers: [{ ...app, env: pair }, db] }), [
    'port app -> db localhost:5432  /spec/containers/0/env/0/value',
  ]);
});

test('an address a server listens on is no reference', () => {
  for (const args of [
    ['--web.listen-address=127.0.0.1:5432'],
    ['--bind-address', '127.0.0.1:5432'],
    ['--metrics-addr=127.0.0.1:5432'],
  ])
    assert.equal(references({ containers: [{ ...app, args }, db] }), [], args.join(' '));
  for (const args of [
    ['--upstream=http://127.0.0.1:5432/'],
    ['--db', 'localhost:5432'],
    ['--vault-addr=http://127.0.0.1:5432'],
  ])
    assert.is(references({ containers: [{ ...app, args }, db] }).length, 1, args.join(' '));
  for (const value of ['mylocalhost:5432', 'localhost:54321', 'localhost:70000', 'localhost'])
    assert.equal(references({ containers: [{ ...app, args: [value] }, db] }), [], value);
});

test('the chain of parallel containers', () => {
  const proxy = { name: 'proxy', image: 'acme/proxy', ports: [{ containerPort: 3306 }] };
  const client = {
    name: 'client',
    image: 'acme/client',
    args: ['--db=localhost:3306'],
    ports: [{ containerPort: 8081 }],
  };
  const service = { name: 'svc', image: 'acme/svc', env: [{ name: 'CLIENT', value: 'http://localhost:8081' }] };
  assert.equal(references({ containers: [proxy, client, service] }), [
    'port client -> proxy localhost:3306  /spec/containers/1/args/0',
    'port svc -> client localhost:8081  /spec/containers/2/env/0/value',
  ]);
  assert.equal(
    facts({ containers: [proxy, client, service] }).containers.map(({ self }) => self.isDependency),
    [true, true, false],
  );
});

test('sockets in shared volumes', () => {
  const volumeMounts = [{ name: 'run', mountPath: '/run/x' }];
  const server = { name: 'srv', image: 'acme/srv', args: ['--listen=unix:///run/x/a.sock'], volumeMounts };
  const init = {
    name: 'i',
    image: 'acme/i',
    args: ['--addr', '/other/a.sock'],
    volumeMounts: [{ name: 'run', mountPath: '/other/' }],
  };
  assert.equal(references({ initContainers: [init], containers: [server] }), [
    'socket i -> srv /other/a.sock later /spec/initContainers/0/args/1',
  ]);
  assert.equal(references({ initContainers: [{ ...init, volumeMounts: [] }], containers: [server] }), []);
  const peer = { ...server, args: ['--peer=/run/x/a.sock'] };
  assert.equal(references({ containers: [peer, { ...peer, name: 'other' }] }), [], 'who serves is unknown');
});

test('init containers between a redirection and its proxy', () => {
  const mesh = { name: 'istio-init', image: 'istio/proxyv2:1', args: ['istio-iptables'] };
  const proxy = { name: 'istio-proxy', image: 'istio/proxyv2:1', args: ['proxy', 'sidecar'] };
  const curl = { name: 'fetch', image: 'curlimages/curl', args: ['https://example.org'] };
  assert.equal(references({ initContainers: [mesh, curl], containers: [app, proxy] }), [
    'meshRedirect fetch -> istio-proxy redirection by istio-init later /spec/initContainers/1',
  ]);
  assert.equal(references({ initContainers: [mesh, { ...proxy, ...always }, curl], containers: [app] }), []);
  assert.equal(references({ initContainers: [curl, mesh], containers: [app, proxy] }), []);
  const quiet = { name: 'q', image: 'busybox', command: ['chown', '1', '/x'] };
  assert.equal(references({ initContainers: [mesh, quiet], containers: [app, proxy] }), []);
});

test('who needs a native sidecar', () => {
  const needs = (sidecar: JsonObject, main: JsonObject = app): string[] =>
    container({ initContainers: [{ ...sidecar, ...always }], containers: [main] }, 's').neededBy.map(
      (need) => `${need.container}: ${need.because}`,
    );
  assert.equal(
    needs({ name: 's', image: 'acme/x', ports: [{ containerPort: 5432 }] }, { ...app, args: ['localhost:5432'] }),
    ['app: localhost:5432'],
  );
  assert.equal(needs({ name: 's', image: 'istio/proxyv2:1' }).length, 1);
  assert.equal(needs({ name: 's', image: 'fluent/fluent-bit:3' }), []);
  assert.equal(needs({ name: 's', image: 'acme/unknown' }), []);
});

test('hostile words cost little', () => {
  const args = [
    '/run/x/a.sock '.repeat(600),
    'localhost:5432 '.repeat(600),
    ...Array.from({ length: 2000 }, (_, n) => `localhost:${n + 1}`),
  ];
  const containers = Array.from({ length: 20 }, (_, n) => ({
    ...db,
    name: `c${n}`,
    args,
    volumeMounts: [{ name: 'v', mountPath: '/run' }],
  }));
  const begin = performance.now();
  facts({ containers });
  assert.ok(performance.now() - begin < 2000);
});

test.run();
