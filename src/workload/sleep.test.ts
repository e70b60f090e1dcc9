import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { literalDuration, literalSleep } from './sleep.ts';

test('adds up the sleeps of a literal command', () => {
  assert.is(literalSleep(['sleep', '15']), 15);
  assert.is(literalSleep(['/bin/sleep', '1m', '5']), 65);
  assert.is(literalSleep(['sh', '-c', 'nginx -s quit; sleep 10 && sleep 5s']), 15);
  assert.is(literalSleep(['sh', '-c', 'sleep 2.5; sleep 2.5']), 5);
});

test('counts nothing that is not sure', () => {
  for (const script of [
    'sleep $N',
    'sleep 5 &',
    'test -f x || sleep 5',
    'while true; do sleep 5; done',
    'echo sleep 5',
    'sleep infinity',
  ])
    assert.is(literalSleep(['sh', '-c', script]), 0, script);
  assert.is(literalSleep([]), 0);
});

test('reads durations of flags', () => {
  assert.is(literalDuration('30'), 30);
  assert.is(literalDuration('1m30s'), 90);
  assert.is(literalDuration('1500ms'), 0);
  assert.is(literalDuration('soon'), undefined);
  assert.is(literalDuration('1.2.3s'), undefined);
});

test.run();
