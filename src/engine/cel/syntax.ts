import type { Value } from './values.ts';

/** UTF-16 offsets into the expression's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Literal extends Span {
  readonly kind: 'literal';
  readonly value: Value;
}
export interface Identifier extends Span {
  readonly kind: 'identifier';
  readonly name: string;
}
/** `operand.field`; with `test` the macro has(operand.field); with `optional` operand.?field. */
export interface Select extends Span {
  readonly kind: 'select';
  readonly operand: Expression;
  readonly field: string;
  readonly optional: boolean;
  readonly test: boolean;
}
/** A function, a method (with target), or an operator by its sign: `+`, `==`, `in`, `!`, `-`, `[]`, `[?]`. */
export interface Call extends Span {
  readonly kind: 'call';
  readonly name: string;
  readonly target?: Expression;
  readonly args: readonly Expression[];
}
/** A whole chain of `&&` or `||`: flat, so that its length costs no stack. */
export interface Logical extends Span {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Expression[];
}
export interface Conditional extends Span {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}
export interface ListElement {
  readonly optional: boolean;
  readonly value: Expression;
}
export interface List extends Span {
  readonly kind: 'list';
  readonly elements: readonly ListElement[];
}
export interface MapEntry extends ListElement {
  readonly key: Expression;
}
export interface MapLiteral extends Span {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}
export interface MessageField extends ListElement {
  readonly name: string;
}
export interface Message extends Span {
  readonly kind: 'message';
  readonly type: string;
  readonly fields: readonly MessageField[];
}
export interface Macro extends Span {
  readonly kind: 'macro';
  readonly name: MacroName;
  readonly target: Expression;
  /** One name, or index/key and value. */
  readonly variables: readonly string[];
  /** Absent when the macro has none: transformList(i, v, i + v). */
  readonly filter?: Expression;
  readonly body: Expression;
}
export type MacroName =
  | 'all'
  | 'exists'
  | 'existsOne'
  | 'map'
  | 'filter'
  | 'transformMap'
  | 'transformMapEntry'
  | 'sortBy'
  | 'optMap'
  | 'optFlatMap';

export type Expression =
  | Literal
  | Identifier
  | Select
  | Call
  | Logical
  | Conditional
  | List
  | MapLiteral
  | Message
  | Macro;

export interface Parsed {
  readonly text: string;
  readonly root: Expression;
}

/** `a.b.c` for a chain of plain names, undefined for anything else: how namespaces and type names are written. */
export function dottedName(node: Expression): string | undefined {
  if (node.kind === 'identifier') return node.name;
  if (node.kind !== 'select' || node.optional || node.test) return undefined;
  const prefix = dottedName(node.operand);
  return prefix === undefined ? undefined : `${prefix}.${node.field}`;
}

/** The parts of a node, in the order of the text. */
export function children(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'identifier':
      return [];
    case 'select':
      return [node.operand];
    case 'call':
      return node.target === undefined ? node.args : [node.target, ...node.args];
    case 'and':
    case 'or':
      return node.operands;
    case 'conditional':
      return [node.condition, node.then, node.otherwise];
    case 'list':
      return node.elements.map(({ value }) => value);
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'message':
      return node.fields.map(({ value }) => value);
    case 'macro':
      return node.filter === undefined ? [node.target, node.body] : [node.target, node.filter, node.body];
  }
}
