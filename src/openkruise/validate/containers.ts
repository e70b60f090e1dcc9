import { qualifiedNameProblems } from '../../inventory/index.ts';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  join,
  listAt,
  objectAt,
  type Pointer,
  type Reason,
  stringAt,
} from '../../model/index.ts';
import type { KruiseCause } from './cause.ts';

/** Kruise's own checks of containers. It makes them of regular containers only. */
export function containerCauses(set: JsonObject): KruiseCause[] {
  const causes: KruiseCause[] = [];
  for (const [index, container] of listAt(set, 'spec', 'containers').entries()) {
    const pointer = join('/spec/containers', index);
    causes.push(...policyCauses(container, pointer));
    for (const [position, transfer] of listAt(container, 'transferEnv').entries()) {
      const reference = objectAt(transfer, 'sourceContainerNameFrom', 'fieldRef');
      if (reference === undefined) continue;
      const at = join(pointer, 'transferEnv', position, 'sourceContainerNameFrom', 'fieldRef');
      causes.push(...fieldReferenceCauses(reference, `spec[${index}].transferEnv.fieldRef`, at));
    }
  }
  return causes;
}

function policyCauses(container: JsonValue, pointer: Pointer): KruiseCause[] {
  const causes: KruiseCause[] = [];
  const inject = stringAt(container, 'podInjectPolicy');
  const share = stringAt(container, 'shareVolumePolicy', 'type');
  const add = (field: string, at: string, value: string, allowed: string): void => {
    const message = `'${value}' is not one of ${allowed}`;
    causes.push({ check: 'policy', reason: 'FieldValueInvalid', field, pointer: pointer + at, message });
  };
  if (!['BeforeAppContainer', 'AfterAppContainer'].includes(inject)) {
    add('spec.container.podInjectPolicy', '/podInjectPolicy', inject, 'BeforeAppContainer, AfterAppContainer');
  }
  if (!['enabled', 'disabled'].includes(share)) {
    add('spec.container.shareVolumePolicy', '/shareVolumePolicy/type', share, 'enabled, disabled');
  }
  return causes;
}

/** Only labels and annotations by key can be referred to. */
export function fieldReferenceProblems(reference: JsonObject): string[] {
  return fieldReferenceCauses({ apiVersion: 'v1', ...reference }, '', '').map(({ message }) => message);
}

function fieldReferenceCauses(reference: JsonObject, field: string, pointer: Pointer): KruiseCause[] {
  const cause = (reason: Reason, name: string, message: string): KruiseCause => ({
    check: 'transfer-env',
    reason,
    field: name === '' ? field : `${field}.${name}`,
    pointer: `${pointer}/${name || 'fieldPath'}`,
    message,
  });
  const apiVersion = stringAt(reference, 'apiVersion');
  const fieldPath = stringAt(reference, 'fieldPath');
  if (apiVersion === '') return [cause('FieldValueRequired', 'apiVersion', 'apiVersion is required')];
  if (fieldPath === '') return [cause('FieldValueRequired', 'fieldPath', 'fieldPath is required')];
  const subscript = /^metadata\.(labels|annotations)\['([\s\S]*)'\]$/.exec(fieldPath);
  if (apiVersion !== 'v1' || subscript === null) {
    const message = `${apiVersion} ${fieldPath}: only metadata.labels['key'] and metadata.annotations['key'] can be read`;
    return [cause('FieldValueInvalid', 'fieldPath', message)];
  }
  const [, owner, key = ''] = subscript;
  const problems = qualifiedNameProblems(owner === 'annotations' ? key.toLowerCase() : key);
  return problems.map((message) => cause('FieldValueInvalid', '', `${key}: ${message}`));
}

/** Checks of an update: regular containers may be removed, but neither added nor turned from cold to hot upgrade. */
export function updateCauses(set: JsonObject, old: JsonObject, forbidsNew: boolean): KruiseCause[] {
  const before = new Map(
    listAt(old, 'spec', 'containers').map((container) => [stringAt(container, 'name'), container]),
  );
  const causes: KruiseCause[] = [];
  for (const [index, container] of listAt(set, 'spec', 'containers').entries()) {
    if (!isObject(container)) continue;
    const name = stringAt(container, 'name');
    const was = before.get(name);
    const add = (field: string, at: string, message: string): void => {
      causes.push({
        check: 'update',
        reason: 'FieldValueInvalid',
        field,
        pointer: `/spec/containers/${index}${at}`,
        message,
      });
    };
    if (was === undefined) {
      if (forbidsNew) add('spec.containers.name', '/name', `container ${name} is not in the stored set`);
      continue;
    }
    const oldType = stringAt(was, 'upgradeStrategy', 'upgradeType');
    const newType = stringAt(container, 'upgradeStrategy', 'upgradeType');
    if (oldType !== '' && oldType !== newType) {
      const message = `the upgradeType of container ${name} cannot change`;
      add('spec.containers.upgradeStrategy.upgradeType', '/upgradeStrategy/upgradeType', message);
    }
  }
  return causes;
}
