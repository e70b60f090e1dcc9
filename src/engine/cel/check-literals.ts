import { CelError, Fault } from './errors.ts';
import type { FunctionDeclaration } from './functions.ts';
import { readFormat } from './library/format-text.ts';
import { compilePattern } from './library/index.ts';
import { parseDuration, parseTimestamp } from './library/time-text.ts';
import { type Call, children, type Expression } from './syntax.ts';
import { param, sameType, type Type, typeText } from './types.ts';

type TypeOf = (node: Expression) => Type;

/** The checks of Kubernetes' environment that look at literals, and those of the host's functions. Throws CelError, stage `check`. */
export function checkLiteralArguments(
  root: Expression,
  functions: readonly FunctionDeclaration[],
  typeOf: TypeOf,
): void {
  const visit = (node: Expression, inFormat: boolean): void => {
    if (node.kind === 'list' && !inFormat) checkSame(node.elements, typeOf);
    if (node.kind === 'map' && !inFormat) {
      checkSame(
        node.entries.map(({ key }) => ({ value: key, optional: false })),
        typeOf,
      );
      checkSame(node.entries, typeOf);
    }
    if (node.kind === 'call') {
      checkFormat(node, typeOf);
      checkText(node);
      for (const declared of functions) if (declared.name === node.name) checkDeclared(node, declared, typeOf);
    }
    const isFormat = inFormat || (node.kind === 'call' && node.name === 'format');
    for (const child of children(node)) visit(child, isFormat);
  };
  visit(root, false);
}

function error(message: string, { start, end }: Expression): CelError {
  return new CelError('check', message, start, end);
}

/** Elements of a literal have one type; dyn and null count as types of their own. */
function checkSame(
  elements: readonly { readonly value: Expression; readonly optional: boolean }[],
  typeOf: TypeOf,
): void {
  const types = elements.map(({ value, optional }) => (optional ? param(typeOf(value), 0) : typeOf(value)));
  const [first] = types;
  for (const [at, type] of types.entries()) {
    const element = elements[at];
    if (first === undefined || element === undefined || sameType(first, type)) continue;
    throw error(`a literal holds values of one type, found ${typeText(first)} and ${typeText(type)}`, element.value);
  }
}

const verbTypes: Readonly<Record<string, readonly string[]>> = {
  s: [
    'string',
    'bool',
    'bytes',
    'double',
    'int',
    'uint',
    'null_type',
    'type',
    'list',
    'map',
    'google.protobuf.Duration',
    'google.protobuf.Timestamp',
  ],
  d: ['int', 'uint'],
  f: ['double'],
  e: ['double'],
  b: ['int', 'uint', 'bool'],
  x: ['int', 'uint', 'string', 'bytes'],
  X: ['int', 'uint', 'string', 'bytes'],
  o: ['int', 'uint'],
};

function checkFormat(node: Call, typeOf: TypeOf): void {
  const { target, args } = node;
  const [list] = args;
  if (node.name !== 'format' || target?.kind !== 'literal' || typeof target.value !== 'string' || list === undefined)
    return;
  const read = readFormat(target.value);
  if (typeof read === 'string') throw error(read, target);
  if (list.kind !== 'list') return;
  const { clauses } = read;
  if (clauses.length !== list.elements.length) {
    throw error(`the text has ${clauses.length} clauses, but there are ${list.elements.length} arguments`, list);
  }
  for (const [at, { verb }] of clauses.entries()) {
    const value = list.elements[at]?.value;
    const type = value && typeOf(value);
    if (value === undefined || type === undefined || type.name === 'dyn') continue;
    if (!verbTypes[verb]?.includes(type.name)) throw error(`%${verb} cannot write a ${typeText(type)}`, value);
  }
}

/** Literals of duration(), timestamp() and matches(). */
function checkText(node: Call): void {
  const literal = node.args[0];
  if (literal?.kind !== 'literal' || typeof literal.value !== 'string') return;
  const { value } = literal;
  if (node.target === undefined && node.name === 'duration' && parseDuration(value) === undefined) {
    throw error(`'${value}' is not a duration, such as 1h30m`, literal);
  }
  if (node.target === undefined && node.name === 'timestamp' && parseTimestamp(value) === undefined) {
    throw error(`'${value}' is not a time, such as 2024-01-01T00:00:00Z`, literal);
  }
  // Kubernetes looks at the first argument, which is the text when matches() is called as a function.
  if (node.name !== 'matches') return;
  try {
    compilePattern(value);
  } catch (fault) {
    throw fault instanceof Fault ? error(fault.message, literal) : fault;
  }
}

/** Functions of the host that know which literals make sense: fields, versions, gates. */
function checkDeclared(node: Call, declared: FunctionDeclaration, typeOf: TypeOf): void {
  if (declared.checkLiteral === undefined) return;
  if (declared.receiver !== undefined && (node.target === undefined || typeOf(node.target).name !== declared.receiver))
    return;
  const values = node.args.map((argument) => {
    if (argument.kind === 'literal') return argument.value;
    throw error(`${declared.name}() takes literals only`, argument);
  });
  // The type check has compared the literals with the declared parameters.
  const problem = declared.checkLiteral(...(values as never[]));
  if (problem !== '') throw error(problem, node.args[0] ?? node);
}
