import {
  type FactItem,
  type FactListName,
  groupKind,
  type JsonObject,
  join,
  type Manifest,
  nearestExisting,
  type Outcome,
  type Pointer,
  resolve,
  type Subject,
} from '../model/index.ts';
import { type Budget, CelRuntimeError } from './cel/index.ts';
import { fixesOf, type HitFix } from './fixes.ts';
import { query } from './jsonpath.ts';
import { type CompiledRule, type CompiledValidation, naturalOutcome, type PlaceReference, type Text } from './rule.ts';

/** One rule's word about one item, before it is merged over targets. */
export interface Hit {
  rule: CompiledRule;
  message: string;
  manifest: Manifest;
  pointer: Pointer;
  /** The key is meant, not the value. */
  part?: 'key' | undefined;
  related: { message: string; manifest: Manifest; pointer: Pointer; part?: 'key' | undefined }[];
  fix: string;
  /** Ways to carry it out. */
  fixes: readonly HitFix[];
  /** What the selected list says by itself. */
  natural: Outcome | undefined;
  reason: string;
  field: string;
}

/** A rule that failed to evaluate: a fault of the rule, never of the manifest. */
export interface RuleFailure {
  ruleId: string;
  message: string;
  manifest: Manifest;
}

interface Run {
  subject: Subject;
  budget: Budget;
  hits: Hit[];
  failures: RuleFailure[];
}

/** Runs the rules over one subject. Pure; the budget bounds the whole run. */
export function evaluate(
  rules: readonly CompiledRule[],
  subject: Subject,
  budget: Budget,
): { hits: Hit[]; failures: RuleFailure[] } {
  const run: Run = { subject, budget, hits: [], failures: [] };
  const kind = groupKind(subject.manifest);
  for (const rule of rules) {
    if (rule.scope !== subject.scope || (rule.kinds !== undefined && !rule.kinds.has(kind))) continue;
    try {
      apply(rule, run);
    } catch (error) {
      if (!(error instanceof CelRuntimeError)) throw error;
      run.failures.push({ ruleId: rule.id, message: error.message, manifest: subject.manifest });
    }
  }
  return run;
}

function apply(rule: CompiledRule, run: Run): void {
  if (rule.path !== undefined) {
    for (const { value, pointer } of query(rule.path, run.subject.manifest.object)) {
      judge(rule, { self: value, pointer }, undefined, run);
    }
    return;
  }
  for (const list of rule.lists ?? []) {
    for (const item of run.subject.items(list)) judge(rule, item, list, run);
  }
}

/** Bindings of one item; what is costly is computed when an expression asks for it. */
class Scope {
  readonly self: unknown;
  readonly object: JsonObject;
  readonly oldObject: JsonObject | null;
  readonly inventory: { complete: boolean };
  readonly params: Readonly<Record<string, unknown>>;
  readonly variables: Record<string, unknown> = {};
  private readonly subject: Subject;

  constructor(rule: CompiledRule, self: unknown, subject: Subject) {
    this.self = self;
    this.object = subject.manifest.object;
    this.oldObject = subject.oldObject;
    this.inventory = { complete: subject.inventoryComplete };
    this.params = rule.params;
    this.subject = subject;
  }

  get pod(): unknown {
    return this.subject.items('pods')[0]?.self;
  }

  get pods(): unknown[] {
    return this.subject.items('pods').map((item) => item.self);
  }
}

function judge(rule: CompiledRule, item: FactItem, list: FactListName | undefined, run: Run): void {
  if (!belongs(rule, item.self)) return;
  const scope = new Scope(rule, item.self, run.subject);
  for (const { name, program } of rule.variables)
    lazily(scope.variables, name, () => program().evaluate(scope, run.budget));
  for (const condition of rule.conditions) {
    if (condition().evaluate(scope, run.budget) !== true) return;
  }
  for (const validation of rule.validations) {
    if (holds(validation, scope, run.budget)) continue;
    run.hits.push(hit(rule, validation, item, list, scope, run));
    return;
  }
}

function lazily(target: Record<string, unknown>, name: string, compute: () => unknown): void {
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = compute();
      Object.defineProperty(target, name, { value, enumerable: true });
      return value;
    },
  });
}

/** Container class and parity row, the two cheap filters in front of CEL. */
function belongs(rule: CompiledRule, self: unknown): boolean {
  if (rule.classes === undefined && rule.checks === undefined) return true;
  // Items of fact lists are records; which members exist depends on the list.
  const fact = self as { class?: string; containerClass?: string; container?: { class: string }; check?: string };
  if (rule.checks !== undefined && !rule.checks.has(fact.check ?? '')) return false;
  return (
    rule.classes === undefined || rule.classes.has(fact.class ?? fact.containerClass ?? fact.container?.class ?? '')
  );
}

function holds(validation: CompiledValidation, scope: Scope, budget: Budget): boolean {
  if (validation.accepts !== undefined) return validation.accepts(scope.self);
  return validation.expression !== undefined && validation.expression().evaluate(scope, budget) === true;
}

function hit(
  rule: CompiledRule,
  validation: CompiledValidation,
  item: FactItem,
  list: FactListName | undefined,
  scope: Scope,
  run: Run,
): Hit {
  const { manifest } = run.subject;
  const fact = item.self as { reason?: unknown; field?: unknown } | null;
  const related = validation.related.flatMap((entry) => {
    const place = locate(entry.pointer, item, manifest);
    return place === undefined ? [] : [{ message: say(entry.message, scope, run.budget), ...place }];
  });
  const place = locate(validation.pointer, item, manifest) ?? { manifest, pointer: item.pointer };
  return {
    rule,
    message: say(validation.message, scope, run.budget),
    ...place,
    related,
    fix: say(validation.fix, scope, run.budget),
    fixes: fixesOf(validation.edits, { bindings: scope, budget: run.budget, item, manifest }),
    natural: list === undefined ? undefined : naturalOutcome[list],
    reason: typeof fact?.reason === 'string' ? fact.reason : '',
    field: typeof fact?.field === 'string' ? fact.field : '',
  };
}

function say(text: Text, scope: Scope, budget: Budget): string {
  return text.kind === 'text' ? text.text : String(text.program().evaluate(scope, budget));
}

/** A named place the item lacks is no place; a path that leads nowhere ends where the object ends. */
function locate(
  reference: PlaceReference,
  item: FactItem,
  manifest: Manifest,
): { manifest: Manifest; pointer: Pointer; part?: 'key' | undefined } | undefined {
  if (reference.kind === 'place') {
    const place = item.places?.[reference.name];
    return place && { manifest: place.manifest ?? manifest, pointer: place.pointer, part: place.part };
  }
  const pointer = join(item.pointer, ...reference.segments);
  const exists = resolve(manifest.object, pointer) !== undefined;
  return { manifest, pointer: exists ? pointer : nearestExisting(manifest.object, pointer) };
}
