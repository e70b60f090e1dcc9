import { compileAccess, compileIdentifier } from './compile-access.ts';
import { compileCall } from './compile-call.ts';
import { compileList, compileMap, compileMessage } from './compile-literals.ts';
import { compileConditional, compileLogical } from './compile-logic.ts';
import { compileMacro } from './compile-macro.ts';
import type { Compiler, Scope } from './compiler.ts';
import { CelRuntimeError, Fault } from './errors.ts';
import { type FunctionDeclaration, libraryWith } from './functions.ts';
import { type Budget, type Code, expressionLimit, Run } from './run.ts';
import type { Expression, Parsed } from './syntax.ts';

/** A compiled expression: pure, reusable, safe to run over untrusted values. */
export interface Program {
  /**
   * The result over the named values (JSON, facts, or earlier results). Takes its cost off the budget.
   * Throws CelRuntimeError, and nothing else.
   */
  evaluate(bindings: object, budget: Budget): unknown;
}

/**
 * Makes a program. Types need not have been checked: at run time every operation looks at the values it gets.
 * Throws CelError, stage `check` for an unknown function, `program` for a constant that cannot be converted or no regular expression.
 */
export function compile(parsed: Parsed, functions: readonly FunctionDeclaration[] = []): Program {
  const compiler: Compiler = {
    library: libraryWith(functions),
    hasMacros: false,
    code: (node, scope) => compileNode(compiler, node, scope),
  };
  const code = compiler.code(parsed.root, undefined);
  const hasLocals = compiler.hasMacros;
  return { evaluate: (bindings, budget) => evaluate(code, hasLocals, parsed, bindings, budget) };
}

function compileNode(compiler: Compiler, node: Expression, scope: Scope | undefined): Code {
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'identifier':
      return compileIdentifier(node, scope);
    case 'select':
      return compileAccess(compiler, node, scope);
    case 'call':
      return compileCall(compiler, node, scope);
    case 'and':
    case 'or':
      return compileLogical(compiler, node, scope);
    case 'conditional':
      return compileConditional(compiler, node, scope);
    case 'list':
      return compileList(compiler, node, scope);
    case 'map':
      return compileMap(compiler, node, scope);
    case 'message':
      return compileMessage(compiler, node, scope);
    case 'macro':
      compiler.hasMacros = true;
      return compileMacro(compiler, node, scope);
  }
}

function evaluate(code: Code, hasLocals: boolean, parsed: Parsed, bindings: object, budget: Budget): unknown {
  const limit = Math.min(budget.steps, expressionLimit);
  // The host declares its bindings; `compileIdentifier` asks for no other names.
  const run = new Run(bindings as Record<string, unknown>, limit, hasLocals);
  try {
    const value = code(run);
    if (run.cost > limit) run.charge(0);
    budget.steps -= run.cost;
    return value;
  } catch (error) {
    budget.steps -= run.cost;
    throw runtimeError(error, parsed);
  }
}

function runtimeError(error: unknown, { text }: Parsed): unknown {
  if (error instanceof Fault) {
    const found = error.start >= 0;
    return new CelRuntimeError(error.kind, error.message, found ? error.start : 0, found ? error.end : text.length);
  }
  // Values nested so deep that comparing them exhausts the stack.
  if (error instanceof RangeError)
    return new CelRuntimeError('cost-exceeded', 'the values are too deep or too large', 0, text.length);
  return error;
}
