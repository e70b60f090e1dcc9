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
import { type Asked, planOf } from './plan.ts';
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
  hits: { hit: Hit; rank: number }[];
  failures: RuleFailure[];
}

/** Runs the rules over one subject. Pure; the budget bounds the whole run. */
export function evaluate(
  rules: readonly CompiledRule[],
  subject: Subject,
  budget: Budget,
): { hits: Hit[]; failures: RuleFailure[] } {
  const run: Run = { subject, budget, hits: [], failures: [] };
  const failed = new Set<CompiledRule>();
  for (const { list, rules: asked } of planOf(rules, subject.scope, groupKind(subject.manifest))) {
    const items = list === undefined ? undefined : subject.items(list);
    if (items?.length === 0) continue;
    for (const each of asked) {
      if (failed.has(each.rule)) continue;
      try {
        apply(each, list, items ?? found(each.rule, subject), run);
      } catch (error) {
        if (!(error instanceof CelRuntimeError)) throw error;
        failed.add(each.rule);
        run.failures.push({ ruleId: each.rule.id, message: error.message, manifest: subject.manifest });
      }
    }
  }
  // Rules are asked list by list, and answer in their own order.
  run.hits.sort((a, b) => a.rank - b.rank);
  return { hits: run.hits.map(({ hit: made }) => made), failures: run.failures };
}

/** What a rule finds by its path. */
function found({ path }: CompiledRule, { manifest }: Subject): readonly FactItem[] {
  return path === undefined ? [] : query(path, manifest.object).map(({ value, pointer }) => ({ self: value, pointer }));
}

function apply(asked: Asked, list: FactListName | undefined, items: readonly FactItem[], run: Run): void {
  for (const item of items) {
    const made = judge(asked.rule, item, list, run);
    if (made !== undefined) run.hits.push({ hit: made, rank: asked.rank });
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

function judge(rule: CompiledRule, item: FactItem, list: FactListName | undefined, run: Run): Hit | undefined {
  if (!belongs(rule, item.self)) return undefined;
  const scope = new Scope(rule, item.self, run.subject);
  for (const { name, program } of rule.variables)
    lazily(scope.variables, name, () => program().evaluate(scope, run.budget));
  for (const condition of rule.conditions) {
    if (condition().evaluate(scope, run.budget) !== true) return undefined;
  }
  for (const validation of rule.validations) {
    if (!holds(validation, scope, run.budget)) return hit(rule, validation, item, list, scope, run);
  }
  return undefined;
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
