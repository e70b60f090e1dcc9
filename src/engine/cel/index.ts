export { type CheckOptions, check } from './check.ts';
export { compile, type Program } from './compile.ts';
export type { Declarations } from './declarations.ts';
export { CelError, CelRuntimeError, type FaultKind, type Stage } from './errors.ts';
export type { FunctionDeclaration } from './functions.ts';
export { findUnguarded, type Unguarded } from './guard.ts';
export { parseExpression } from './parser.ts';
export { type Budget, expressionLimit } from './run.ts';
export type { Parsed } from './syntax.ts';
