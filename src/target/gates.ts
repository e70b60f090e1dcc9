import table from '../../schemas/kubernetes/gates.json' with { type: 'json' };
import type { Target } from '../model/index.ts';

/** The minors of Kubernetes whose behaviour is known. 1.18–1.26 are judged with the tables of 1.27: the time before sidecars. */
export const firstMinor = 18;
export const firstRecordedMinor = 27;
export const lastMinor = 37;

export interface GateState {
  /** False: setting the gate, to whatever value, stops the component from starting. */
  known: boolean;
  /** alpha, beta, GA, deprecated, absent. */
  stage: string;
  /** What the component does when nobody sets the gate. True also for a gate that was removed because its feature is now unconditional. */
  on: boolean;
  /** Only the default can be set. */
  locked: boolean;
}

interface Gate {
  name: string;
  needs: readonly string[];
  states: { from: number; state: GateState }[];
}

const absent: GateState = { known: false, stage: 'absent', on: false, locked: false };
const gates = new Map<string, Gate>();
for (const [name, row] of Object.entries<Record<string, string>>(table)) gates.set(name, readGate(name, row));

function readGate(name: string, row: Record<string, string>): Gate {
  const gate: Gate = { name, needs: words(row.needs), states: [] };
  let last = absent;
  for (const [minor, text] of Object.entries(row)) {
    if (!minor.startsWith('1.')) continue;
    const [stage = '', value = '', lock = ''] = text.split(' ');
    last = { known: stage !== 'absent', stage, on: value === '' ? last.on : value === 'on', locked: lock === 'locked' };
    gate.states.push({ from: Number(minor.slice(2)), state: last });
  }
  return gate;
}

function words(text = ''): string[] {
  return text === '' ? [] : text.split(' ');
}

export function gateNames(): string[] {
  return [...gates.keys()];
}

/** Gates that have to be on wherever this one is (enforced from 1.35). */
export function gateNeeds(gate: string): readonly string[] {
  return gates.get(gate)?.needs ?? [];
}

/** What the components of a minor do about a gate; minors before 1.27 like 1.27. A name outside the table is `absent`. */
export function gateState(gate: string, minor: number): GateState {
  const at = Math.max(minor, firstRecordedMinor);
  let found = absent;
  for (const { from, state } of gates.get(gate)?.states ?? []) if (from <= at) found = state;
  return found;
}

/** First and last minor that know the gate, as numbers; undefined for a name outside the table. */
export function gateSpan(gate: string): { since: number; until: number } | undefined {
  const known: number[] = [];
  for (let minor = firstRecordedMinor; minor <= lastMinor; minor++) if (gateState(gate, minor).known) known.push(minor);
  const since = known[0];
  const until = known.at(-1);
  return since === undefined || until === undefined ? undefined : { since, until };
}

/** The first minor from which on the gate is on by default, as far as minors are known; undefined when it is off in the last one. */
export function gateOnFrom(gate: string): number | undefined {
  let minor = lastMinor + 1;
  while (minor > firstRecordedMinor && gateState(gate, minor - 1).on) minor -= 1;
  return minor > lastMinor ? undefined : minor;
}

/** Whether the API server of a target has the feature on: as stated, else by AllAlpha or AllBeta, else the default of its minor. */
export function gateOn(target: Pick<Target, 'minor' | 'gates'>, gate: string): boolean {
  if (Object.hasOwn(target.gates, gate)) return target.gates[gate] === true;
  const { stage, on } = gateState(gate, target.minor);
  const group = stage === 'alpha' ? 'AllAlpha' : stage === 'beta' ? 'AllBeta' : '';
  return Object.hasOwn(target.gates, group) ? target.gates[group] === true : on;
}

/** The same for the oldest kubelet; undefined when it is not known. */
export function kubeletGateOn(target: Pick<Target, 'kubelet'>, gate: string): boolean | undefined {
  return target.kubelet === undefined ? undefined : gateOn(target.kubelet, gate);
}
