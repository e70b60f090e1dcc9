export { check } from './check.ts';
export { compile, type Program } from './compile.ts';
export type { Declarations } from './declarations.ts';
export { CelError, CelRuntimeError } from './errors.ts';
export type { FunctionDeclaration } from './functions.ts';
export { findUnguarded } from './guard.ts';
export { parseExpression } from './parser.ts';
export type { Budget } from './run.ts';
export type { Parsed } from './syntax.ts';
