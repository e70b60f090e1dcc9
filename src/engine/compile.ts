import type { RuleFile } from '../generated/rule.ts';
import { type FactListName, join, nearest, type Outcome, type Pointer, type Severity } from '../model/index.ts';
import type { Declarations } from './cel/index.ts';
import { type CompiledEdit, compileEdits } from './edits.ts';
import { itemDeclarations, whenDeclarations } from './environment.ts';
import { Expressions } from './expressions.ts';
import { JsonPathError, parseJsonPath, singlePlace } from './jsonpath-grammar.ts';
import {
  type CompiledRule,
  type CompiledValidation,
  naturalOutcome,
  type PlaceReference,
  type RuleProblem,
  type Text,
} from './rule.ts';
import { type Selection, selection } from './select.ts';

export interface CompileOptions {
  /** Check names, types, guards and places. Rules that were bundled were checked then. */
  check: boolean;
  /** Makes a validator of a JSON Schema; needed for rules with `schema`. */
  shape?: (schema: object) => (value: unknown) => boolean;
  /** Parameters the configuration sets. */
  parameters?: Readonly<Record<string, unknown>>;
}

/** Compiles one rule file that satisfies the rule schema. With problems, the rule is not usable. */
export function compileRule(file: RuleFile, options: CompileOptions): { rule?: CompiledRule; problems: RuleProblem[] } {
  const selected = selection(file.select);
  if (Array.isArray(selected)) return { problems: selected };
  const compiler = new RuleCompiler(file, selected, options);
  const rule = compiler.compile();
  const problems = compiler.problems();
  return problems.length > 0 ? { problems } : { rule, problems };
}

class RuleCompiler {
  private readonly file: RuleFile;
  private readonly selected: Selection;
  private readonly options: CompileOptions;
  private readonly expressions: Expressions;
  private readonly found: RuleProblem[] = [];
  /** The edits of the rule, which its validations share. */
  private shared: readonly CompiledEdit[] | undefined;
  /** Grows by one variable at a time, so that a variable sees only earlier ones. */
  private readonly variableTypes: Record<string, string> = {};

  constructor(file: RuleFile, selected: Selection, options: CompileOptions) {
    this.file = file;
    this.selected = selected;
    this.options = options;
    this.expressions = new Expressions(options.check);
  }

  problems(): RuleProblem[] {
    return [...this.found, ...this.expressions.problems];
  }

  compile(): CompiledRule {
    const { file, selected } = this;
    this.outcome();
    // In the order in which they run: each sees what the ones before it prove.
    const variables = (file.variables ?? []).map((variable, index) => this.variable(variable, index));
    const conditions = (file.matchConditions ?? []).map((text, index) =>
      this.expressions.condition(text, join('/matchConditions', index), this.declarations()),
    );
    return {
      id: file.id,
      file,
      scope: selected.scope,
      lists: selected.lists,
      path: selected.path,
      kinds: file.kinds && new Set(file.kinds),
      classes: file.classes && new Set<string>(file.classes),
      checks: file.checks && new Set(file.checks),
      conditions,
      variables,
      validations: (file.validations ?? []).map((_, index) => this.validation(index)),
      bands: (file.bands ?? []).map((band, index) => ({
        when: this.expressions.program(band.when, join('/bands', index, 'when'), whenDeclarations, 'bool'),
        outcome: band.outcome,
        severity: band.severity,
      })),
      severity: this.severity(),
      outcome: file.outcome,
      elsewhere: file.elsewhere,
      supersedes: file.supersedes ?? [],
      params: this.params(),
    };
  }

  private declarations(): Declarations {
    const parameters = Object.entries(this.file.parameters ?? {});
    const params = Object.fromEntries(parameters.map(([name, parameter]) => [name, typeOfDefault(parameter.default)]));
    const shared = this.selected.shared;
    return itemDeclarations(this.selected.self, this.selected.scope, {
      records: { Params: params, Variables: { ...this.variableTypes }, ...(shared ? { Selected: shared } : {}) },
      variables: { params: 'Params', variables: 'Variables' },
    });
  }

  private variable(variable: { name: string; expression: string }, index: number) {
    const declarations = this.declarations();
    const program = this.expressions.program(
      variable.expression,
      join('/variables', index, 'expression'),
      declarations,
      '',
    );
    if (this.options.check)
      this.variableTypes[variable.name] = this.expressions.typeOf(variable.expression, declarations);
    return { name: variable.name, program };
  }

  private validation(index: number): CompiledValidation {
    const validation = this.file.validations?.[index] ?? {};
    const base = join('/validations', index);
    const declarations = this.declarations();
    const accepts = this.shape(validation.schema, join(base, 'schema'));
    if (this.options.check && validation.expression !== undefined && validation.schema !== undefined) {
      this.found.push({ pointer: base, message: 'a validation has an expression or a schema, not both' });
    }
    return {
      ...(validation.expression === undefined
        ? {}
        : {
            expression: this.expressions.program(validation.expression, join(base, 'expression'), declarations, 'bool'),
          }),
      ...(accepts === undefined ? {} : { accepts }),
      pointer: this.place(validation.pointer ?? '$', join(base, 'pointer')),
      message: this.text(validation, base, declarations),
      fix: this.fix(validation.fix, declarations),
      edits: this.edits(validation.edits, join(base, 'edits'), declarations),
      related: (validation.related ?? []).map((related, position) => ({
        pointer: this.place(related.pointer, join(base, 'related', position, 'pointer')),
        message: this.text(related, join(base, 'related', position), declarations),
      })),
    };
  }

  private shape(schema: object | undefined, pointer: Pointer): ((value: unknown) => boolean) | undefined {
    if (schema === undefined) return undefined;
    try {
      return this.options.shape?.(schema);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.found.push({ pointer, message: `this is no JSON Schema a rule can use: ${reason}` });
      return undefined;
    }
  }

  /** What to do: said by the validation, made from the item, or the rule's own words. */
  private fix(own: string | undefined, declarations: Declarations): Text {
    const { fix, fixExpression } = this.file;
    if (own !== undefined || fixExpression === undefined) return { kind: 'text', text: own ?? fix };
    return {
      kind: 'expression',
      program: this.expressions.program(fixExpression, '/fixExpression', declarations, 'string'),
    };
  }

  /** Those of the validation, or else those of the rule. */
  private edits(
    own: NonNullable<RuleFile['edits']> | undefined,
    pointer: Pointer,
    declarations: Declarations,
  ): readonly CompiledEdit[] {
    const { expressions, found, selected, options, file } = this;
    const context = { expressions, declarations, places: selected.places, check: options.check, found };
    if (own !== undefined) return compileEdits(own, pointer, context);
    this.shared ??= compileEdits(file.edits ?? [], '/edits', context);
    return this.shared;
  }

  private text(
    from: { message?: string; messageExpression?: string },
    base: Pointer,
    declarations: Declarations,
  ): Text {
    if (from.messageExpression !== undefined) {
      const pointer = join(base, 'messageExpression');
      return {
        kind: 'expression',
        program: this.expressions.program(from.messageExpression, pointer, declarations, 'string'),
      };
    }
    if (from.message === undefined && this.options.check) {
      this.found.push({ pointer: base, message: "a 'message' or a 'messageExpression' is wanted here" });
    }
    return { kind: 'text', text: from.message ?? '' };
  }

  private place(text: string, pointer: Pointer): PlaceReference {
    if (!text.startsWith('$')) {
      if (this.options.check && !this.selected.places.includes(text))
        this.found.push({ pointer, message: this.unknownPlace(text) });
      return { kind: 'place', name: text };
    }
    try {
      const segments = singlePlace(parseJsonPath(text));
      if (segments !== undefined) return { kind: 'path', segments };
      this.found.push({ pointer, message: `'${text}' can name several places; a pointer names one` });
    } catch (error) {
      if (!(error instanceof JsonPathError)) throw error;
      this.found.push({ pointer, message: `'${text}': ${error.message}`, start: error.offset, end: error.offset + 1 });
    }
    return { kind: 'path', segments: [] };
  }

  private unknownPlace(name: string): string {
    const { places } = this.selected;
    const near = nearest(name, places);
    const hint = near === '' ? `here: ${places.length === 0 ? 'none' : places.join(', ')}` : `did you mean '${near}'?`;
    return `'${name}' is no place of the selected list; ${hint} (a path from the item starts with '$')`;
  }

  private outcome(): void {
    if (!this.options.check || this.file.outcome !== undefined) return;
    const bands = this.file.bands ?? [];
    const lists: readonly FactListName[] = this.selected.lists ?? [];
    const natural = lists.length > 0 && lists.every((name) => naturalOutcome[name] !== undefined);
    if (natural || (bands.length > 0 && bands.every((band) => band.outcome !== undefined))) return;
    this.found.push({ pointer: '', message: "an 'outcome' is wanted, for the rule or for each of its bands" });
  }

  private severity(): Severity {
    const bands = this.file.bands ?? [];
    if (
      this.options.check &&
      this.file.severity === undefined &&
      !(bands.length > 0 && bands.every((band) => band.severity))
    ) {
      this.found.push({ pointer: '', message: "a 'severity' is wanted, for the rule or for each of its bands" });
    }
    return this.file.severity ?? 'error';
  }

  private params(): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const [name, parameter] of Object.entries(this.file.parameters ?? {})) {
      values[name] = this.options.parameters?.[name] ?? parameter.default;
    }
    return values;
  }
}

/** Type text of a parameter, told by its default. */
export function typeOfDefault(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int';
  return Array.isArray(value) ? 'list(string)' : 'string';
}

/** What a rule says where its band `index` (-1: it has none) matches; without an outcome the selected list says it. */
export function bandOf(rule: CompiledRule, index: number): { outcome: Outcome | undefined; severity: Severity } {
  const band = index < 0 ? undefined : rule.bands[index];
  return { outcome: band?.outcome ?? rule.outcome, severity: band?.severity ?? rule.severity };
}
