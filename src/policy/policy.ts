import { type CompiledRule, compileRule, linearMatcher, typeOfDefault } from '../engine/index.ts';
import type { PolicyConfig } from '../generated/config.ts';
import { bundledRules } from '../generated/rules.ts';
import { nearest, type Severity } from '../model/index.ts';
import type { CatalogueEntry } from '../workload/index.ts';
import { PolicyError, type PolicyProblem } from './errors.ts';
import { type RuleSource, readRule } from './rule-file.ts';
import { configuredSidecars } from './sidecars.ts';

/** Rules resolved with configuration. */
export interface Policy {
  /** Rules that are not off, in the order of their ids. */
  rules: readonly CompiledRule[];
  /** Every known rule by id, also those that are off. */
  known: ReadonlyMap<string, CompiledRule>;
  /** What the configuration says instead of a rule's own severities; 'off' included. */
  severities: ReadonlyMap<string, Severity | 'off'>;
  config: PolicyConfig;
  /** Where the configuration stands, for messages. */
  uri: string;
  /** The user's helper images, and the linear-time engine their patterns run on. */
  sidecars: readonly CatalogueEntry[];
  match: (pattern: string, text: string) => string | undefined;
  failOn: Severity;
}

export interface PolicyParts {
  config?: PolicyConfig;
  /** Where the configuration stands, for messages. */
  uri?: string;
  /** Rules of the user. */
  rules?: readonly RuleSource[];
  /** Makes validators of JSON Schemas in rules; needed when a rule has one. */
  shape?: (schema: object) => (value: unknown) => boolean;
}

/**
 * Built-in rules, the user's rules and the configuration together.
 * @throws {PolicyError} with every problem found, each with its place.
 */
export function createPolicy(parts: PolicyParts = {}): Policy {
  const config = parts.config ?? {};
  const problems: PolicyProblem[] = [];
  const known = new Map<string, CompiledRule>();
  for (const file of bundledRules) {
    const { rule } = compileRule(file, { check: false, parameters: config.parameters?.[file.id] ?? {} });
    if (rule !== undefined) known.set(rule.id, rule);
  }
  for (const source of parts.rules ?? []) {
    const parameters = config.parameters?.[source.id] ?? {};
    const { rule, problems: found } = readRule(source, { parameters, ...(parts.shape ? { shape: parts.shape } : {}) });
    problems.push(...found);
    if (rule === undefined) continue;
    if (known.has(rule.id)) problems.push({ uri: source.uri, message: `the id '${rule.id}' is taken by another rule` });
    known.set(rule.id, rule);
  }
  const severities = resolveSeverities(config, known, parts.uri ?? 'policy.config', problems);
  const uri = parts.uri ?? 'policy.config';
  for (const { rule } of config.suppressions ?? []) {
    if (!known.has(rule)) problems.push({ uri, message: unknownRule(rule, known.keys()) });
  }
  const sidecars = configuredSidecars(config, uri, problems);
  if (problems.length > 0) throw new PolicyError(problems);
  const rules = [...known.values()]
    .filter((rule) => severities.get(rule.id) !== 'off')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { rules, known, severities, config, uri, sidecars, match: linearMatcher(), failOn: config.failOn ?? 'error' };
}

function resolveSeverities(
  config: PolicyConfig,
  known: ReadonlyMap<string, CompiledRule>,
  uri: string,
  problems: PolicyProblem[],
): Map<string, Severity | 'off'> {
  const severities = new Map<string, Severity | 'off'>();
  const entries = Object.entries(config.rules ?? {});
  // Categories first, whatever the order in the file: a rule named by itself wins.
  for (const [name, severity] of [
    ...entries.filter(([name]) => name.endsWith('/*')),
    ...entries.filter(([name]) => !name.endsWith('/*')),
  ]) {
    const matching = [...known.keys()].filter((id) =>
      name.endsWith('/*') ? id.startsWith(name.slice(0, -1)) : id === name,
    );
    if (matching.length === 0) problems.push({ uri, message: unknownRule(name, known.keys()) });
    for (const id of matching) severities.set(id, severity);
  }
  for (const id of Object.keys(config.parameters ?? {})) {
    const rule = known.get(id);
    if (rule === undefined) problems.push({ uri, message: unknownRule(id, known.keys()) });
    else problems.push(...wrongParameters(rule, config.parameters?.[id] ?? {}, uri));
  }
  return severities;
}

function wrongParameters(rule: CompiledRule, values: object, uri: string): PolicyProblem[] {
  const declared = rule.file.parameters ?? {};
  return Object.entries(values).flatMap(([name, value]) => {
    const parameter = declared[name];
    if (parameter === undefined) {
      const names = Object.keys(declared).join(', ') || 'none';
      return [{ uri, message: `rule '${rule.id}' has no parameter '${name}'; it has: ${names}` }];
    }
    const wanted = typeOfDefault(parameter.default);
    return typeOfDefault(value) === wanted
      ? []
      : [{ uri, message: `parameter '${name}' of '${rule.id}': ${wanted} is wanted` }];
  });
}

/** The message for a rule id nobody knows, with the nearest one. */
export function unknownRule(id: string, known: Iterable<string>): string {
  const near = nearest(id, known);
  return `there is no rule '${id}'; ${near === '' ? "'sidecarlint rules' lists them" : `did you mean '${near}'?`}`;
}
