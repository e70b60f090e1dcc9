import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fingerprint } from './fingerprint.ts';

/** FNV-1a with 64-bit integers, as its authors define it. */
function reference(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const unit of text) hash = ((hash ^ BigInt(unit.codePointAt(0) ?? 0)) * 0x100000001b3n) % (1n << 64n);
  return hash.toString(16).padStart(16, '0');
}

test('equals FNV-1a computed with 64-bit integers', () => {
  for (const text of ['', 'a', 'foobar', 'spec.initContainers[0]', 'Ä😀'.repeat(50)]) {
    assert.is(fingerprint(text), reference(text), text);
  }
});

test('parts do not run into each other', () => {
  assert.is.not(fingerprint('ab', 'c'), fingerprint('a', 'bc'));
});

test.run();
