import type { Fact, FactList } from '../model/facts/index.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Target } from '../model/target.ts';
import { nearest } from '../model/text.ts';
import { type ClusterFile, readClusterFile, type WrittenGate } from './cluster-files.ts';
import { gateNames, gateSpan } from './gates.ts';
import { gateProblem } from './settings.ts';
import type { KubernetesVersion } from './version.ts';

/** The feature gates a cluster file sets, and which of them keep their component from starting. Empty for other manifests. */
export function gateSettings(manifest: Manifest, targets: readonly Target[]): FactList<'gateSettings'> {
  const file = readClusterFile(manifest);
  if (file === undefined) return [];
  const stated = targets.filter(({ origin }) => origin === 'option' || origin === 'configuration');
  const minors = [...new Set(stated.map(({ minor }) => minor))];
  return file.gates.map((written) => {
    const place = { pointer: written.pointer };
    const places = { gate: place, value: place };
    const settings = versionsOf(written, file).map(({ minor }) => setting(written, [minor]));
    const self = settings.find(({ problem }) => problem !== '') ?? settings[0] ?? setting(written, minors);
    return { self, pointer: written.pointer, places };
  });
}

/** Versions of the components that get the gate, as far as the file tells them: one that does not start is enough. */
function versionsOf({ component }: WrittenGate, { server, kubelet }: ClusterFile): KubernetesVersion[] {
  const given = { apiserver: [server], kubelet: [kubelet], all: [server, kubelet] }[component];
  return given.flatMap((version) => version ?? []);
}

function setting({ gate, value, on, component }: WrittenGate, minors: readonly number[]): Fact<'GateSetting'> {
  const span = gateSpan(gate);
  return {
    gate,
    value: String(value),
    component,
    version: minors.length === 1 ? `1.${minors[0]}` : '',
    problem: on === undefined ? 'not-a-bool' : problemOn(gate, on, minors),
    since: span === undefined ? '' : `1.${span.since}`,
    until: span === undefined ? '' : `1.${span.until}`,
    nearest: span === undefined ? nearest(gate, gateNames()) : '',
  };
}

/** '' unless it is a problem on every minor in question. Gates of other subjects are none of ours, unless one of ours was meant. */
function problemOn(gate: string, on: boolean, minors: readonly number[]): string {
  if (gateSpan(gate) === undefined) return nearest(gate, gateNames()) === '' ? '' : 'unknown';
  const problems = new Set(minors.map((minor) => gateProblem(gate, on, minor)));
  const [first = ''] = problems;
  return problems.size === 1 ? first : '';
}
