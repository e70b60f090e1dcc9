import type { Surroundings } from './container.ts';
import { validateEphemerals, validateInits, validateMains } from './containers.ts';
import { unsupported } from './handlers.ts';
import type { Template } from './kinds.ts';
import { validateVolumes } from './mounts.ts';
import type { Pass } from './pass.ts';
import { validateHostNetwork } from './ports.ts';
import { child, flag, isSet, number, objects, text } from './values.ts';

const restartPolicies = ['Always', 'Never', 'OnFailure'];
const dnsPolicies = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
const mostSeconds = 2 ** 31 - 1;

/** A pod spec, in the server's order. */
export function validatePodSpec(pass: Pass, { spec, specPath: path }: Template): void {
  const pod: Surroundings = {
    grace: number(spec, 'terminationGracePeriodSeconds'),
    restartPolicy: text(spec, 'restartPolicy'),
    os: text(child(spec, 'os'), 'name'),
    volumes: validateVolumes(pass, spec, path),
    claims: new Set(objects(spec, 'resourceClaims').map((claim) => text(claim, 'name'))),
  };
  validateMains(pass, spec, pod, path.at('containers'));
  validateInits(pass, spec, pod, path.at('initContainers'));
  validateEphemerals(pass, spec, pod, path.at('ephemeralContainers'));
  if (flag(spec, 'hostNetwork')) validateHostNetwork(pass, objects(spec, 'containers'), path.at('containers'));
  if (!restartPolicies.includes(pod.restartPolicy)) {
    unsupported(pass, 'P44', path.at('restartPolicy'), pod.restartPolicy, restartPolicies);
  }
  const dnsPolicy = text(spec, 'dnsPolicy');
  if (!dnsPolicies.includes(dnsPolicy)) unsupported(pass, 'other', path.at('dnsPolicy'), dnsPolicy, dnsPolicies);
  const deadline = number(spec, 'activeDeadlineSeconds');
  if (isSet(spec, 'activeDeadlineSeconds') && (deadline < 1 || deadline > mostSeconds)) {
    pass.cause('other', 'FieldValueInvalid', path.at('activeDeadlineSeconds'), `must be between 1 and ${mostSeconds}`);
  }
}

export function validateNoEphemerals(pass: Pass, { spec, specPath }: Template): void {
  if (objects(spec, 'ephemeralContainers').length === 0) return;
  pass.cause('P40', 'FieldValueForbidden', specPath.at('ephemeralContainers'), 'may not be set in a pod template');
}
