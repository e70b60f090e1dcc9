import { Checker } from './checker.ts';
import type { Declarations } from './declarations.ts';
import { type Facts, factsOf, itemFacts, type Names, pathKey } from './guard-facts.ts';
import { children, type Expression, type Logical, type Macro, type Parsed, type Span } from './syntax.ts';

export interface Unguarded extends Span {
  readonly message: string;
}

/** Every manifest that is linted has these. */
const alwaysPresent = ['object.apiVersion', 'object.kind'];

/**
 * Reads of raw JSON (dyn) and of map keys that nothing proves present: neither has() earlier in the chain, nor an enclosing
 * condition, nor an assumed expression (matchConditions, which held). The expression has passed `check`.
 */
export function findUnguarded(
  parsed: Parsed,
  declarations: Declarations,
  assumed: readonly Parsed[] = [],
): Unguarded[] {
  const checker = new Checker(declarations);
  checker.check(parsed.root);
  const facts = new Set([...alwaysPresent, ...assumed.flatMap(({ root }) => [...factsOf(root, true, undefined)])]);
  const walker = new Walker(parsed.text, (node) => checker.typeNameOf(node));
  walker.walk(parsed.root, facts, undefined);
  return walker.found;
}

class Walker {
  readonly found: Unguarded[] = [];
  private readonly text: string;
  private readonly typeNameOf: (node: Expression) => string;
  private variables = 0;

  constructor(text: string, typeNameOf: (node: Expression) => string) {
    this.text = text;
    this.typeNameOf = typeNameOf;
  }

  walk(node: Expression, facts: Facts, names: Names | undefined): void {
    if (isStep(node)) {
      const missing = this.missing(node, facts, names);
      if (missing.length > 0) this.found.push(this.report(node, missing));
    } else if (node.kind === 'and' || node.kind === 'or') this.logical(node, facts, names);
    else if (node.kind === 'conditional') {
      this.walk(node.condition, facts, names);
      this.walk(node.then, more(facts, factsOf(node.condition, true, names)), names);
      this.walk(node.otherwise, more(facts, factsOf(node.condition, false, names)), names);
    } else if (node.kind === 'macro') this.macro(node, facts, names);
    else for (const child of children(node)) this.walk(child, facts, names);
  }

  private logical(node: Logical, facts: Facts, names: Names | undefined): void {
    let known = facts;
    for (const operand of node.operands) {
      this.walk(operand, known, names);
      known = more(known, factsOf(operand, node.kind === 'and', names));
    }
  }

  private macro(node: Macro, facts: Facts, names: Names | undefined): void {
    this.walk(node.target, facts, names);
    let inner = names;
    for (const name of node.variables) inner = { name, key: `${name}#${++this.variables}`, outer: inner };
    const item = inner?.key ?? '';
    const list = pathKey(node.target, names);
    const proven = itemFacts(node.target).map((rest) => `${item}${rest}`);
    // A macro's variable over a map is a key that is there.
    if (list !== undefined) proven.push(`${list}[${node.variables.length === 2 ? inner?.outer?.key : item}]`);
    let known = more(facts, new Set(proven));
    if (node.filter !== undefined) {
      this.walk(node.filter, known, inner);
      known = more(known, factsOf(node.filter, true, inner));
    }
    this.walk(node.body, known, inner);
  }

  /** The steps of a path that may lead nowhere, first one first. */
  private missing(node: Expression, facts: Facts, names: Names | undefined): Expression[] {
    if (!isStep(node)) {
      this.walk(node, facts, names);
      return [];
    }
    const [operand, position] = node.kind === 'select' ? [node.operand] : node.args;
    if (position !== undefined) this.walk(position, facts, names);
    const before = operand === undefined ? [] : this.missing(operand, facts, names);
    const isTest = node.kind === 'select' && node.test;
    if (isTest || operand === undefined || isOptionalStep(node) || hasOptionalStep(operand)) return before;
    const type = this.typeNameOf(operand);
    const key = pathKey(node, names);
    const mayLack = type === 'dyn' || type === 'map';
    return mayLack && (key === undefined || !facts.has(key)) ? [...before, node] : before;
  }

  private report(node: Expression, missing: readonly Expression[]): Unguarded {
    const first = missing[0] ?? node;
    const last = missing.at(-1) ?? node;
    const absent = this.text.slice(first.start, first.end);
    const guards = missing.map((step) => this.guardOf(step)).join(' && ');
    const optional = `${this.optionalText(last, new Set(missing))}.orValue(…)`;
    return {
      message: `${absent} may be absent: guard it with ${guards}, or write ${optional}`,
      start: last.start,
      end: last.end,
    };
  }

  private guardOf(step: Expression): string {
    if (step.kind === 'select') return `has(${this.text.slice(step.start, step.end)})`;
    const [container, position] = children(step);
    const [list, at] = [container, position].map((part) =>
      part === undefined ? '' : this.text.slice(part.start, part.end),
    );
    const isPosition = position?.kind === 'literal' && typeof position.value === 'number';
    return isPosition ? `size(${list}) > ${at}` : `${at} in ${list}`;
  }

  /** The path with `?` at the steps that may be absent. */
  private optionalText(node: Expression, missing: ReadonlySet<Expression>): string {
    const mark = missing.has(node) ? '?' : '';
    if (node.kind === 'select') {
      return `${this.optionalText(node.operand, missing)}.${node.optional ? '?' : mark}${node.field}`;
    }
    const [container, position] = isStep(node) ? node.args : [];
    if (container === undefined || position === undefined) return this.text.slice(node.start, node.end);
    return `${this.optionalText(container, missing)}[${mark}${this.text.slice(position.start, position.end)}]`;
  }
}

/** One step of a path: a.b, a.?b, a[b], a[?b], has(a.b). */
function isStep(node: Expression): node is Extract<Expression, { kind: 'select' | 'call' }> {
  return node.kind === 'select' || (node.kind === 'call' && (node.name === '[]' || node.name === '[?]'));
}

function isOptionalStep(node: Expression): boolean {
  return (node.kind === 'select' && node.optional) || (node.kind === 'call' && node.name === '[?]');
}

/** What follows an optional step is optional itself; the checker cannot say so where `[?…]` stands on raw JSON. */
function hasOptionalStep(node: Expression): boolean {
  if (!isStep(node)) return false;
  const [operand] = children(node);
  return isOptionalStep(node) || (operand !== undefined && hasOptionalStep(operand));
}

function more(facts: Facts, others: Facts): Facts {
  return others.size === 0 ? facts : new Set([...facts, ...others]);
}
