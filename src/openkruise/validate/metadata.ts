import { isDnsSubdomain, labelProblems, qualifiedNameProblems } from '../../inventory/index.ts';
import { type JsonObject, join, objectAt, type Reason, stringAt, valueAt } from '../../model/index.ts';
import { behaves, type Release } from '../release.ts';
import { sidecarsOf } from '../sidecar-set.ts';
import type { KruiseCause } from './cause.ts';

const cause = (reason: Reason, field: string, pointer: string, message: string): KruiseCause => ({
  check: 'metadata',
  reason,
  field,
  pointer,
  message,
});

/** Names as Kruise wants them. Upper case and outer hyphens pass here; the API server refuses those. */
function nameProblems(name: string): string[] {
  const problems: string[] = [];
  if (!/^[a-zA-Z0-9-]+$/.test(name)) problems.push("the name may hold letters, digits and '-' only");
  if (name.length > 63) problems.push('the name has more than 63 characters');
  return problems;
}

/** Core rules of object metadata, with Kruise's own rule of names. */
export function metadataCauses(set: JsonObject): KruiseCause[] {
  return objectMetaCauses(set, nameProblems);
}

/** What the API server says before the validating webhook is asked: object metadata, and the enums of the schema. */
export function schemaCauses(set: JsonObject, release: Release): KruiseCause[] {
  const causes = objectMetaCauses(set, (name) => (isDnsSubdomain(name) ? [] : ['the name must be a DNS subdomain']));
  const enums = (field: string, pointer: string, value: string, allowed: readonly string[]): void => {
    if (allowed.includes(value)) return;
    const message = `'${value}' is not one of ${allowed.join(', ')}`;
    causes.push({ check: 'schema', reason: 'FieldValueNotSupported', field, pointer, message });
  };
  const policy = stringAt(set, 'spec', 'injectionStrategy', 'revision', 'policy');
  if (behaves(release, 'partialRevision') && policy !== '') {
    const pointer = '/spec/injectionStrategy/revision/policy';
    enums('spec.injectionStrategy.revision.policy', pointer, policy, ['Always', 'Partial']);
  }
  for (const { list, index, container, pointer } of behaves(release, 'resourcesPolicy')
    ? sidecarsOf({ object: set })
    : []) {
    const mode = valueAt(container, 'resourcesPolicy', 'targetContainersMode');
    const field = `spec.${list}[${index}].resourcesPolicy.targetContainersMode`;
    if (mode !== undefined)
      enums(field, `${pointer}/resourcesPolicy/targetContainersMode`, String(mode), ['sum', 'max']);
  }
  // The API server takes the namespace off an object of a cluster-scoped kind.
  return causes.filter(({ field }) => field !== 'metadata.namespace').map((found) => ({ ...found, check: 'schema' }));
}

function objectMetaCauses(set: JsonObject, checkName: (name: string) => string[]): KruiseCause[] {
  const metadata = valueAt(set, 'metadata');
  const name = stringAt(metadata, 'name');
  const causes: KruiseCause[] = [];
  const generated = stringAt(metadata, 'generateName');
  if (generated !== '') {
    // A suffix follows, so that a hyphen at the end does no harm.
    for (const message of checkName(generated.length > 1 ? generated.replace(/.-$/, 'a') : generated)) {
      causes.push(cause('FieldValueInvalid', 'metadata.generateName', '/metadata/generateName', message));
    }
  } else if (name === '') {
    causes.push(cause('FieldValueRequired', 'metadata.name', '/metadata/name', 'a name is required'));
  }
  if (name !== '') {
    for (const message of checkName(name))
      causes.push(cause('FieldValueInvalid', 'metadata.name', '/metadata/name', message));
  }
  if (stringAt(metadata, 'namespace') !== '') {
    causes.push(
      cause('FieldValueForbidden', 'metadata.namespace', '/metadata/namespace', 'a SidecarSet has no namespace'),
    );
  }
  return [...causes, ...labelCauses(set)];
}

function labelCauses(set: JsonObject): KruiseCause[] {
  const causes: KruiseCause[] = [];
  for (const [key, value] of Object.entries(objectAt(set, 'metadata', 'labels') ?? {})) {
    const pointer = join('/metadata/labels', key);
    for (const message of labelProblems(key, value)) {
      causes.push(cause('FieldValueInvalid', 'metadata.labels', pointer, message));
    }
  }
  for (const key of Object.keys(objectAt(set, 'metadata', 'annotations') ?? {})) {
    const pointer = join('/metadata/annotations', key);
    for (const message of qualifiedNameProblems(key.toLowerCase())) {
      causes.push(cause('FieldValueInvalid', 'metadata.annotations', pointer, `${key}: ${message}`));
    }
  }
  return causes;
}
