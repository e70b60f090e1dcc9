import type { Labels } from '../inventory/index.ts';
import { selectorMatches, selectorProblems } from '../inventory/index.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import type { Kind, Template } from './kinds.ts';
import type { Pass } from './pass.ts';
import { Path } from './path.ts';
import { child, text } from './values.ts';

const selectorPath = Path.root.at('spec').at('selector');

/** The selector of a controller, and whether the labels of its template match it. Job and CronJob get theirs from the server. */
export function validateSelector(pass: Pass, kind: Kind, object: JsonObject, template: Template): void {
  if (kind.runs !== 'endless') return;
  const spec = child(object, 'spec');
  const labels = labelsOf(template);
  if (kind.type === 'ReplicationController') validateReplicationSelector(pass, spec, labels, template);
  else validateLabelSelector(pass, child(spec, 'selector'), spec, labels, template);
}

function validateLabelSelector(
  pass: Pass,
  selector: JsonObject | undefined,
  spec: JsonObject | undefined,
  labels: Labels,
  template: Template,
): void {
  if (selector === undefined) {
    const lost = spec === undefined ? undefined : pass.loss(spec, 'selector');
    pass.cause('other', 'FieldValueRequired', selectorPath, 'must be set', { lost });
    mismatch(pass, template);
    return;
  }
  const problems = selectorProblems(selector, selectorPath.field());
  for (const { reason, field, pointer, message } of problems) {
    pass.causes.push({ check: 'other', reason, field, pointer: `${selectorPath.pointer()}${pointer}`, message });
  }
  const terms =
    Object.keys(child(selector, 'matchLabels') ?? {}).length +
    (Array.isArray(selector.matchExpressions) ? selector.matchExpressions.length : 0);
  if (terms === 0) pass.cause('other', 'FieldValueInvalid', selectorPath, 'an empty selector would select every pod');
  else if (problems.length === 0 && !selectorMatches(selector, labels)) mismatch(pass, template);
}

function mismatch(pass: Pass, { path, object }: Template): void {
  const at = path.at('metadata').at('labels');
  pass.cause('other', 'FieldValueInvalid', at, 'the labels do not match spec.selector', {
    lost: pass.loss(object, 'metadata'),
  });
}

/** A plain map; by default the labels of the template. */
function validateReplicationSelector(
  pass: Pass,
  spec: JsonObject | undefined,
  labels: Labels,
  template: Template,
): void {
  const selector = child(spec, 'selector') ?? {};
  const wanted = Object.keys(selector);
  if (wanted.length === 0) {
    if (Object.keys(labels).length === 0) pass.cause('other', 'FieldValueRequired', selectorPath, 'must be set');
    return;
  }
  if (wanted.some((key) => labels[key] !== text(selector, key))) mismatch(pass, template);
}

function labelsOf(template: Template): Record<string, string> {
  const labels = template.metadata.labels;
  const found: Record<string, string> = Object.create(null);
  if (isObject(labels)) for (const key of Object.keys(labels)) found[key] = text(labels, key);
  return found;
}
