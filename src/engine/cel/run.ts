import { Fault } from './errors.ts';
import type { Value } from './values.ts';

/** Steps left for a whole run of many evaluations; each evaluation takes its cost away. */
export interface Budget {
  steps: number;
}

/** Kubernetes' limit for one expression; costs are counted as it counts them, closely enough to agree on what is too much. */
export const expressionLimit = 1_000_000;

/** Longest string an expression may make, in UTF-16 units: cost alone would let one replace() ask for gigabytes. */
const longestString = 10_000_000;

/** Counts what an evaluation costs and stops it at its limit. */
export class Meter {
  cost = 0;
  readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Call it before doing work that grows with the data. */
  charge(cost: number): void {
    this.cost += cost;
    if (this.cost > this.limit) throw new Fault('cost-exceeded', 'the expression costs more than its budget allows');
  }

  /** Call it before walking `count` items. Costs stay whole numbers, which engines add faster. */
  chargeItems(count: number): void {
    this.charge(Math.ceil(count * 0.1));
  }

  /** Call it before making a string of `length`. */
  chargeString(length: number): void {
    if (length > longestString) throw new Fault('cost-exceeded', 'the expression makes a string that is too long');
    this.chargeItems(length);
  }
}

const noLocals: Value[] = [];

/** One evaluation: what the closures of a program share. */
export class Run extends Meter {
  readonly bindings: Readonly<Record<string, unknown>>;
  /** Macro variables by slot; programs without macros never write here. */
  readonly locals: Value[];

  constructor(bindings: Readonly<Record<string, unknown>>, limit: number, hasLocals: boolean) {
    super(limit);
    this.bindings = bindings;
    this.locals = hasLocals ? [] : noLocals;
  }
}

export type Code = (run: Run) => Value;
