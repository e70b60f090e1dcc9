import { Fault } from './errors.ts';
import type { Meter } from './run.ts';
import { param, parseSignature, type Signature, type Type } from './types.ts';
import { isInt, isList, typeName, type Value } from './values.ts';

/** Arguments (the receiver first), then the meter. They have the types of the signature when it is called. */
type Implementation = (...args: never[]) => Value;

/** One overload of a library: name, signature, implementation, and its cost where that is not 1. */
export type Row = readonly [
  name: string,
  signature: string,
  implementation: Implementation,
  cost?: (...args: never[]) => number,
];

type Test = (value: Value) => boolean;

export class Overload {
  private readonly row: Row;
  private parsed: Signature | undefined;
  private tests: readonly Test[] | undefined;

  constructor(row: Row) {
    this.row = row;
  }

  /** Read when first needed: most programs use few functions. */
  get signature(): Signature {
    this.parsed ??= parseSignature(this.row[1]);
    return this.parsed;
  }

  /** Whether a value may be the argument at `position`. */
  takes(position: number, value: Value): boolean {
    this.tests ??= this.signature.params.map(testOf);
    const test = this.tests[position];
    return test?.(value) ?? false;
  }

  accepts(args: readonly Value[]): boolean {
    return args.every((argument, at) => this.takes(at, argument));
  }

  // `accepts` has compared the values with the signature, whose types the implementation states in TypeScript: hence `never` below.

  call(args: readonly Value[], meter: Meter): Value {
    const [, , implementation, cost] = this.row;
    meter.charge(cost === undefined ? 1 : cost(...(args as never[])));
    return implementation(...(args as never[]), meter as never);
  }

  /** `call` for one and for two arguments: spreading them costs more than most functions do. */
  callOne(a: Value, meter: Meter): Value {
    const [, , implementation, cost] = this.row;
    meter.charge(cost === undefined ? 1 : cost(a as never));
    return implementation(a as never, meter as never);
  }

  callTwo(a: Value, b: Value, meter: Meter): Value {
    const [, , implementation, cost] = this.row;
    meter.charge(cost === undefined ? 1 : cost(a as never, b as never));
    return implementation(a as never, b as never, meter as never);
  }
}

/** As cel-go, looks at the first element of a list, and no further. */
function testOf(type: Type): Test {
  if (type.isVariable || type.name === 'dyn') return () => true;
  if (type.name === 'string') return (value) => typeof value === 'string';
  if (type.name === 'int') return isInt;
  if (type.name === 'list') {
    // Of lists in lists cel-go asks nothing more.
    const item = param(type, 0).name === 'list' ? () => true : testOf(param(type, 0));
    return (value) => isList(value) && (value.length === 0 || item(value[0] ?? null));
  }
  // Records of facts have capital initials; their values are plain objects.
  const name = /^[A-Z]/.test(type.name) ? 'map' : type.name;
  return (value) => typeName(value) === name;
}

/** Overloads by name: those of `rows`, after those of the library it builds on. */
export class Library {
  private readonly own = new Map<string, Overload[]>();
  private readonly base: Library | undefined;

  constructor(rows: readonly Row[], base?: Library) {
    this.base = base;
    for (const row of rows) {
      const known = this.own.get(row[0]);
      if (known === undefined) this.own.set(row[0], [new Overload(row)]);
      else known.push(new Overload(row));
    }
  }

  has(name: string): boolean {
    return this.own.has(name) || (this.base?.has(name) ?? false);
  }

  names(): string[] {
    return [...(this.base?.names() ?? []), ...this.own.keys()];
  }

  overloads(name: string): readonly Overload[] {
    const own = this.own.get(name) ?? [];
    return this.base === undefined ? own : [...this.base.overloads(name), ...own];
  }

  /** Overloads that are methods, or functions, with this many arguments (the receiver counted). */
  candidates(name: string, isMethod: boolean, count: number): readonly Overload[] {
    return this.overloads(name).filter(
      ({ signature }) => signature.isMethod === isMethod && signature.params.length === count,
    );
  }
}

/** The fault of a call for whose arguments there is no overload. */
export function noOverload(name: string, args: readonly Value[]): Fault {
  return new Fault('no-such-overload', `no '${name}' for (${args.map(typeName).join(', ')})`);
}

/** cel-go's cost of walking `length` units at `factor` each. */
export function lengthCost(length: number, factor = 0.1): number {
  return Math.ceil(length * factor);
}

/** Calls the first overload that takes the arguments; a Fault when none does. */
export function dispatch(candidates: readonly Overload[], name: string, args: readonly Value[], meter: Meter): Value {
  for (const candidate of candidates) if (candidate.accepts(args)) return candidate.call(args, meter);
  throw noOverload(name, args);
}

export function dispatchOne(candidates: readonly Overload[], name: string, a: Value, meter: Meter): Value {
  for (const candidate of candidates) if (candidate.takes(0, a)) return candidate.callOne(a, meter);
  throw noOverload(name, [a]);
}

export function dispatchTwo(candidates: readonly Overload[], name: string, a: Value, b: Value, meter: Meter): Value {
  for (const candidate of candidates) {
    if (candidate.takes(0, a) && candidate.takes(1, b)) return candidate.callTwo(a, b, meter);
  }
  throw noOverload(name, [a, b]);
}
