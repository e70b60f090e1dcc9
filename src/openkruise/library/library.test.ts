import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { behaves, isSince, releaseOf } from '../release.ts';
import { NotDecodable, reencode } from './decode.ts';
import { isLatest } from './image.ts';
import { canonicalQuantity } from './quantity.ts';

test('quantities in canonical form', () => {
  for (const [written, canonical] of [
    ['1000m', '1'],
    ['1024Mi', '1Gi'],
    ['0.5', '500m'],
    ['1000', '1k'],
    [1, '1'],
    ['512Ki', '512Ki'],
    ['0.5Ki', '512'],
    ['1.5Gi', '1536Mi'],
    ['0', '0'],
    ['-1000m', '-1'],
    ['1e3', '1e3'],
    ['x', 'x'],
  ] as const) {
    assert.is(canonicalQuantity(written), canonical, String(written));
  }
  assert.is(canonicalQuantity('1500u', true), '2m');
});

test('latest is a tag, or none at all; a malformed reference has neither', () => {
  for (const image of ['a', 'a:latest', 'r.example:5000/a', 'localhost/a', 'docker.io/library/a'])
    assert.is(isLatest(image), true, image);
  for (const image of ['', 'a:1', 'A', 'a:', `a@sha256:${'a'.repeat(64)}`, 'a b', 'f'.repeat(64), 'a__b___c/d', '-a']) {
    assert.is(isLatest(image), false, image);
  }
});

test('releases: numbers, the newest for unknown ones, the trap of 1.7.5', () => {
  assert.equal(releaseOf({ major: 1, minor: 5, patch: 1 }), { minor: 5, patch: 1 });
  assert.is(releaseOf(undefined).minor, 9);
  assert.is(releaseOf({ major: 1, minor: 12 }).minor, 9);
  assert.is(releaseOf({ major: 0, minor: 10 }).minor, 0);
  assert.equal(releaseOf({ major: 1, minor: 7, patch: 5 }), { minor: 8, patch: 0 });
  assert.is(isSince({ minor: 5, patch: 0 }, '1.5.1'), false);
  assert.is(behaves({ minor: 7, patch: 0 }, 'listsAllInitContainers'), true);
  assert.is(behaves({ minor: 7, patch: 1 }, 'listsAllInitContainers'), false);
  assert.is(behaves({ minor: 5, patch: Number.POSITIVE_INFINITY }, 'initOnlyLeavesNoHash'), false);
});

test('reading and writing drops what a library does not know, and what is empty', () => {
  const library = (minor: number) => ({ release: { minor, patch: 0 }, api: 'v1alpha1' });
  const container = {
    name: '',
    image: '',
    restartPolicy: 'Always',
    foo: 1,
    env: [],
    tty: false,
    securityContext: { privileged: false },
  };
  const kept = { name: '', securityContext: { privileged: false } };
  assert.equal({ ...reencode(library(6), 'Container', container), securityContext: { privileged: false } }, kept);
  assert.is(reencode(library(7), 'Container', container).restartPolicy, 'Always');
  assert.throws(
    () => reencode(library(7), 'Container', { image: 5 }),
    (error: unknown) => error instanceof NotDecodable,
  );
  assert.throws(
    () => reencode(library(7), 'Container', { ports: [{ containerPort: '80' }] }),
    (error: unknown) => error instanceof NotDecodable,
  );
});

test.run();
