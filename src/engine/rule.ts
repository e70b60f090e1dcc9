import type { RuleFile } from '../generated/rule.ts';
import type { FactListName, Outcome, Pointer, Severity } from '../model/index.ts';
import type { Program } from './cel/index.ts';
import type { CompiledEdit } from './edits.ts';

/** Something wrong with a rule: where in its file, and which characters of that value. */
export interface RuleProblem {
  pointer: Pointer;
  message: string;
  /** UTF-16 offsets in the string at `pointer`. */
  start?: number;
  end?: number;
}

/** A place a validation points at: a path from the item, or one its fact list names. */
export type PlaceReference = { kind: 'path'; segments: string[] } | { kind: 'place'; name: string };

export interface CompiledValidation {
  /** Absent: every item that meets the conditions is reported. */
  expression?: Lazy<Program>;
  /** JSON Schema in place of an expression. */
  accepts?: (value: unknown) => boolean;
  pointer: PlaceReference;
  message: Text;
  fix: Text;
  edits: readonly CompiledEdit[];
  related: { pointer: PlaceReference; message: Text }[];
}

export type Text = { kind: 'text'; text: string } | { kind: 'expression'; program: Lazy<Program> };

export interface CompiledBand {
  when: Lazy<Program>;
  outcome: Outcome | undefined;
  severity: Severity | undefined;
}

/** A rule ready to run. Programs are compiled at first use: most manifests need few of them. */
export interface CompiledRule {
  id: string;
  file: RuleFile;
  scope: 'workload' | 'object';
  /** Fact lists, or undefined when `path` selects. */
  lists: readonly FactListName[] | undefined;
  path: string | undefined;
  kinds: ReadonlySet<string> | undefined;
  classes: ReadonlySet<string> | undefined;
  checks: ReadonlySet<string> | undefined;
  conditions: Lazy<Program>[];
  variables: { name: string; program: Lazy<Program> }[];
  validations: CompiledValidation[];
  /** Empty: the rule speaks on every target with its own severity and outcome. */
  bands: CompiledBand[];
  severity: Severity;
  /** undefined: the selected list says it (causes: rejected, drops: dropped, unknownFields: unknown-field). */
  outcome: Outcome | undefined;
  elsewhere: Outcome | undefined;
  supersedes: readonly string[];
  /** Values of params: defaults, or what the configuration sets. */
  params: Readonly<Record<string, unknown>>;
}

export type Lazy<Value> = () => Value;

export function lazy<Value>(make: () => Value): Lazy<Value> {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What a list says by itself about the fate of its items. */
export const naturalOutcome: Partial<Record<FactListName, Outcome>> = {
  causes: 'rejected',
  drops: 'dropped',
  unknownFields: 'unknown-field',
  kruiseCauses: 'rejected',
  kruiseDrops: 'dropped',
  kruiseUnknownFields: 'unknown-field',
  lostFields: 'dropped',
};
