import { type CompiledRule, compileRule, linearMatcher, typeOfDefault } from '../engine/index.ts';
import type { PolicyConfig } from '../generated/config.ts';
import { bundledRules } from '../generated/rules.ts';
import { join, type Pointer, type Position, type Severity } from '../model/index.ts';
import type { CatalogueEntry } from '../workload/index.ts';
import { PolicyError, type PolicyProblem } from './errors.ts';
import { matches, unknownRule } from './names.ts';
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

/** Reports something wrong at a place of the configuration. */
export type Complain = (pointer: Pointer, message: string) => void;

export interface PolicyParts {
  config?: PolicyConfig;
  /** Where the configuration stands, for messages, and the places of its entries where they are known. */
  uri?: string;
  place?: (pointer: Pointer) => Position | undefined;
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
  const uri = parts.uri ?? 'policy.config';
  const complain = (pointer: Pointer, message: string): void => {
    const position = parts.place?.(pointer);
    problems.push({ uri, ...(position === undefined ? {} : { position }), message });
  };
  const severities = resolveSeverities(config, known, complain);
  checkParameters(config, known, complain);
  for (const [index, { rule }] of (config.suppressions ?? []).entries()) {
    if (!known.has(rule)) complain(join('/suppressions', index, 'rule'), unknownRule(rule, known.keys()));
  }
  const sidecars = configuredSidecars(config, complain);
  if (problems.length > 0) throw new PolicyError(problems);
  const rules = [...known.values()]
    .filter((rule) => severities.get(rule.id) !== 'off')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { rules, known, severities, config, uri, sidecars, match: linearMatcher(), failOn: config.failOn ?? 'error' };
}

function resolveSeverities(
  config: PolicyConfig,
  known: ReadonlyMap<string, CompiledRule>,
  complain: Complain,
): Map<string, Severity | 'off'> {
  const severities = new Map<string, Severity | 'off'>();
  const entries = Object.entries(config.severities ?? {});
  // Categories first, whatever the order in the file: a rule named by itself wins.
  const ordered = [
    ...entries.filter(([name]) => name.endsWith('/*')),
    ...entries.filter(([name]) => !name.endsWith('/*')),
  ];
  for (const [name, severity] of ordered) {
    const matching = [...known.keys()].filter((id) => matches(id, name));
    if (matching.length === 0) complain(join('/severities', name), unknownRule(name, known.keys()));
    for (const id of matching) severities.set(id, severity);
  }
  return severities;
}

function checkParameters(config: PolicyConfig, known: ReadonlyMap<string, CompiledRule>, complain: Complain): void {
  for (const [id, values] of Object.entries(config.parameters ?? {})) {
    const rule = known.get(id);
    if (rule === undefined) {
      complain(join('/parameters', id), unknownRule(id, known.keys()));
      continue;
    }
    const declared = rule.file.parameters ?? {};
    for (const [name, value] of Object.entries(values)) {
      const pointer = join('/parameters', id, name);
      const parameter = declared[name];
      if (parameter === undefined) {
        complain(
          pointer,
          `rule '${id}' has no parameter '${name}'; it has: ${Object.keys(declared).join(', ') || 'none'}`,
        );
        continue;
      }
      const wanted = typeOfDefault(parameter.default);
      if (typeOfDefault(value) !== wanted) complain(pointer, `parameter '${name}' of '${id}': ${wanted} is wanted`);
    }
  }
}
