import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { editDistance, isPlaceholder, nearest } from './text.ts';

test('distances', () => {
  assert.is(editDistance('', '', 2), 0);
  assert.is(editDistance('restartPolicy', 'restartPolcy', 2), 1);
  assert.is(editDistance('startupProbe', 'statrupProbe', 2), 1);
  assert.is(editDistance('abc', 'xyz', 2), 3);
  assert.is(editDistance('kitten', 'sitting', 5), 3);
});

test('the nearest name, letter case free', () => {
  assert.is(nearest('restartpolicy', ['image', 'restartPolicy']), 'restartPolicy');
  assert.is(nearest('imagePullPolcy', ['image', 'imagePullPolicy']), 'imagePullPolicy');
  assert.is(nearest('sidecar', ['stdin', 'tty']), '');
  assert.is(nearest('tt', ['tty']), '');
  assert.is(nearest('x'.repeat(10_000), ['y']), '');
});

test('placeholders of templates, shells and sed are told from values', () => {
  const held = [
    '{{ .Values.tag }}',
    'app-{{.Index}}',
    ['$', '{TAG}'].join(''),
    'v$(VERSION)',
    '$TAG',
    '<your-key>',
    '__LIMIT__',
    '@LIMIT@',
    '%LIMIT%',
  ];
  assert.equal(
    held.filter((text) => !isPlaceholder(text)),
    [],
  );
  assert.equal(['', '$', 'a<b', '__IS_SIDECAR__=', 'a__B__', '100%', 'me@here', '$5'].filter(isPlaceholder), []);
});

test.run();
