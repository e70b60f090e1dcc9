import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hookDoes } from './hooks.ts';

const exec = (...command: string[]): string => hookDoes({ exec: { command } }).does;

test('hooks that only wait', () => {
  assert.equal(hookDoes({ sleep: { seconds: 5 } }), { does: 'delay', seconds: 5 });
  assert.equal(hookDoes({ exec: { command: ['sh', '-c', 'sleep 1m'] } }), { does: 'delay', seconds: 60 });
  assert.is(exec('sleep', '20'), 'delay');
  assert.is(exec('sh', '-c', 'sleep 5; drain'), '');
});

test('hooks that end their own container', () => {
  assert.is(exec('curl', '-X', 'POST', 'localhost:15020/quitquitquit'), 'quit');
  assert.is(exec('pilot-agent', 'request', 'POST', 'quitquitquit'), 'quit');
  assert.is(exec('sh', '-c', 'sleep 5 && kill -TERM 1'), 'quit');
  assert.is(exec('nginx', '-s', 'quit'), 'quit');
  assert.is(hookDoes({ httpGet: { path: '/quitquitquit', port: 8080 } }).does, 'quit');
  assert.is(exec('kill', '-0', '12'), '');
  assert.is(exec('nginx', '-s', 'reload'), '');
  assert.is(hookDoes({ httpGet: { path: '/drain', port: 8080 } }).does, '');
});

test('hooks that wait for the application to go', () => {
  assert.is(exec('sh', '-c', 'while nc -z localhost 8080; do sleep 1; done; kill 1'), 'close-wait');
});

test.run();
