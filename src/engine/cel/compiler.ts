import { CelError, Fault } from './errors.ts';
import type { Library } from './overloads.ts';
import type { Code } from './run.ts';
import type { Expression } from './syntax.ts';
import type { Value } from './values.ts';

/** Macro variables in scope, innermost first. */
export interface Scope {
  readonly name: string;
  readonly slot: number;
  readonly outer: Scope | undefined;
}

/** What the parts of the compiler share. */
export interface Compiler {
  readonly library: Library;
  /** Set when a macro is met: its variables need room. */
  hasMacros: boolean;
  code(node: Expression, scope: Scope | undefined): Code;
}

export function lookup(scope: Scope | undefined, name: string): Scope | undefined {
  let at = scope;
  while (at !== undefined && at.name !== name) at = at.outer;
  return at;
}

export function constant(value: Value): Code {
  return () => value;
}

/** Turns a fault of a constant into the error of the program. */
export function programError(fault: unknown, node: Expression): unknown {
  return fault instanceof Fault ? new CelError('program', fault.message, node.start, node.end) : fault;
}
