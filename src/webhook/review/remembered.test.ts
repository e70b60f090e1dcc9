import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Remembered } from './remembered.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

/** A memory of values that each hold `count` findings, and how often a value had to be made. */
function memory(count: number): { made: () => number; ask: (name: string, metadata?: Record<string, string>) => void } {
  let made = 0;
  const remembered = new Remembered<number>(digest, (value) => value);
  return {
    made: () => made,
    ask(name, metadata = {}) {
      const make = (): number => {
        made += 1;
        return count;
      };
      remembered.get({ metadata: { name, ...metadata } }, null, [], make);
    },
  };
}

test('ids and times make no difference, names do', () => {
  const { made, ask } = memory(1);
  ask('web', { uid: 'a', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' });
  ask('web', { uid: 'b', resourceVersion: '2', creationTimestamp: '2026-01-02T00:00:00Z' });
  assert.is(made(), 1);
  ask('api', { uid: 'b', resourceVersion: '2', creationTimestamp: '2026-01-02T00:00:00Z' });
  ask('api');
  assert.is(made(), 3, 'what is stored is not what is made');
});

test('generated names make no difference only where nothing is said', () => {
  for (const [count, wanted] of [
    [0, 1],
    [1, 2],
  ] as const) {
    const { made, ask } = memory(count);
    ask('web-a', { generateName: 'web-' });
    ask('web-b', { generateName: 'web-' });
    assert.is(made(), wanted);
  }
});

test('what is asked for again stays, whatever else comes, and the rest is forgotten', () => {
  for (const count of [0, 1, 100, 10_000]) {
    const { made, ask } = memory(count);
    ask('often');
    for (let other = 0; other < 6_000; other += 1) {
      ask(`other-${other}`);
      if (count < 10_000) ask('often');
    }
    assert.is(made(), 6_001, `with ${count} findings each`);
    ask('other-0');
    assert.is(made(), 6_002, 'the first of the others is not held any more');
  }
});

test.run();
