import type { Compiler, Scope } from './compile.ts';
import { CelRuntimeError, Fault } from './errors.ts';
import type { Code, Run } from './run.ts';
import type { Conditional, Expression, Logical } from './syntax.ts';
import { typeName, type Value } from './values.ts';

/** The fault that an operator may absorb; everything else, an exhausted budget included, is thrown on. */
export function absorbed(error: unknown): Fault | CelRuntimeError {
  if ((error instanceof Fault || error instanceof CelRuntimeError) && error.kind !== 'cost-exceeded') return error;
  throw error;
}

export function notBoolean(value: Value, node: Expression): Fault {
  return new Fault('no-such-overload', `a bool is wanted here, found a ${typeName(value)}`).at(node);
}

/** `&&` and `||`: one operand that decides hides the faults of all others, before and after it. */
export function compileLogical(compiler: Compiler, node: Logical, scope: Scope | undefined): Code {
  const decisive = node.kind === 'or';
  const operands = node.operands.map((operand) => compiler.code(operand, scope));
  const decide = (run: Run, from: number, first: Fault | CelRuntimeError | undefined): boolean => {
    let fault = first;
    for (let at = from; at < operands.length; at++) {
      const operand = operands[at];
      const place = node.operands[at];
      if (operand === undefined || place === undefined) break;
      try {
        const value = operand(run);
        if (value === decisive) return decisive;
        if (value !== !decisive) fault ??= notBoolean(value, place);
      } catch (error) {
        const caught = absorbed(error);
        fault ??= caught;
      }
    }
    if (fault !== undefined) throw fault;
    return !decisive;
  };
  return (run) => decide(run, 0, undefined);
}

export function compileConditional(compiler: Compiler, node: Conditional, scope: Scope | undefined): Code {
  const condition = compiler.code(node.condition, scope);
  const then = compiler.code(node.then, scope);
  const otherwise = compiler.code(node.otherwise, scope);
  return (run) => {
    const value = condition(run);
    if (value === true) return then(run);
    if (value === false) return otherwise(run);
    throw notBoolean(value, node.condition);
  };
}
