import type { JsonObject } from '../model/index.ts';
import { validateAppArmorAnnotations } from './apparmor.ts';
import { validateImageText } from './containers.ts';
import { unsupported } from './handlers.ts';
import { validateJob } from './job.ts';
import type { Kind, Template } from './kinds.ts';
import { validateMetadata } from './metadata.ts';
import { dnsLabelProblems } from './names.ts';
import type { Pass } from './pass.ts';
import { Path } from './path.ts';
import { validateNoEphemerals, validatePodSpec, validateTemplateMetadata, validateTemplateSpec } from './pod-spec.ts';
import { validateSelector } from './selector.ts';
import { child, isSet, objects, text } from './values.ts';

/** What the server has to say against an object, in its order. */
export function validate(pass: Pass, kind: Kind, object: JsonObject, template: Template): void {
  validateMetadata(pass, kind, object, Path.root.at('metadata'));
  const readable = validateSelector(pass, kind, object, template);
  const path = Path.root.at('spec');
  const spec = child(object, 'spec');
  if (kind.type === 'CronJob') validateCronJob(pass, spec, template, path);
  else if (kind.type === 'Job') validateJob(pass, spec, template, path);
  else if (kind.runs === 'pod') validatePod(pass, template);
  else validateTemplate(pass, kind, spec, template, readable);
}

function validateCronJob(pass: Pass, spec: JsonObject | undefined, template: Template, path: Path): void {
  if (text(spec, 'schedule') === '') {
    const lost = spec === undefined ? undefined : pass.loss(spec, 'schedule');
    const last = pass.server.atLeast(37);
    pass.cause('other', 'FieldValueRequired', path.at('schedule'), 'must be set', { lost, last });
  }
  const jobTemplate = path.at('jobTemplate');
  validateJob(pass, child(child(spec, 'jobTemplate'), 'spec'), template, jobTemplate.at('spec'));
}

function validatePod(pass: Pass, template: Template): void {
  const annotations = Path.root.at('metadata').at('annotations');
  validateAppArmorAnnotations(pass, child(template.metadata, 'annotations'), template.spec, annotations, annotations);
  validatePodSpec(pass, template);
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [index, container] of objects(template.spec, list).entries()) {
      validateImageText(pass, container, template.specPath.at(list).at(index));
    }
  }
  if (pass.stored !== undefined || objects(template.spec, 'ephemeralContainers').length === 0) return;
  pass.cause(
    'P40',
    'FieldValueForbidden',
    template.specPath.at('ephemeralContainers'),
    'may not be set when a pod is created',
  );
}

function validateTemplate(
  pass: Pass,
  kind: Kind,
  object: JsonObject | undefined,
  template: Template,
  readable: boolean,
): void {
  const { spec, specPath } = template;
  if (kind.type === 'ReplicationController' && template.isMissing) {
    pass.cause('P34', 'FieldValueRequired', template.path, 'must be set');
    return;
  }
  if (kind.type === 'StatefulSet') validateServiceName(pass, object);
  // A selector that cannot be read ends the validation of a Deployment or ReplicaSet here.
  if (!readable && kind.type !== 'StatefulSet') return;
  // Up to 1.33 a StatefulSet's pod spec is taken as it comes, but for the pod's restartPolicy.
  if (readable && kind.type === 'StatefulSet' && !pass.server.atLeast(34)) validateTemplateMetadata(pass, template);
  else if (readable) {
    validateTemplateSpec(pass, template);
    validateNoEphemerals(pass, template);
  }
  if (kind.runs !== 'endless') return;
  const policy = text(spec, 'restartPolicy');
  if (policy !== 'Always') unsupported(pass, 'P41', specPath.at('restartPolicy'), policy, ['Always']);
  if (isSet(spec, 'activeDeadlineSeconds')) {
    pass.cause(
      'other',
      'FieldValueForbidden',
      specPath.at('activeDeadlineSeconds'),
      `may not be set in a ${kind.type}`,
    );
  }
}

function validateServiceName(pass: Pass, spec: JsonObject | undefined): void {
  const name = text(spec, 'serviceName');
  if (name === '' || !pass.server.atLeast(33)) return;
  for (const problem of dnsLabelProblems(name)) {
    pass.cause('other', 'FieldValueInvalid', Path.root.at('spec').at('serviceName'), `'${name}' ${problem}`);
  }
}
