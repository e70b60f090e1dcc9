import { type ComponentVersion, type Platform, platforms, type Target } from '../model/index.ts';
import { fieldNamed, knownTypeField } from './fields.ts';
import { gateNames, gateOn, kubeletGateOn } from './gates.ts';
import { componentAtLeast, readKubernetesVersion } from './version.ts';

/** What a rule's `when` sees as `target`. */
export interface TargetView {
  /** Effective gates of the API server: as stated, else the default of the minor. */
  gates: Readonly<Record<string, boolean>>;
  kubeletKnown: boolean;
  kruiseKnown: boolean;
  /** The platform was stated, so `on` tells the whole truth. */
  declared: boolean;
  target: Target;
}

/** A function of `target`: `target.atLeast('1.28')`. */
export interface TargetFunction {
  name: string;
  receiver: 'Target';
  params: readonly string[];
  result: 'bool';
  /** Arguments are literals; says what is wrong with them, '' when nothing is. Rules are checked with it when they are loaded. */
  checkLiteral(...args: string[]): string;
  call(view: TargetView, ...args: string[]): boolean;
}

export const targetRecords = {
  Target: { gates: 'Gates', kubeletKnown: 'bool', kruiseKnown: 'bool', declared: 'bool' },
  Gates: Object.fromEntries(gateNames().map((gate) => [gate, 'bool'])),
};

const components: readonly (keyof Target['components'])[] = ['ackVirtualNode', 'ackKruise'];

export const targetFunctions: readonly TargetFunction[] = [
  declare('knows', field, (view, name) => knows(view.target, name)),
  declare('atLeast', version, (view, text) => minorAtLeast(view.target.minor, text)),
  /** False as well when the oldest kubelet is not known. */
  declare('kubeletAtLeast', version, (view, text) => {
    return view.target.kubelet !== undefined && minorAtLeast(view.target.kubelet.minor, text);
  }),
  declare('kubeletGate', gate, (view, name) => kubeletGateOn(view.target, name) === true),
  declare('kruiseAtLeast', version, (view, text) => componentAtLeast(view.target.kruise, text)),
  /** Declared, or by the manifest's own evidence, to be (also) this platform; `declared` tells which. */
  declare('on', platform, (view, name) => view.target.platforms.some((declared) => declared === name)),
  /** Declared to be this platform, or nothing is known. */
  declare('mayBe', platform, (view, name) => {
    return view.target.platforms.some((declared) => declared === name || declared === 'unknown');
  }),
  /** Declared to be this platform and no other. */
  declare('only', platform, (view, name) => view.declared && view.target.platforms.every((known) => known === name)),
  declare('componentKnown', component, (view, name) => componentVersion(view.target, name) !== undefined),
  {
    ...declare('componentAtLeast', component, (view, name, text) =>
      componentAtLeast(componentVersion(view.target, name), text),
    ),
    params: ['string', 'string'],
    checkLiteral: (name = '', text = '') => component(name) || version(text),
  },
];

function declare(
  name: string,
  check: (literal: string) => string,
  call: (view: TargetView, first: string, second: string) => boolean,
): TargetFunction {
  return {
    name,
    receiver: 'Target',
    params: ['string'],
    result: 'bool',
    checkLiteral: (literal = '') => check(literal),
    call: (view, first = '', second = '') => call(view, first, second),
  };
}

/** Whether the API server of a target decodes a field, e.g. 'Container.restartPolicy'. */
function knows(target: Pick<Target, 'minor'>, name: string): boolean {
  const found = fieldNamed(name);
  if (found === undefined) return false;
  return target.minor >= (found.since ?? 0) && target.minor <= (found.until ?? Number.POSITIVE_INFINITY);
}

function minorAtLeast(minor: number, text: string): boolean {
  return minor >= Number(text.slice(2));
}

function componentVersion(target: Target, name: string): ComponentVersion | undefined {
  const found = components.find((candidate) => candidate === name);
  return found === undefined ? undefined : target.components[found];
}

function field(name: string): string {
  return knownTypeField(name)
    ? ''
    : `no Kubernetes version has a field '${name}': write Type.field, such as Container.restartPolicy`;
}

function version(text: string): string {
  return readKubernetesVersion(text) === undefined ? `'${text}' is not a version such as 1.28` : '';
}

function gate(name: string): string {
  return gateNames().includes(name) ? '' : `there is no gate '${name}' in the gate table`;
}

function platform(name: string): string {
  const known: readonly string[] = platforms satisfies readonly Platform[];
  return known.includes(name) ? '' : `platform '${name}' is not one of ${known.join(', ')}`;
}

function component(name: string): string {
  return components.some((candidate) => candidate === name)
    ? ''
    : `component '${name}' is not one of ${components.join(', ')}`;
}

export function targetView(target: Target): TargetView {
  return {
    gates: Object.fromEntries(gateNames().map((name) => [name, gateOn(target, name)])),
    kubeletKnown: target.kubelet !== undefined,
    kruiseKnown: target.kruise !== undefined,
    declared: target.inferred !== true && !target.platforms.includes('unknown'),
    target,
  };
}
