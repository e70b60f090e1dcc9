import type { JsonObject } from '../model/index.ts';
import { validateAppArmorAnnotations } from './apparmor.ts';
import type { Surroundings } from './container.ts';
import { validateEphemerals, validateInits, validateMains } from './containers.ts';
import { unsupported } from './handlers.ts';
import type { Template } from './kinds.ts';
import { validateAnnotations, validateLabels } from './metadata.ts';
import { dnsLabelProblems, dnsSubdomainProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { validateHostProcess, validateOs } from './platform.ts';
import { validatePodResources } from './pod-resources.ts';
import { validateHostNetwork } from './ports.ts';
import { validateProfile } from './security.ts';
import { child, flag, isSet, number, objects, text } from './values.ts';
import { validateVolumes } from './volumes.ts';

const restartPolicies = ['Always', 'Never', 'OnFailure'];
const dnsPolicies = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
const mostSeconds = 2 ** 31 - 1;

/** A pod spec, in the server's order. */
export function validatePodSpec(pass: Pass, { spec, specPath: path, claimTemplates }: Template): void {
  const pod: Surroundings = {
    grace: number(spec, 'terminationGracePeriodSeconds'),
    restartPolicy: text(spec, 'restartPolicy'),
    os: text(child(spec, 'os'), 'name'),
    volumes: validateVolumes(pass, spec, claimTemplates, path),
    hostUsers: spec.hostUsers !== false,
    claims: new Set(objects(spec, 'resourceClaims').map((claim) => text(claim, 'name'))),
  };
  validateMains(pass, spec, pod, path.at('containers'));
  validateInits(pass, spec, pod, path.at('initContainers'));
  validateEphemerals(pass, spec, pod, path.at('ephemeralContainers'));
  if (isSet(spec, 'resources')) validatePodResources(pass, spec, pod, path.at('resources'));
  if (flag(spec, 'hostNetwork')) validateHostNetwork(pass, objects(spec, 'containers'), path.at('containers'));
  if (!restartPolicies.includes(pod.restartPolicy)) {
    unsupported(pass, 'P44', path.at('restartPolicy'), pod.restartPolicy, restartPolicies);
  }
  const dnsPolicy = text(spec, 'dnsPolicy');
  if (!dnsPolicies.includes(dnsPolicy)) unsupported(pass, 'other', path.at('dnsPolicy'), dnsPolicy, dnsPolicies);
  validateLabels(pass, child(spec, 'nodeSelector'), path.at('nodeSelector'));
  validateProfile(
    pass,
    child(child(spec, 'securityContext'), 'seccompProfile'),
    path.at('securityContext').at('seccompProfile'),
  );
  validateHostProcess(pass, spec, path);
  validateNames(pass, spec, path);
  const deadline = number(spec, 'activeDeadlineSeconds');
  if (isSet(spec, 'activeDeadlineSeconds') && (deadline < 1 || deadline > mostSeconds)) {
    pass.cause('other', 'FieldValueInvalid', path.at('activeDeadlineSeconds'), `must be between 1 and ${mostSeconds}`);
  }
  for (const name of ['hostname', 'subdomain']) named(pass, spec, name, dnsLabelProblems, path);
  validateOs(pass, spec, path);
}

function validateNames(pass: Pass, spec: JsonObject, path: Path): void {
  for (const name of ['serviceAccountName', 'nodeName']) named(pass, spec, name, dnsSubdomainProblems, path);
}

function named(pass: Pass, spec: JsonObject, name: string, problemsOf: (text: string) => string[], path: Path): void {
  const value = text(spec, name);
  if (value === '') return;
  for (const problem of problemsOf(value))
    pass.cause('other', 'FieldValueInvalid', path.at(name), `'${value}' ${problem}`);
}

export function validateTemplateSpec(pass: Pass, template: Template): void {
  validateTemplateMetadata(pass, template);
  validatePodSpec(pass, template);
}

/** Labels and annotations of a pod template, which the server speaks of as if they stood beside `metadata`. */
export function validateTemplateMetadata(pass: Pass, template: Template): void {
  const { metadata, path } = template;
  const written = path.at('metadata');
  validateLabels(pass, child(metadata, 'labels'), path.at('labels'), written.at('labels'));
  const annotations = child(metadata, 'annotations');
  validateAnnotations(pass, annotations, path.at('annotations'), written.at('annotations'));
  validateAppArmorAnnotations(pass, annotations, template.spec, path.at('annotations'), written.at('annotations'));
}

export function validateNoEphemerals(pass: Pass, { spec, specPath }: Template): void {
  if (objects(spec, 'ephemeralContainers').length === 0) return;
  pass.cause('P40', 'FieldValueForbidden', specPath.at('ephemeralContainers'), 'may not be set in a pod template');
}
