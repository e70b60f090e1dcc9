import { PolicyError } from './errors.ts';
import { matches, unknownRule } from './names.ts';
import type { Policy } from './policy.ts';

/**
 * The policy with none but the named rules (`jobs/x`, `jobs/*`); all of it when none is named.
 * @throws {PolicyError} when a name matches no rule.
 */
export function onlyRules(policy: Policy, wanted: readonly string[]): Policy {
  if (wanted.length === 0) return policy;
  const ids = [...policy.known.keys()];
  const missing = wanted.filter((name) => !ids.some((id) => matches(id, name)));
  if (missing.length > 0) {
    throw new PolicyError(missing.map((name) => ({ uri: '--rule', message: unknownRule(name, ids) })));
  }
  const selected = (id: string): boolean => wanted.some((name) => matches(id, name));
  const off = ids.filter((id) => !selected(id)).map((id): [string, 'off'] => [id, 'off']);
  return {
    ...policy,
    rules: policy.rules.filter((rule) => selected(rule.id)),
    severities: new Map([...policy.severities, ...off]),
  };
}
