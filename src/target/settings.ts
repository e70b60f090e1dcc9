import { nearest, type Platform } from '../model/index.ts';
import { TargetError } from './error.ts';
import { gateNames, gateNeeds, gateOn, gateSpan, gateState } from './gates.ts';

/** From this minor on a gate cannot be on while one that it needs is off. */
const needsEnforcedFrom = 35;

/** Set every gate of their stage; known to every minor. */
const stageGates: readonly string[] = ['AllAlpha', 'AllBeta'];

/** Gates that a vendor's API server has beside Kubernetes' own, and the platforms behind it. */
const vendorGates: Readonly<Record<string, readonly Platform[]>> = {
  SidecarSetServerlessPod: ['ack-virtual-node', 'eci'],
};

export const isVendorGate = (gate: string): boolean => Object.hasOwn(vendorGates, gate);

export type GateProblem = '' | 'unknown' | 'locked';

/** What is wrong with setting a gate on a component of that minor; 'unknown' also for names outside the table. */
export function gateProblem(gate: string, on: boolean, minor: number): GateProblem {
  if (stageGates.includes(gate)) return '';
  const state = gateState(gate, minor);
  if (!state.known) return 'unknown';
  return state.locked && state.on !== on ? 'locked' : '';
}

/** Throws TargetError when no component of that minor could start with these gates. `where` names it: 'Kubernetes 1.29'. */
export function checkGates(
  gates: Readonly<Record<string, boolean>>,
  minor: number,
  where: string,
  platforms: readonly Platform[] = [],
): void {
  for (const [gate, on] of Object.entries(gates)) {
    if (vendorGateAllowed(gate, platforms)) continue;
    const problem = gateProblem(gate, on, minor);
    if (problem === 'unknown') throw new TargetError(unknownGate(gate, where));
    if (problem === 'locked') {
      throw new TargetError(
        `gate ${gate} is locked to ${!on} on ${where}: it cannot be switched ${on ? 'on' : 'off'} there`,
      );
    }
  }
  if (minor < needsEnforcedFrom) return;
  for (const gate of gateNames()) checkNeeds(gate, gates, minor, where);
}

/** Whether a gate is the vendor's own; throws TargetError where the platform has none of it. */
function vendorGateAllowed(gate: string, platforms: readonly Platform[]): boolean {
  const homes = Object.hasOwn(vendorGates, gate) ? vendorGates[gate] : undefined;
  if (homes === undefined || homes.some((home) => platforms.includes(home))) return homes !== undefined;
  throw new TargetError(
    `gate ${gate} exists in ACK clusters with virtual nodes only: leave it out, or state the platform ${homes.join(' or ')}`,
  );
}

function checkNeeds(gate: string, gates: Readonly<Record<string, boolean>>, minor: number, where: string): void {
  if (!gateOn({ gates, minor }, gate)) return;
  for (const needed of gateNeeds(gate)) {
    if (gateOn({ gates, minor }, needed)) continue;
    throw new TargetError(
      `gate ${gate} cannot be on without ${needed} on ${where}: switch ${needed} on, or ${gate} off as well`,
    );
  }
}

function unknownGate(gate: string, where: string): string {
  const span = gateSpan(gate);
  if (span !== undefined) {
    const until = span.since === span.until ? `only 1.${span.since}` : `1.${span.since} to 1.${span.until}`;
    return `gate ${gate} does not exist on ${where}: known to ${until}`;
  }
  const near = nearest(gate, gateNames());
  if (near !== '') return `there is no gate ${gate}: did you mean ${near}?`;
  return `gate ${gate} decides nothing about sidecars; gates that do: ${gateNames().join(', ')}`;
}

/** Reads 'SidecarContainers=true,Other=false'. Throws TargetError on anything that is not Name=true or Name=false. */
export function parseGates(text: string): Record<string, boolean> {
  const gates: Record<string, boolean> = {};
  for (const item of text.split(',').map((part) => part.trim())) {
    if (item === '') continue;
    const [, gate = '', value = ''] = /^([A-Za-z][A-Za-z0-9]*)=(true|false)$/.exec(item) ?? [];
    if (gate === '') throw new TargetError(`gate setting '${item}' is not of the form Name=true or Name=false`);
    gates[gate] = value === 'true';
  }
  return gates;
}

/** Reads the suffix of a profile: '+SidecarContainers' or '-Gate-OtherGate'; undefined when it is not of that form. */
export function parseGateSuffix(text: string): Record<string, boolean> | undefined {
  if (!/^([+-][A-Za-z][A-Za-z0-9]*)*$/.test(text)) return undefined;
  const gates: Record<string, boolean> = {};
  for (const [, sign, gate = ''] of text.matchAll(/([+-])([A-Za-z0-9]+)/g)) gates[gate] = sign === '+';
  return gates;
}
