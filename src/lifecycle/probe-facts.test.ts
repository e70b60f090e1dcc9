import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { always, app, db, facts } from '../../test-cases/support/pod-facts.ts';
import type { JsonObject } from '../model/index.ts';

function probe(spec: JsonObject, kind: string) {
  const found = facts(spec).probes.find(({ self }) => self.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} probe`);
  return found;
}

test('probes know who declares their port', () => {
  const sidecar = { name: 's', image: 'x', ...always, startupProbe: { httpGet: { port: 5432 } } };
  const { self, places } = probe({ initContainers: [sidecar], containers: [db] }, 'startup');
  assert.equal(
    [self.port, self.declaredHere, self.declaredBy, self.declaredByClass, self.declaredEarlier],
    [5432, false, 'db', 'main', false],
  );
  assert.is(places?.port?.pointer, '/spec/initContainers/0/startupProbe/httpGet/port');
  assert.is(places?.declared?.pointer, '/spec/containers/0/ports/0');
  const earlier = probe({ initContainers: [{ ...db, ...always }, sidecar], containers: [app] }, 'startup').self;
  assert.is(earlier.declaredEarlier, true);
});

test('named ports, hooks and hosts', () => {
  const named = {
    ...app,
    ports: [{ name: 'http', containerPort: 80 }],
    readinessProbe: { httpGet: { port: 'htttp', host: '10.0.0.1' } },
  };
  const { self } = probe({ containers: [named] }, 'readiness');
  assert.equal([self.portName, self.declaredHere, self.nearestName, self.isLocal], ['htttp', false, 'http', false]);
  const hook = probe({ containers: [{ ...app, lifecycle: { preStop: { sleep: { seconds: 5 } } } }] }, 'preStop').self;
  assert.equal([hook.isHook, hook.handler, hook.port], [true, 'sleep', 0]);
  const text = probe({ containers: [{ ...app, livenessProbe: { tcpSocket: { port: '8080' } } }] }, 'liveness').self;
  assert.equal([text.port, text.portName], [8080, '']);
  const templated = probe(
    { containers: [{ ...app, livenessProbe: { tcpSocket: { port: '{{ .port }}' } } }] },
    'liveness',
  ).self;
  assert.equal([templated.port, templated.portName], [0, '']);
});

test('the grace period as each container uses it', () => {
  const uses = (main: JsonObject, spec: JsonObject = {}): string[] =>
    facts({ containers: [{ ...app, ...main }], ...spec }).graceUses.map(
      ({ self }) => `${self.container.name} ${self.preStop}+${self.drain}=${self.total}/${self.grace} ${self.exceeds}`,
    );
  const sleep = (seconds: number): JsonObject => ({
    lifecycle: { preStop: { exec: { command: ['sleep', `${seconds}`] } } },
  });
  assert.equal(uses(sleep(30)), ['app 30+0=30/30 true']);
  assert.equal(uses(sleep(29)), ['app 29+0=29/30 false']);
  assert.equal(uses(sleep(30), { terminationGracePeriodSeconds: 60 }), ['app 30+0=30/60 false']);
  assert.equal(uses(sleep(30), { terminationGracePeriodSeconds: '60s' }), []);
  assert.equal(uses(sleep(30), { terminationGracePeriodSeconds: 0 }), ['app 30+0=30/0 false']);
  assert.equal(uses({ lifecycle: { preStop: { exec: { command: ['/drain.sh'] } } } }), []);
  const sql = { image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2', args: ['--max-sigterm-delay=40s'] };
  assert.equal(uses({ ...sql, ...sleep(5) }), ['app 5+40=45/30 true']);
  assert.equal(uses({}, { initContainers: [{ name: 's', ...always, ...sql, ...sleep(5) }] }), ['s 5+40=5/30 false']);
});

test.run();
