import { type Fact, type JsonObject, stringAt } from '../model/index.ts';

type Variables = readonly Fact<'Env'>[];

/**
 * Platforms by which a regular container starts or stops in another order than the pod's other regular ones: acs (the marked one
 * first and last), eci (priorities), kruise (priorities, or the pod annotation that makes list order count).
 */
export function orderings(
  own: Variables,
  others: readonly Variables[],
  podMetadata: JsonObject,
): ('acs' | 'eci' | 'kruise')[] {
  if (others.length === 0) return [];
  const found: ('acs' | 'eci' | 'kruise')[] = [];
  const differs = (name: string, unset: string): boolean =>
    others.some((other) => written(other, name, unset) !== written(own, name, unset));
  if (differs('__IS_SIDECAR__', 'false')) found.push('acs');
  if (differs('ECI_CONTAINER_LAUNCH_PRIORITY', '0') || differs('ECI_CONTAINER_EXIT_PRIORITY', '0')) found.push('eci');
  const isListOrder = stringAt(podMetadata, 'annotations', 'apps.kruise.io/container-launch-priority') === 'Ordered';
  if (isListOrder || differs('KRUISE_CONTAINER_PRIORITY', '0')) found.push('kruise');
  return found;
}

/** The last of duplicates counts. */
function written(env: Variables, name: string, unset: string): string {
  return env.findLast((entry) => entry.name === name)?.value || unset;
}
