import { Fault } from './errors.ts';
import type { Meter } from './run.ts';
import { param, parseSignature, type Signature, type Type } from './types.ts';
import { isInt, isList, typeName, type Value } from './values.ts';

/** Arguments (the receiver first), then the meter. They have the types of the signature when it is called. */
export type Implementation = (...args: never[]) => Value;

/** One overload of a library: name, signature, implementation, and its cost where that is not 1. */
export type Row = readonly [
  name: string,
  signature: string,
  implementation: Implementation,
  cost?: (...args: never[]) => number,
];

export class Overload {
  private readonly row: Row;
  private parsed: Signature | undefined;

  constructor(row: Row) {
    this.row = row;
  }

  /** Read when first needed: most programs use few functions. */
  get signature(): Signature {
    this.parsed ??= parseSignature(this.row[1]);
    return this.parsed;
  }

  accepts(args: readonly Value[]): boolean {
    const { params } = this.signature;
    return params.every((type, at) => hasType(args[at] ?? null, type));
  }

  call(args: readonly Value[], meter: Meter): Value {
    const [, , implementation, cost] = this.row;
    // `accepts` has compared the values with the signature, whose types the implementation states in TypeScript.
    meter.charge(cost === undefined ? 1 : cost(...(args as never[])));
    return implementation(...(args as never[]), meter as never);
  }
}

/** As cel-go, looks at the first element of a list, and no further. */
function hasType(value: Value, type: Type): boolean {
  if (type.isVariable || type.name === 'dyn') return true;
  if (type.name === 'string') return typeof value === 'string';
  if (type.name === 'int') return isInt(value);
  if (isList(value)) return type.name === 'list' && (value.length === 0 || hasType(value[0] ?? null, param(type, 0)));
  return typeName(value) === (isRecordName(type.name) ? 'map' : type.name);
}

/** Records of facts have capital initials; their values are plain objects. */
function isRecordName(name: string): boolean {
  return /^[A-Z]/.test(name);
}

/** Overloads by name. */
export class Library {
  private readonly byName = new Map<string, Overload[]>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) {
      const known = this.byName.get(row[0]);
      if (known === undefined) this.byName.set(row[0], [new Overload(row)]);
      else known.push(new Overload(row));
    }
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  names(): string[] {
    return [...this.byName.keys()];
  }

  overloads(name: string): readonly Overload[] {
    return this.byName.get(name) ?? [];
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
