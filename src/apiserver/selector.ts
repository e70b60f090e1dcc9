import { type Labels, selectorMatches, selectorProblems } from '../inventory/index.ts';
import type { JsonObject } from '../model/index.ts';
import type { Kind, Template } from './kinds.ts';
import type { Pass } from './pass.ts';
import { Path } from './path.ts';
import { child, flag, isSet, list, text } from './values.ts';

const specPath = Path.root.at('spec');
const selectorPath = specPath.at('selector');

/**
 * The selector of a controller, and whether the labels of its template match it.
 * False when the selector cannot be read: the server then looks no further into the template.
 */
export function validateSelector(pass: Pass, kind: Kind, object: JsonObject, template: Template): boolean {
  const spec = child(object, 'spec') ?? {};
  if (kind.type === 'ReplicationController') validateReplicationSelector(pass, spec, template);
  else if (kind.type === 'Job') validateJobSelector(pass, object, spec, template);
  else if (kind.type === 'CronJob') validateCronJobSelector(pass, spec);
  else if (kind.runs === 'endless') return validateLabelSelector(pass, kind, spec, template);
  return true;
}

function validateLabelSelector(pass: Pass, kind: Kind, spec: JsonObject, template: Template): boolean {
  const selector = child(spec, 'selector');
  if (selector === undefined) {
    const lost = pass.loss(spec, 'selector');
    // A DaemonSet without a selector is told of the consequence only.
    if (kind.type !== 'DaemonSet') pass.cause('other', 'FieldValueRequired', selectorPath, 'must be set', { lost });
    mismatch(pass, template);
    return true;
  }
  const readable = validateTerms(pass, selector);
  const isEmpty =
    Object.keys(child(selector, 'matchLabels') ?? {}).length + list(selector, 'matchExpressions').length === 0;
  if (isEmpty) pass.cause('other', 'FieldValueInvalid', selectorPath, 'an empty selector would select every pod');
  else if (readable && !selectorMatches(selector, labelsOf(template))) mismatch(pass, template);
  if (readable || kind.type === 'DaemonSet') return true;
  pass.cause('other', 'FieldValueInvalid', selectorPath, 'cannot be read as a selector');
  return false;
}

function validateTerms(pass: Pass, selector: JsonObject): boolean {
  const problems = selectorProblems(selector, selectorPath.field());
  for (const { reason, field, pointer, message } of problems) {
    pass.causes.push({ check: 'other', reason, field, pointer: `${selectorPath.pointer()}${pointer}`, message });
  }
  return problems.length === 0;
}

function mismatch(pass: Pass, { path, object }: Template): void {
  const at = path.at('metadata').at('labels');
  pass.cause('other', 'FieldValueInvalid', at, 'the labels do not match spec.selector', {
    lost: pass.loss(object, 'metadata'),
  });
}

/** A plain map; by default the labels of the template. */
function validateReplicationSelector(pass: Pass, spec: JsonObject, template: Template): void {
  const labels = labelsOf(template);
  const selector = child(spec, 'selector') ?? {};
  const wanted = Object.keys(selector);
  if (wanted.length === 0 && Object.keys(labels).length === 0) {
    pass.cause('other', 'FieldValueRequired', selectorPath, 'must be set');
  }
  if (!template.isMissing && wanted.some((key) => labels[key] !== text(selector, key))) mismatch(pass, template);
}

/** Labels the server gives to the pods of a Job, the first two with the Job's uid. */
const uidLabels = ['controller-uid', 'batch.kubernetes.io/controller-uid'];
const nameLabels = ['job-name', 'batch.kubernetes.io/job-name'];

/** The server makes the selector of a Job. Who writes one has to say so with manualSelector. */
function validateJobSelector(pass: Pass, object: JsonObject, spec: JsonObject, template: Template): void {
  const selector = child(spec, 'selector');
  const labels = labelsOf(template);
  if (flag(spec, 'manualSelector')) {
    if (selector === undefined)
      pass.cause('other', 'FieldValueRequired', selectorPath, 'must be set beside manualSelector');
    else if (validateTerms(pass, selector) && !selectorMatches(selector, labels)) mismatch(pass, template);
    return;
  }
  const at = template.path.at('metadata').at('labels');
  const name = text(child(object, 'metadata'), 'name');
  for (const key of [...uidLabels, ...nameLabels]) {
    const value = labels[key];
    if (value === undefined || (nameLabels.includes(key) && value === name)) continue;
    pass.cause('other', 'FieldValueInvalid', at.key(key), 'is given by the server: leave it out');
  }
  if (selector === undefined) return;
  const isWritten =
    Object.keys(child(selector, 'matchLabels') ?? {}).length + list(selector, 'matchExpressions').length > 0;
  if (isWritten)
    pass.cause(
      'other',
      'FieldValueInvalid',
      selectorPath,
      'is made by the server: leave it out, or set manualSelector',
    );
  if (isWritten && !selectorMatches(selector, labels)) mismatch(pass, template);
}

function validateCronJobSelector(pass: Pass, spec: JsonObject): void {
  const job = child(child(spec, 'jobTemplate'), 'spec');
  const at = specPath.at('jobTemplate').at('spec');
  if (isSet(job, 'selector'))
    pass.cause('other', 'FieldValueInvalid', at.at('selector'), 'is made by the server: leave it out');
  if (flag(job, 'manualSelector')) {
    pass.cause('other', 'FieldValueNotSupported', at.at('manualSelector'), 'is not for the Jobs of a CronJob');
  }
}

function labelsOf(template: Template): Labels {
  const labels = child(template.metadata, 'labels') ?? {};
  const found: Record<string, string> = Object.create(null);
  for (const key of Object.keys(labels)) found[key] = text(labels, key);
  return found;
}
