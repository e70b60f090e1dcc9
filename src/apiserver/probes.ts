import type { JsonObject } from '../model/index.ts';
import { unsupported, validateHandler } from './handlers.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { stopSignals } from './signals.ts';
import { since } from './since.ts';
import { child, isSet, number, text } from './values.ts';

/** Pod-level values that container checks need. */
export interface PodSettings {
  grace: number;
  restartPolicy: string;
  /** spec.os.name; '' when unset. */
  os: string;
}

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** Hooks and probes of a container that keeps running: a main container or a native sidecar. */
export function validateRunning(pass: Pass, container: JsonObject, pod: PodSettings, path: Path): void {
  const lifecycle = child(container, 'lifecycle');
  if (lifecycle !== undefined) validateLifecycle(pass, lifecycle, pod, path.at('lifecycle'));
  for (const name of probes) {
    const probe = child(container, name);
    if (probe !== undefined) validateProbe(pass, name, probe, pod, path.at(name));
  }
}

/** A plain init container ends before it could be probed or stopped: each of the fields is refused, whatever it holds. */
export function forbidRunning(pass: Pass, container: JsonObject, pod: PodSettings, path: Path): void {
  const found = ['lifecycle', ...probes].filter((name) => child(container, name) !== undefined);
  if (found.length === 0) return;
  const isForbidden = pass.server.atLeast(since.forbidsInitHooks);
  if (!isForbidden) validateRunning(pass, container, pod, path);
  const policy = pass.loss(container, 'restartPolicy');
  const lost = policy?.value === 'Always' ? policy : undefined;
  for (const name of found) {
    const check = name === 'lifecycle' ? 'P20' : 'P21';
    const message = 'may not be set for init containers without restartPolicy: Always';
    pass.cause(check, isForbidden ? 'FieldValueForbidden' : 'FieldValueInvalid', path.at(name), message, { lost });
  }
}

function validateLifecycle(pass: Pass, lifecycle: JsonObject, pod: PodSettings, path: Path): void {
  for (const name of ['postStart', 'preStop']) {
    const hook = child(lifecycle, name);
    if (hook !== undefined) validateHandler(pass, hook, pod.grace, path.at(name));
  }
  if (isSet(lifecycle, 'stopSignal'))
    validateStopSignal(pass, text(lifecycle, 'stopSignal'), pod.os, path.at('stopSignal'));
}

function validateStopSignal(pass: Pass, signal: string, os: string, path: Path): void {
  if (os === '') {
    pass.cause('P27', 'FieldValueForbidden', path, 'may not be set while spec.os.name is empty');
    return;
  }
  const supported = os === 'windows' ? ['SIGKILL', 'SIGTERM'] : stopSignals;
  if (!supported.includes(signal)) unsupported(pass, 'P27', path, signal, supported);
}

const numbers = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

function validateProbe(
  pass: Pass,
  name: (typeof probes)[number],
  probe: JsonObject,
  pod: PodSettings,
  path: Path,
): void {
  validateHandler(pass, probe, pod.grace, path);
  for (const field of numbers) {
    if (number(probe, field) < 0) pass.cause('P25', 'FieldValueInvalid', path.at(field), 'must be 0 or more');
  }
  const grace = 'terminationGracePeriodSeconds';
  if (isSet(probe, grace) && number(probe, grace) <= 0) {
    pass.cause('P24', 'FieldValueInvalid', path.at(grace), 'must be greater than 0');
  }
  if (name === 'readinessProbe') {
    if (isSet(probe, grace))
      pass.cause('P23', 'FieldValueInvalid', path.at(grace), 'must not be set for readiness probes');
  } else if (number(probe, 'successThreshold') !== 1) {
    pass.cause('P22', 'FieldValueInvalid', path.at('successThreshold'), 'must be 1');
  }
}
