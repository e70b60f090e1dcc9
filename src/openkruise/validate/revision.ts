import { labelValueProblems } from '../../inventory/index.ts';
import { type JsonObject, objectAt, stringAt, valueAt } from '../../model/index.ts';
import { behaves, type Release } from '../release.ts';
import type { KruiseCause, Surroundings } from './cause.ts';

const pointer = '/spec/injectionStrategy/revision';

export function revisionCauses(set: JsonObject, surroundings: Surroundings): KruiseCause[] {
  const revision = objectAt(set, 'spec', 'injectionStrategy', 'revision');
  if (revision === undefined) return [];
  const causes: KruiseCause[] = [];
  const add = (field: string, at: string, message: string): void => {
    causes.push({ check: 'revision', reason: 'FieldValueInvalid', field, pointer: pointer + at, message });
  };
  if (revision.revisionName === undefined && revision.customVersion === undefined) {
    add('revision', '', 'either revisionName or customVersion is needed');
  } else if (isMissing(set, revision, surroundings))
    add('revision', '', 'no revision can be found by that name or version');
  const policy = stringAt(revision, 'policy');
  const policies = behaves(surroundings.release, 'partialRevision') ? ['Always', 'Partial'] : ['Always'];
  if (!policies.includes(policy)) add('revision.policy', '/policy', `'${policy}' is not one of ${policies.join(', ')}`);
  return causes;
}

/** True when no revision can be found: the names are such that none can exist, or the revisions are known. */
function isMissing(set: JsonObject, revision: JsonObject, surroundings: Surroundings): boolean {
  const name = revision.revisionName ?? '';
  const version = stringAt(revision, 'customVersion');
  if (revision.revisionName !== undefined ? name === '' : version === '' || labelValueProblems(version).length > 0)
    return true;
  const { revisions, release } = surroundings;
  return revisions !== undefined && findRevision(set, revision, revisions, release) === undefined;
}

/**
 * The ControllerRevision a set names: by name, or the newest with that custom version. Until 1.6 another set's counts too.
 */
export function findRevision(
  set: JsonObject,
  revision: JsonObject,
  revisions: readonly JsonObject[],
  release: Release,
): JsonObject | undefined {
  if (revision.revisionName !== undefined) {
    return revisions.find((candidate) => stringAt(candidate, 'metadata', 'name') === revision.revisionName);
  }
  const label = (candidate: JsonObject, key: string): string => stringAt(candidate, 'metadata', 'labels', key);
  const found = revisions.filter((candidate) => {
    if (label(candidate, 'apps.kruise.io/sidecarset-custom-version') !== revision.customVersion) return false;
    const owner = label(candidate, 'kruise.io/sidecarset-name');
    return !behaves(release, 'revisionOfOwnSetOnly') || owner === stringAt(set, 'metadata', 'name');
  });
  const number = (candidate: JsonObject): number => Number(valueAt(candidate, 'revision') ?? 0);
  return found.sort((a, b) => number(b) - number(a))[0];
}
