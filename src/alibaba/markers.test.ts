import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { JsonObject } from '../model/index.ts';
import { createCatalogue, describeContainers } from '../workload/index.ts';
import { endingMarkers } from './markers.ts';
import { markerNamed } from './names.ts';
import { markerTable, nearestValue } from './table.ts';

const names = markerTable.map((entry) => entry.name);
const alphabet = 'AEIXZ_1';

/** Every name one insertion, deletion, substitution or swap away. */
function slips(name: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= name.length; at++) {
    for (const letter of alphabet) {
      found.add(name.slice(0, at) + letter + name.slice(at));
      if (at < name.length) found.add(name.slice(0, at) + letter + name.slice(at + 1));
    }
    found.add(name.slice(0, at) + name.slice(at + 1));
    if (at + 1 < name.length) found.add(name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2));
  }
  found.delete(name);
  return [...found].filter((slip) => !names.includes(slip));
}

function meant(name: string): string {
  const found = markerNamed(name);
  return found === undefined ? '' : `${found.match} ${found.entry.name}`;
}

for (const name of names) {
  test(`every slip of ${name} is reported`, () => {
    const all = slips(name);
    assert.ok(all.length > 50);
    for (const slip of all) assert.is(markerNamed(slip)?.entry.name, name, slip);
  });
}

test('names written in the wild', () => {
  assert.is(meant('__IS_SIDECAR__'), 'exact __IS_SIDECAR__');
  assert.is(meant('__IS_SIDECAR'), 'near __IS_SIDECAR__');
  assert.is(meant('_ECI_RESOURCE_IGNORE_'), 'near __ECI_RESOURCE_IGNORE__');
  assert.is(meant('ECI_RESOURCE_IGNORE'), 'near __ECI_RESOURCE_IGNORE__');
  assert.is(meant('__IGNORE_RESOURCE __'), 'near __IGNORE_RESOURCE__');
  assert.is(meant('__is-sidecar__'), 'near __IS_SIDECAR__');
  assert.is(meant('ECI_IGNORE_CONTAINER_READY'), 'near ECI_CONTAINER_IGNORE_READY');
  assert.is(meant('IS_SIDECAR'), 'bare __IS_SIDECAR__');
  assert.is(meant('IGNORE_READY'), 'bare __IGNORE_READY__');
  assert.is(meant('CI_CONTAINER_TYPE'), 'bare ECI_CONTAINER_TYPE');
});

test('ordinary names are left alone', () => {
  for (const name of [
    'PATH',
    '',
    'SIDECAR',
    'IS_SIDECAR_ENABLED',
    'ECI_REGION',
    'CONTAINER_TYPE',
    'KRUISE_CONTAINER_BARRIER',
    'BCI_CONTAINER_TYPE',
    '____',
    'x'.repeat(5000),
  ])
    assert.is(meant(name), '', name);
});

function accepted(name: string, value: string): boolean | undefined {
  return markerTable.find((entry) => entry.name === name)?.accepts(value);
}

test('values as the platforms document them', () => {
  for (const value of ['True', 'yes', '1', '', ' true']) assert.is(accepted('__IS_SIDECAR__', value), false, value);
  for (const value of ['true', 'false']) assert.is(accepted('__IS_SIDECAR__', value), true, value);
  for (const value of ['', 'normal', 'sidecar']) assert.is(accepted('ECI_CONTAINER_TYPE', value), true, value);
  for (const value of ['Sidecar', 'true']) assert.is(accepted('ECI_CONTAINER_TYPE', value), false, value);
  for (const value of ['0', '-1000', '1000', '007'])
    assert.is(accepted('ECI_CONTAINER_EXIT_PRIORITY', value), true, value);
  for (const value of ['1001', '-1001', '1.5', '', '+1', 'high'])
    assert.is(accepted('ECI_CONTAINER_EXIT_PRIORITY', value), false, value);
  assert.is(accepted('__ECI_RESOURCE_IGNORE__', 'true'), false);
  assert.is(accepted('KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT', 'TRUE'), true);
});

test('offers the value that differs only in case or blanks', () => {
  const nearestOf = (name: string, value: string): string => {
    const entry = markerTable.find((each) => each.name === name);
    return entry === undefined ? 'no entry' : nearestValue(entry, value);
  };
  assert.is(nearestOf('__IS_SIDECAR__', 'True'), 'true');
  assert.is(nearestOf('ECI_CONTAINER_TYPE', ' Sidecar '), 'sidecar');
  assert.is(nearestOf('ECI_CONTAINER_EXIT_PRIORITY', ' 5'), '5');
  assert.is(nearestOf('__IS_SIDECAR__', 'yes'), '');
  assert.is(nearestOf('__IS_SIDECAR__', 'true'), '');
});

function endings(...env: JsonObject[]): string {
  const podSpec = { containers: [{ name: 'x', image: 'x', env }] };
  const manifest = { object: {}, apiVersion: 'v1', kind: 'Pod', group: '', name: '', namespace: '' };
  const workload = {
    manifest,
    podSpec,
    podSpecPointer: '/spec',
    podMetadata: {},
    podMetadataPointer: '',
    controller: 'none',
  } as const;
  return describeContainers(workload, createCatalogue())
    .flatMap((container) => endingMarkers(container.env))
    .join();
}

test('markers that end a container with the application', () => {
  assert.is(endings({ name: '__IS_SIDECAR__', value: 'true' }), 'acs');
  assert.is(endings({ name: '__IS_SIDECAR__', value: 'false' }), '');
  assert.is(endings({ name: '__IS_SIDECAR__', value: '{{ .x }}' }), 'acs');
  assert.is(endings({ name: 'ECI_CONTAINER_TYPE', value: 'normal' }), '');
  assert.is(
    endings({ name: 'ECI_SIDECAR_CONTAINER', value: 'true' }, { name: '__IS_SIDECAR__', value: 'true' }),
    'acs,eci',
  );
  assert.is(endings({ name: 'KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT', value: 'TRUE' }), 'kruiseTerminator');
  assert.is(endings({ name: 'KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT', valueFrom: {} }), '');
});

test.run();
