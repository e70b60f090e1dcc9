import type { Compiler, Scope } from './compiler.ts';
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
  const operands = node.operands.map((operand) => wantBoolean(compiler.code(operand, scope), operand));
  const afterFault = (run: Run, from: number, fault: Fault | CelRuntimeError): boolean => {
    for (const operand of operands.slice(from)) {
      try {
        if (operand(run) === decisive) return decisive;
      } catch (error) {
        absorbed(error);
      }
    }
    throw fault;
  };
  return (run) => {
    let at = 0;
    try {
      for (const operand of operands) {
        at++;
        if (operand(run) === decisive) return decisive;
      }
      return !decisive;
    } catch (error) {
      return afterFault(run, at, absorbed(error));
    }
  };
}

/** Operators that can give nothing but a bool need no second look. */
const givesBoolean = new Set(['==', '!=', '<', '<=', '>', '>=', 'in', '!']);

function wantBoolean(code: Code, node: Expression): Code {
  if (node.kind === 'and' || node.kind === 'or') return code;
  if (node.kind === 'call' && node.target === undefined && givesBoolean.has(node.name)) return code;
  return (run) => {
    const value = code(run);
    if (typeof value === 'boolean') return value;
    throw notBoolean(value, node);
  };
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
