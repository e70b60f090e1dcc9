import type { JsonObject } from '../model/json.ts';
import { unsupported } from './handlers.ts';
import { validateJob } from './job.ts';
import type { Kind, Template } from './kinds.ts';
import { validateMetadata } from './metadata.ts';
import type { Pass } from './pass.ts';
import { Path } from './path.ts';
import { validateNoEphemerals, validatePodSpec, validateTemplateSpec } from './pod-spec.ts';
import { validateSelector } from './selector.ts';
import { child, isSet, objects, text } from './values.ts';

/** What the server has to say against an object, in its order. */
export function validate(pass: Pass, kind: Kind, object: JsonObject, template: Template): void {
  validateMetadata(pass, kind, object, Path.root.at('metadata'));
  validateSelector(pass, kind, object, template);
  if (kind.type === 'CronJob') {
    validateJob(
      pass,
      child(child(child(object, 'spec'), 'jobTemplate'), 'spec'),
      template,
      Path.root.at('spec').at('jobTemplate').at('spec'),
    );
  } else if (kind.type === 'Job') validateJob(pass, child(object, 'spec'), template, Path.root.at('spec'));
  else if (kind.runs === 'pod') validatePod(pass, template);
  else validateTemplate(pass, kind, template);
}

function validatePod(pass: Pass, template: Template): void {
  validatePodSpec(pass, template);
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [index, container] of objects(template.spec, list).entries()) {
      const image = text(container, 'image');
      if (image === image.trim()) continue;
      const at = template.specPath.at(list).at(index).at('image');
      pass.cause('P32', 'FieldValueInvalid', at, 'must not begin or end with blanks');
    }
  }
  if (objects(template.spec, 'ephemeralContainers').length === 0) return;
  pass.cause(
    'P40',
    'FieldValueForbidden',
    template.specPath.at('ephemeralContainers'),
    'may not be set when a pod is created',
  );
}

function validateTemplate(pass: Pass, kind: Kind, template: Template): void {
  const { spec, specPath } = template;
  // Up to 1.33 a StatefulSet's pod spec is taken as it comes, but for the pod's restartPolicy.
  if (kind.type !== 'StatefulSet' || pass.server.atLeast(34)) {
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
