import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { app, facts } from '../../test-cases/support/pod-facts.ts';
import type { JsonObject } from '../model/index.ts';
import { pollsOf, waitsForClose } from './waits.ts';

const ports = (text: string): number[] => pollsOf(text).map(({ port }) => port);

test('loops and tools that wait for a local port', () => {
  assert.equal(ports('until nc -z localhost 5432; do sleep 1; done; exec app'), [5432]);
  assert.equal(ports('while ! curl -fs http://127.0.0.1:15021/healthz/ready; do sleep 1; done'), [15021]);
  assert.equal(ports('until pg_isready -h localhost -p 5432; do sleep 1; done'), [5432]);
  assert.equal(ports('until (echo > /dev/tcp/localhost/6379) 2>/dev/null; do sleep 1; done'), [6379]);
  assert.equal(ports('wait-for-it.sh localhost:5432 -- app'), [5432]);
  assert.equal(ports('curl --retry 9 --retry-connrefused http://localhost:9000/ready && app'), [9000]);
  assert.equal(ports('until pg_isready -h localhost; do sleep 1; done'), [0], 'the port is its default');
});

test('no wait: another host, a loop while it is up, a single call', () => {
  assert.equal(ports('until nc -z db.example.com 5432; do sleep 1; done'), []);
  assert.equal(ports('while nc -z localhost 5432; do sleep 1; done'), []);
  assert.equal(ports('curl http://localhost:9000/ready'), []);
  assert.equal(ports('until true; do :; done; nc localhost 5432'), []);
});

test('waiting for a port to close', () => {
  assert.ok(waitsForClose('while nc -z localhost 8080; do sleep 1; done; kill 1'));
  assert.ok(waitsForClose('until ! nc -z 127.0.0.1 8080; do sleep 1; done'));
  assert.not(waitsForClose('while ! nc -z localhost 8080; do sleep 1; done'));
});

test('long texts cost little', () => {
  const start = performance.now();
  pollsOf('until '.repeat(100_000));
  waitsForClose('while localhos'.repeat(100_000));
  assert.ok(performance.now() - start < 500);
});

test('who declares the port a main container waits for', () => {
  const waiting = (script: string, others: JsonObject[]) =>
    facts({ containers: [{ ...app, command: ['sh', '-c', script] }, ...others] }).startWaits.map(
      ({ self }) => `${self.kind} ${self.port} ${self.declaredBy}`,
    );
  const db = { name: 'db', image: 'acme/db', ports: [{ containerPort: 5432 }] };
  assert.equal(waiting('until nc -z localhost 5432; do sleep 1; done', [db]), ['poll 5432 db']);
  assert.equal(waiting('until nc -z localhost 5433; do sleep 1; done', [db]), ['poll 5433 ']);
  assert.equal(waiting('sleep 10 && exec app', []), ['delay 0 ']);
  assert.equal(waiting('sleep 10; app', []), []);
});

test.run();
