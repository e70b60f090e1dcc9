import { type JsonObject, objectAt, stringAt } from '../../model/index.ts';
import { behaves } from '../release.ts';
import { ExpressionError } from '../resources/amount.ts';
import { computedResources, targetContainers } from '../resources/policy.ts';
import type { Sidecar } from '../sidecar-set.ts';
import { Denied, type InjectionContext } from './types.ts';

/** Replaces the resources of a built container by those that its resourcesPolicy computes, in place. False when they cannot be computed here. */
export function applyPolicy(
  built: JsonObject,
  pod: JsonObject,
  sidecar: Sidecar,
  sidecarNames: ReadonlySet<string>,
  { release, compile = simplePattern }: InjectionContext,
): boolean {
  const policy = objectAt(sidecar.container, 'resourcesPolicy');
  if (policy === undefined || !behaves(release, 'resourcesPolicy')) return true;
  const matches = compile(stringAt(policy, 'targetContainersNameRegex'));
  if (matches === undefined) return false;
  const targets = targetContainers(pod, matches, sidecarNames);
  if (targets.length === 0) throw new Denied('resources-policy-fails');
  try {
    built.resources = computedResources(policy, targets);
    return true;
  } catch (error) {
    if (error instanceof ExpressionError) throw new Denied('resources-policy-fails');
    throw error;
  }
}

/** Patterns that can be read without an engine: those that match every name, and plain text with or without anchors. */
function simplePattern(pattern: string): ((text: string) => boolean) | undefined {
  if (/^\^?\.\*\$?$/.test(pattern)) return () => true;
  const [, start, text = '', end] = /^(\^?)([-A-Za-z0-9]+)(\$?)$/.exec(pattern) ?? [];
  if (text === '') return undefined;
  return (name) => {
    if (start === '^' && end === '$') return name === text;
    if (start === '^') return name.startsWith(text);
    return end === '$' ? name.endsWith(text) : name.includes(text);
  };
}
