import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readCommand } from './command.ts';

const shield = (...command: string[]): string => readCommand(command, [], 'acme/app').ignoresTerm;

test('a shell as process 1 that does not hand TERM on', () => {
  assert.is(shield('sh', '-c', 'while true; do ship; sleep 5; done'), 'while true; do ship; sleep 5; done');
  assert.ok(shield('/bin/bash', '-ec', 'setup && run-agent'));
  assert.ok(shield('sh', '-c', 'agent & wait'));
  assert.ok(shield('sh', '-c', 'tail -f /var/log/a | ship'));
});

test('nothing is shown by a single command, exec, trap, an init, or what is no shell', () => {
  assert.is(shield('sh', '-c', 'tail -F /var/log/a'), '');
  assert.is(shield('sh', '-c', 'setup && exec run-agent'), '');
  assert.is(shield('sh', '-c', "trap 'exit 0' TERM; while true; do sleep 1; done"), '');
  assert.is(shield('tini', '--', 'sh', '-c', 'while true; do sleep 1; done'), '');
  assert.is(shield('run-agent', 'while true; do x; done'), '');
  assert.is(shield('sh', '-c', 'case $X in a) b;; esac'), '', 'not understood');
});

test('arguments alone count only where no entry point can be in front', () => {
  const args = ['sh', '-c', 'while true; do sleep 1; done'];
  assert.is(readCommand([], args, 'acme/app').ignoresTerm, '');
  assert.ok(readCommand([], args, 'busybox').ignoresTerm);
});

test.run();
