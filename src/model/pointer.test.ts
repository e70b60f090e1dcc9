import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { join, nearestExisting, resolve, segments, toFieldPath } from './pointer.ts';

test('segments undoes join, whatever stands in a key', () => {
  const keys = ['a/b', 'm~n', '~1', '', 'ü'];
  assert.equal(segments(join('', ...keys)), keys);
});

test('resolve walks lists by canonical index only', () => {
  const value = { list: [1, { x: null }] };
  assert.is(resolve(value, '/list/0'), 1);
  assert.is(resolve(value, '/list/1/x'), null);
  assert.is(resolve(value, '/list/00'), undefined);
  assert.is(resolve(value, '/list/length'), undefined);
  assert.is(resolve(value, '/__proto__'), undefined);
});

test('nearestExisting climbs to what is there', () => {
  assert.is(nearestExisting({ spec: { containers: [{}] } }, '/spec/containers/0/image'), '/spec/containers/0');
  assert.is(nearestExisting({}, '/a/b'), '');
});

test('toFieldPath writes list positions as the API server does', () => {
  assert.is(toFieldPath('/spec/initContainers/0/restartPolicy'), 'spec.initContainers[0].restartPolicy');
});

test.run();
