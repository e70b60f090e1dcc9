import type { Fact, FactList, Manifest, Place, Target } from '../../model/index.ts';
import { nearest } from '../../model/index.ts';
import { gateNames, gateSpan } from '../gates.ts';
import { gateProblem } from '../settings.ts';
import { type ClusterFile, readClusterFile } from './cluster-file.ts';
import type { WrittenGate } from './written.ts';

/**
 * The feature gates a cluster file sets, and which of them keep their component from starting. The version is the file's own, else that
 * of the targets, if somebody named them and they all say the same of the gate. Empty for other manifests.
 */
export function gateSettings(manifest: Manifest, targets: readonly Target[]): FactList<'gateSettings'> {
  const file = readClusterFile(manifest);
  if (file === undefined) return [];
  const stated = targets.filter(({ origin }) => origin !== 'default');
  return file.gates.map((written) => {
    const place: Place = { pointer: written.pointer };
    const gate: Place = written.form === 'map' ? { ...place, part: 'key' } : place;
    const told = toldMinors(written, file).map((minor) => setting(written, [minor]));
    const self =
      told.find(({ problem }) => problem !== '') ?? told[0] ?? setting(written, statedMinors(written, stated));
    return { self, pointer: written.pointer, places: { gate, value: place } };
  });
}

/** Minors of the components that get the gate, as far as the file tells them: one that does not start is enough. */
function toldMinors({ component }: WrittenGate, { server, kubelet }: ClusterFile): number[] {
  const given = { apiserver: [server], kubelet: [kubelet], all: [server, kubelet] }[component];
  return given.flatMap((version) => version?.minor ?? []);
}

function statedMinors({ component }: WrittenGate, stated: readonly Target[]): number[] {
  const minors = stated.map(({ minor, kubelet }) => (component === 'kubelet' ? (kubelet?.minor ?? minor) : minor));
  return [...new Set(minors)].sort((a, b) => a - b);
}

function setting({ gate, text, on, form, component }: WrittenGate, minors: readonly number[]): Fact<'GateSetting'> {
  const span = gateSpan(gate);
  const [first] = minors;
  const last = minors.at(-1);
  return {
    gate,
    value: text,
    component,
    version: first === undefined ? '' : first === last ? `1.${first}` : `1.${first} to 1.${last}`,
    problem: on === undefined ? (form === 'map' ? 'not-a-bool' : 'unreadable') : problemOn(gate, on, minors),
    since: span === undefined ? '' : `1.${span.since}`,
    until: span === undefined ? '' : `1.${span.until}`,
    nearest: span === undefined ? nearest(gate, gateNames()) : '',
  };
}

/**
 * '' unless it is a problem on every minor in question. Gates of other subjects are none of ours, unless one of ours was meant: that
 * name exists in no version.
 */
function problemOn(gate: string, on: boolean, minors: readonly number[]): string {
  if (gateSpan(gate) === undefined) return nearest(gate, gateNames()) === '' ? '' : 'unknown';
  const problems = new Set(minors.map((minor) => gateProblem(gate, on, minor)));
  const [first = ''] = problems;
  return problems.size === 1 ? first : '';
}
