import { CelError } from './errors.ts';
import type { Call, Expression, MacroName } from './syntax.ts';

interface Shape {
  readonly macro: MacroName;
  readonly variables: number;
  readonly filter?: true;
}

/** Macros of the Kubernetes environment, by name and number of arguments. `transformList` is `map` with two variables. */
const shapes: Readonly<Record<string, Readonly<Record<number, Shape>>>> = {
  all: { 2: { macro: 'all', variables: 1 }, 3: { macro: 'all', variables: 2 } },
  exists: { 2: { macro: 'exists', variables: 1 }, 3: { macro: 'exists', variables: 2 } },
  exists_one: { 2: { macro: 'existsOne', variables: 1 }, 3: { macro: 'existsOne', variables: 2 } },
  existsOne: { 3: { macro: 'existsOne', variables: 2 } },
  map: { 2: { macro: 'map', variables: 1 }, 3: { macro: 'map', variables: 1, filter: true } },
  filter: { 2: { macro: 'filter', variables: 1 } },
  transformList: { 3: { macro: 'map', variables: 2 }, 4: { macro: 'map', variables: 2, filter: true } },
  transformMap: {
    3: { macro: 'transformMap', variables: 2 },
    4: { macro: 'transformMap', variables: 2, filter: true },
  },
  transformMapEntry: {
    3: { macro: 'transformMapEntry', variables: 2 },
    4: { macro: 'transformMapEntry', variables: 2, filter: true },
  },
  sortBy: { 2: { macro: 'sortBy', variables: 1 } },
  optMap: { 2: { macro: 'optMap', variables: 1 } },
  optFlatMap: { 2: { macro: 'optFlatMap', variables: 1 } },
};

/** The call itself, or the macro it stands for. Throws CelError when a macro's arguments have the wrong form. */
export function expandMacro(call: Call): Expression {
  if (call.target === undefined) return call.name === 'has' && call.args.length === 1 ? presence(call) : call;
  const shape = Object.hasOwn(shapes, call.name) ? shapes[call.name]?.[call.args.length] : undefined;
  const body = call.args.at(-1);
  if (shape === undefined || body === undefined) return call;
  const variables = call.args.slice(0, shape.variables).map(variableName);
  if (variables.length === 2 && variables[0] === variables[1]) {
    throw new CelError(
      'parse',
      `${call.name} needs two different names, not '${variables[0]}' twice`,
      call.start,
      call.end,
    );
  }
  const { target, start, end } = call;
  const filter = shape.filter ? call.args[shape.variables] : undefined;
  return {
    kind: 'macro',
    name: shape.macro,
    target,
    variables,
    body,
    start,
    end,
    ...(filter === undefined ? {} : { filter }),
  };
}

function presence(call: Call): Expression {
  const [argument] = call.args;
  if (argument?.kind !== 'select' || argument.optional || argument.test) {
    throw new CelError('parse', 'has() takes a field, as in has(a.b)', call.start, call.end);
  }
  return { ...argument, test: true, start: call.start, end: call.end };
}

function variableName(node: Expression): string {
  if (node.kind === 'identifier') return node.name;
  throw new CelError('parse', 'the first argument of a macro is a plain name', node.start, node.end);
}
