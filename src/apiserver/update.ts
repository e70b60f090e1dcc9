import type { JsonObject } from '../model/index.ts';
import type { Kind, Template } from './kinds.ts';
import type { Pass } from './pass.ts';
import { Path } from './path.ts';
import { qosOf } from './qos.ts';
import { withStoredAmounts } from './resize.ts';
import { same } from './same.ts';
import { child, isSet, number, objects, text } from './values.ts';

/** The object as it is stored, decoded and defaulted, with its pod template. */
export interface Stored {
  object: JsonObject;
  template: Template;
}

const specPath = Path.root.at('spec');

/** What the server says about the change itself, beside what it says about the new object. */
export function validateUpdate(pass: Pass, kind: Kind, object: JsonObject, template: Template, stored: Stored): void {
  if (kind.runs === 'pod') validatePodUpdate(pass, template, stored.template);
  else if (kind.type === 'Job') validateJobUpdate(pass, template, stored.template);
  else if (kind.runs === 'endless' && kind.type !== 'ReplicationController')
    validateSelectorUpdate(pass, kind, object, stored.object);
}

/** Images may change, a deadline may come nearer, a negative grace period may become 1: no other field of the spec. */
function validatePodUpdate(pass: Pass, { spec }: Template, { spec: old }: Template): void {
  for (const list of ['containers', 'initContainers'] as const) {
    if (validateImages(pass, spec, old, list)) return;
  }
  if (validateDeadline(pass, spec, old) || same(spec, old)) return;
  if (comparesQos(pass) && qosOf(spec) !== qosOf(old)) {
    pass.cause(
      'P51',
      'FieldValueInvalid',
      Path.root.at('metadata'),
      `the QoS class of a pod may not change to ${qosOf(spec)}`,
    );
  }
  const munged = withMutableOf(pass, spec, old);
  if (!same(munged, old)) {
    pass.cause('P47', 'FieldValueForbidden', specPath, 'a pod takes changes of its images only');
  }
}

/** 1.29–1.31 do so for every update, 1.27 with the gate. */
function comparesQos(pass: Pass): boolean {
  if (pass.server.atLeast(32)) return false;
  return pass.server.atLeast(29) || (!pass.server.atLeast(28) && pass.server.on('InPlacePodVerticalScaling'));
}

/** True when containers were added or removed, which ends the comparison. */
function validateImages(pass: Pass, spec: JsonObject, old: JsonObject, list: 'containers' | 'initContainers'): boolean {
  const containers = objects(spec, list);
  if (containers.length !== objects(old, list).length) {
    pass.cause('P49', 'FieldValueForbidden', specPath.at(list), 'containers of a pod may not be added or removed');
    return true;
  }
  for (const [index, container] of containers.entries()) {
    const image = text(container, 'image');
    const at = specPath.at(list).at(index).at('image');
    if (image === '') pass.cause('P32', 'FieldValueRequired', at, 'must be set');
    if (image !== image.trim()) pass.cause('P32', 'FieldValueInvalid', at, 'must not begin or end with blanks');
  }
  return false;
}

function validateDeadline(pass: Pass, spec: JsonObject, old: JsonObject): boolean {
  const name = 'activeDeadlineSeconds';
  const at = specPath.at(name);
  if (isSet(spec, name) ? isSet(old, name) && number(old, name) < number(spec, name) : isSet(old, name)) {
    pass.cause('P47', 'FieldValueInvalid', at, 'may only become shorter');
    return isSet(spec, name);
  }
  return false;
}

/** A copy of the new spec in which everything that may change is as it was. */
function withMutableOf(pass: Pass, spec: JsonObject, old: JsonObject): JsonObject {
  const munged: JsonObject = { ...spec };
  for (const list of ['containers', 'initContainers'] as const) {
    const before = objects(old, list);
    munged[list] = objects(spec, list).map((container, index) => {
      const stored = before[index] ?? {};
      const copy: JsonObject = { ...container, image: text(stored, 'image') };
      return list === 'containers' ? withResourcesOf(pass, copy, stored) : copy;
    });
  }
  for (const name of ['activeDeadlineSeconds', 'tolerations']) munged[name] = old[name] ?? [];
  const grace = 'terminationGracePeriodSeconds';
  if (number(old, grace) < 0 && number(spec, grace) === 1) munged[grace] = old[grace] ?? 0;
  return munged;
}

/** Before the resize subresource (1.32), and with the gate, a plain update could resize main containers. */
function withResourcesOf(pass: Pass, container: JsonObject, stored: JsonObject): JsonObject {
  if (pass.server.atLeast(33) || !pass.server.on('InPlacePodVerticalScaling')) return container;
  const copy: JsonObject = { ...container, resizePolicy: stored.resizePolicy ?? [] };
  return pass.server.atLeast(32) ? copy : withStoredAmounts(copy, stored);
}

/** The pods of a Job are made from one template for good. */
function validateJobUpdate(pass: Pass, template: Template, stored: Template): void {
  if (same(template.spec, stored.spec) && same(template.metadata, stored.metadata)) return;
  pass.cause('P47', 'FieldValueInvalid', template.path, 'the template of a Job may not change');
}

function validateSelectorUpdate(pass: Pass, kind: Kind, object: JsonObject, stored: JsonObject): void {
  const selector = child(child(object, 'spec'), 'selector');
  if (same(selector, child(child(stored, 'spec'), 'selector'))) return;
  if (kind.type === 'StatefulSet') pass.cause('other', 'FieldValueForbidden', specPath, 'the selector may not change');
  else pass.cause('other', 'FieldValueInvalid', specPath.at('selector'), 'the selector may not change');
}
