import type { RuleFile } from '../generated/rule.ts';
import { type JsonValue, join, type Pointer } from '../model/index.ts';
import type { Declarations, Program } from './cel/index.ts';
import type { Expressions } from './expressions.ts';
import type { Lazy, RuleProblem, Text } from './rule.ts';

type EditFile = NonNullable<RuleFile['edits']>[number];
type OperationFile = EditFile['operations'][number];

/** A way to carry out a fix, ready to run. */
export interface CompiledEdit {
  title: Text;
  safe: boolean;
  conditions: Lazy<Program>[];
  operations: CompiledOperation[];
}

export interface CompiledOperation {
  op: OperationFile['op'];
  /** A place of the selected list to count from, or `object` for the whole of it; '' for the item. */
  place: string;
  /** Relative JSON Pointers. */
  pointer: Text;
  to: Text;
  toPlace: string;
  name: Text;
  value: { kind: 'value'; value: JsonValue } | { kind: 'expression'; program: Lazy<Program> };
  after: readonly string[];
  prune: boolean;
}

/** What reading the edits of one rule needs. */
export interface EditContext {
  expressions: Expressions;
  declarations: Declarations;
  places: readonly string[];
  check: boolean;
  found: RuleProblem[];
}

export const relativePointer = /^(?<up>0|[1-9][0-9]*)(?<down>(?:\/[^/]*)*)$/;

export function compileEdits(edits: readonly EditFile[], base: Pointer, context: EditContext): CompiledEdit[] {
  return edits.map((edit, index) => {
    const at = join(base, index);
    return {
      title: text(edit, 'title', at, context),
      safe: edit.safe,
      conditions: (edit.matchConditions ?? []).map((condition, position) =>
        context.expressions.program(condition, join(at, 'matchConditions', position), context.declarations, 'bool'),
      ),
      operations: edit.operations.map((operation, position) =>
        compileOperation(operation, join(at, 'operations', position), context),
      ),
    };
  });
}

const nothing: Text = { kind: 'text', text: '' };

function compileOperation(operation: OperationFile, at: Pointer, context: EditContext): CompiledOperation {
  if (context.check) context.found.push(...problemsOf(operation, at, context.places));
  const pointer = operation.pointerExpression === undefined ? { pointer: '0', ...operation } : operation;
  const { valueExpression } = operation;
  return {
    op: operation.op,
    place: operation.place ?? '',
    pointer: text(pointer, 'pointer', at, context),
    to: operation.op === 'move' ? text(operation, 'to', at, context) : nothing,
    toPlace: operation.toPlace ?? '',
    name: operation.op === 'rename' ? text(operation, 'name', at, context) : nothing,
    value:
      valueExpression === undefined
        ? // Read from a rule file, which holds JSON.
          { kind: 'value', value: (operation.value ?? null) as JsonValue }
        : {
            kind: 'expression',
            program: context.expressions.program(
              valueExpression,
              join(at, 'valueExpression'),
              context.declarations,
              '',
            ),
          },
    after: operation.after ?? [],
    prune: operation.prune ?? false,
  };
}

/** A text that stands there, or the expression that makes it. */
function text<Key extends 'title' | 'name' | 'pointer' | 'to'>(
  from: { [K in Key | `${Key}Expression`]?: string },
  key: Key,
  at: Pointer,
  { expressions, declarations, check, found }: EditContext,
): Text {
  const expression = from[`${key}Expression`];
  const own = from[key];
  if (expression !== undefined)
    return {
      kind: 'expression',
      program: expressions.program(expression, join(at, `${key}Expression`), declarations, 'string'),
    };
  if (own === undefined && check)
    found.push({ pointer: at, message: `a '${key}' or a '${key}Expression' is wanted here` });
  return { kind: 'text', text: own ?? '' };
}

/** What an operation needs beside its pointer. */
const needed: Partial<Record<OperationFile['op'], readonly (keyof OperationFile)[]>> = {
  set: ['value', 'valueExpression'],
  'add-document': ['value', 'valueExpression'],
};

function problemsOf(operation: OperationFile, at: Pointer, places: readonly string[]): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const wanted = needed[operation.op] ?? [];
  if (wanted.length > 0 && !wanted.some((key) => operation[key] !== undefined))
    problems.push({ pointer: at, message: `'${operation.op}' needs ${wanted.map((key) => `'${key}'`).join(' or ')}` });
  for (const { pointer, value } of hugeNumbers(operation.value, join(at, 'value')))
    problems.push({ pointer, message: `${value} has more digits than a fix can write; wanted up to ±(2^53−1)` });
  for (const key of ['place', 'toPlace'] as const) {
    const place = operation[key];
    if (place === undefined || place === 'object' || places.includes(place)) continue;
    const message = `'${place}' is no place of the selected list; here: ${places.join(', ') || 'none'}`;
    problems.push({ pointer: join(at, key), message });
  }
  for (const key of ['pointer', 'to'] as const) {
    const pointer = operation[key];
    if (pointer === undefined || relativePointer.test(pointer)) continue;
    problems.push({
      pointer: join(at, key),
      message: `'${pointer}' is no Relative JSON Pointer; wanted the number of levels to go up, then a path: 0/image, 2/initContainers/-`,
    });
  }
  return problems;
}

/** Numbers that JSON's own writer has no digits for. */
function hugeNumbers(value: unknown, pointer: Pointer): { pointer: Pointer; value: bigint }[] {
  if (typeof value === 'bigint') return [{ pointer, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => hugeNumbers(each, join(pointer, key)));
}
