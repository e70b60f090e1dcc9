import { index, indexOptional } from './access.ts';
import { add, divide, modulo, multiply, negate, subtract } from './arithmetic.ts';
import { compare, contains, equalOperands, equals } from './comparison.ts';
import { constantValue } from './compile-literals.ts';
import { type Compiler, constant, lookup, programError, type Scope } from './compiler.ts';
import { CelError, Fault } from './errors.ts';
import { resolveCall } from './functions.ts';
import { compilePattern, conversionNames, find, findAll, patternCost, patternNames } from './library/index.ts';
import { dispatch, dispatchOne, dispatchTwo, noOverload, type Overload } from './overloads.ts';
import { type Code, Meter, type Run } from './run.ts';
import type { Call, Expression } from './syntax.ts';
import { isInt, isList, Optional, typeName, type Value } from './values.ts';

type Binary = (a: Value, b: Value, run: Run) => Value;

const binaries: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ['+', add],
  ['-', subtract],
  ['*', multiply],
  ['/', divide],
  ['%', modulo],
  ['==', equalOperands],
  ['!=', (a, b, run) => !equals(a, b, run)],
  ['<', (a, b, run) => compare(a, b, run) < 0],
  ['<=', (a, b, run) => compare(a, b, run) <= 0],
  ['>', (a, b, run) => compare(a, b, run) > 0],
  ['>=', (a, b, run) => compare(a, b, run) >= 0],
  ['in', contains],
  ['[]', index],
  ['[?]', indexOptional],
]);

export function compileCall(compiler: Compiler, node: Call, scope: Scope | undefined): Code {
  const [first, second] = node.args;
  const binary = node.target === undefined ? binaries.get(node.name) : undefined;
  if (binary !== undefined && first !== undefined && second !== undefined) {
    return compileBinary(node, binary, compiler.code(first, scope), compiler.code(second, scope));
  }
  if ((node.name === '!' || node.name === '-') && first !== undefined)
    return compileUnary(node, compiler.code(first, scope));
  return compileFunction(compiler, node, scope);
}

function compileBinary(node: Call, operation: Binary, left: Code, right: Code): Code {
  const known = node.args[1] === undefined ? undefined : constantValue(node.args[1]);
  if (node.name === '[]' && known === null)
    throw new CelError('program', 'null is no key of a map', node.start, node.end);
  if (typeof known === 'string' && (node.name === '==' || node.name === '!='))
    return compileEquality(node, left, known);
  if (node.name === 'in' && known !== undefined && isList(known)) return compileMembership(node, left, known);
  return (run) => {
    const a = left(run);
    const b = right(run);
    run.cost++;
    try {
      return operation(a, b, run);
    } catch (error) {
      throw error instanceof Fault ? error.at(node) : error;
    }
  };
}

/** `x == 'text'`, the commonest comparison of all. */
function compileEquality(node: Call, left: Code, known: string): Code {
  const outcome = node.name === '==';
  const equalsOther = (value: Value, run: Run): boolean => {
    try {
      return outcome ? equalOperands(value, known, run) : equals(value, known, run);
    } catch (error) {
      throw error instanceof Fault ? error.at(node) : error;
    }
  };
  return (run) => {
    const value = left(run);
    run.cost++;
    return (typeof value === 'string' ? value === known : equalsOther(value, run)) === outcome;
  };
}

/** `x in ['a', 'b']` */
function compileMembership(node: Call, left: Code, known: readonly Value[]): Code {
  const texts = new Set(known);
  return located(node, (run) => {
    const value = left(run);
    return typeof value === 'string' ? texts.has(value) : contains(value, known, run);
  });
}

function compileUnary(node: Call, operand: Code): Code {
  if (node.name === '-') {
    return located(node, (run) => {
      run.cost++;
      return negate(operand(run));
    });
  }
  return (run) => {
    const value = operand(run);
    run.cost++;
    if (typeof value === 'boolean') return !value;
    throw new Fault('no-such-overload', `'!' needs a bool, found a ${typeName(value)}`).at(node);
  };
}

function located(node: Expression, code: Code): Code {
  return (run) => {
    try {
      return code(run);
    } catch (error) {
      throw error instanceof Fault ? error.at(node) : error;
    }
  };
}

function compileFunction(compiler: Compiler, node: Call, scope: Scope | undefined): Code {
  const { name, args, isMethod } = resolveCall(compiler.library, node, (local) => lookup(scope, local) !== undefined);
  const candidates = compiler.library.candidates(name, isMethod, args.length);
  if (candidates.length === 0) {
    throw new CelError(
      'check',
      `there is no ${isMethod ? 'method' : 'function'} '${name}' with ${node.args.length} arguments`,
      node.start,
      node.end,
    );
  }
  const [only] = args;
  if (name === 'dyn' && only !== undefined) return compiler.code(only, scope);
  if (conversionNames.has(name) && only !== undefined) {
    const known = constantValue(only);
    if (known !== undefined) return constant(convert(candidates, name, known, node));
  }
  const codes = args.map((argument) => compiler.code(argument, scope));
  const [target, alternative] = codes;
  if (isMethod && (name === 'or' || name === 'orValue') && target !== undefined && alternative !== undefined) {
    return compileAlternative(target, alternative, name === 'or');
  }
  const pattern = patternNames.has(name) && args[1] !== undefined ? constantValue(args[1]) : undefined;
  if (typeof pattern === 'string') return compileMatch(node, name, pattern, codes);
  return compileDispatch(node, name, candidates, codes);
}

function compileDispatch(node: Call, name: string, candidates: readonly Overload[], codes: readonly Code[]): Code {
  const [first, second] = codes;
  let code: Code = (run) =>
    dispatch(
      candidates,
      name,
      codes.map((argument) => argument(run)),
      run,
    );
  if (codes.length === 1 && first !== undefined) code = (run) => dispatchOne(candidates, name, first(run), run);
  if (codes.length === 2 && first !== undefined && second !== undefined) {
    code = (run) => dispatchTwo(candidates, name, first(run), second(run), run);
  }
  return located(node, code);
}

/** `or` and `orValue` ask for their argument only when they need it, and give back what is no optional at all. */
function compileAlternative(target: Code, alternative: Code, keepsOptional: boolean): Code {
  return (run) => {
    const value = target(run);
    if (!(value instanceof Optional)) return value;
    if (value.value === undefined) return alternative(run);
    return keepsOptional ? value : value.value;
  };
}

function convert(candidates: readonly Overload[], name: string, value: Value, node: Expression): Value {
  try {
    return dispatch(candidates, name, [value], new Meter(Number.POSITIVE_INFINITY));
  } catch (error) {
    throw programError(error, node);
  }
}

/** A literal pattern is compiled once. */
function compileMatch(node: Call, name: string, pattern: string, codes: readonly Code[]): Code {
  const expression = compileLiteralPattern(pattern, node);
  const [textCode, , countCode] = codes;
  return located(node, (run) => {
    const text = textCode?.(run) ?? null;
    const count = countCode === undefined ? -1 : countCode(run);
    if (typeof text !== 'string' || !isInt(count))
      throw noOverload(name, [text, pattern, count].slice(0, codes.length));
    run.charge(patternCost(text, pattern));
    if (name === 'matches') return expression.test(text);
    return name === 'find' ? find(text, expression) : findAll(text, expression, count, run);
  });
}

function compileLiteralPattern(pattern: string, node: Expression): ReturnType<typeof compilePattern> {
  try {
    return compilePattern(pattern);
  } catch (error) {
    throw programError(error, node);
  }
}
