import { index, iterate } from './access.ts';
import { constantValue, mapFromEntries } from './compile-literals.ts';
import { absorbed, notBoolean } from './compile-logic.ts';
import type { Compiler, Scope } from './compiler.ts';
import { type CelRuntimeError, Fault } from './errors.ts';
import { sortedBy } from './library/lists.ts';
import type { Code, Run } from './run.ts';
import type { Macro } from './syntax.ts';
import { KeyedMap, mapKey, Optional, typeName, type Value } from './values.ts';

/** The compiled parts of a macro. `item` binds the variables to one element and runs a part. */
interface Loop {
  readonly node: Macro;
  readonly range: Code;
  readonly filter: Code | undefined;
  readonly body: Code;
  bind(run: Run, range: Value, item: Value, at: number): void;
}

const macros: Readonly<Record<Macro['name'], (loop: Loop) => Code>> = {
  all: (loop) => quantifier(loop, false),
  exists: (loop) => quantifier(loop, true),
  existsOne,
  map,
  filter,
  transformMap: (loop) => transformMap(loop, false),
  transformMapEntry: (loop) => transformMap(loop, true),
  sortBy,
  optMap: (loop) => optionalMap(loop, true),
  optFlatMap: (loop) => optionalMap(loop, false),
};

export function compileMacro(compiler: Compiler, node: Macro, scope: Scope | undefined): Code {
  let inner = scope;
  for (const name of node.variables) inner = { name, slot: (inner?.slot ?? -1) + 1, outer: inner };
  const slot = inner?.slot ?? 0;
  const two = node.variables.length === 2;
  return macros[node.name]({
    node,
    range: compiler.code(node.target, scope),
    filter: node.filter && compiler.code(node.filter, inner),
    body: compiler.code(node.body, inner),
    bind(run, range, item, at) {
      if (!two) run.locals[slot] = item;
      else {
        const isList = Array.isArray(range);
        run.locals[slot - 1] = isList ? at : item;
        run.locals[slot] = isList ? item : index(range, item);
      }
    },
  });
}

function elements({ node }: Loop, range: Value): readonly Value[] {
  try {
    return iterate(range);
  } catch (error) {
    throw error instanceof Fault ? error.at(node.target) : error;
  }
}

/** all and exists: the element that decides hides faults of the others, before and after it. Costs per element are cel-go's. */
function quantifier(loop: Loop, decisive: boolean): Code {
  const perElement = decisive ? 4 : 3;
  return (run) => {
    const range = loop.range(run);
    let fault: Fault | CelRuntimeError | undefined;
    let at = 0;
    for (const item of elements(loop, range)) {
      run.charge(perElement);
      loop.bind(run, range, item, at++);
      try {
        const value = loop.body(run);
        if (value === decisive) {
          run.cost += perElement;
          return decisive;
        }
        if (value !== !decisive) fault ??= notBoolean(value, loop.node.body);
      } catch (error) {
        const caught = absorbed(error);
        fault ??= caught;
      }
    }
    run.cost++;
    if (fault !== undefined) throw fault;
    return !decisive;
  };
}

function test(value: Value, loop: Loop): boolean {
  if (typeof value === 'boolean') return value;
  throw notBoolean(value, loop.filter === undefined ? loop.node.body : (loop.node.filter ?? loop.node.body));
}

function existsOne(loop: Loop): Code {
  return (run) => {
    const range = loop.range(run);
    let count = 0;
    for (const [at, item] of elements(loop, range).entries()) {
      run.charge(1);
      loop.bind(run, range, item, at);
      if (test(loop.body(run), loop)) count++;
    }
    run.cost++;
    return count === 1;
  };
}

function map(loop: Loop): Code {
  // A list of one constant is made once, others each time.
  const perResult = constantValue(loop.node.body) === undefined ? 11 : 2;
  return (run) => {
    const range = loop.range(run);
    const results: Value[] = [];
    for (const [at, item] of elements(loop, range).entries()) {
      run.charge(1);
      loop.bind(run, range, item, at);
      if (loop.filter !== undefined && !test(loop.filter(run), loop)) continue;
      run.charge(perResult);
      results.push(loop.body(run));
    }
    run.cost++;
    return results;
  };
}

function filter(loop: Loop): Code {
  return (run) => {
    const range = loop.range(run);
    const results: Value[] = [];
    for (const [at, item] of elements(loop, range).entries()) {
      run.charge(1);
      loop.bind(run, range, item, at);
      if (!test(loop.body(run), loop)) continue;
      run.charge(12);
      results.push(item);
    }
    run.cost++;
    return results;
  };
}

function transformMap(loop: Loop, entryMode: boolean): Code {
  return (run) => {
    const range = loop.range(run);
    const entries = new Map<string, readonly [Value, Value]>();
    for (const [at, item] of elements(loop, range).entries()) {
      run.charge(3);
      loop.bind(run, range, item, at);
      if (loop.filter !== undefined && !test(loop.filter(run), loop)) continue;
      const value = loop.body(run);
      const made: (readonly [Value, Value])[] = entryMode
        ? entriesOf(value, loop)
        : [[Array.isArray(range) ? at : item, value]];
      for (const entry of made) insert(entries, entry, loop);
    }
    run.cost++;
    return mapFromEntries(entries);
  };
}

function entriesOf(value: Value, { node }: Loop): (readonly [Value, Value])[] {
  if (typeName(value) !== 'map')
    throw new Fault('no-such-overload', `a map is wanted here, found a ${typeName(value)}`).at(node.body);
  return value instanceof KeyedMap
    ? [...value.entries.values()]
    : iterate(value).map((key) => [key, index(value, key)]);
}

function insert(entries: Map<string, readonly [Value, Value]>, entry: readonly [Value, Value], { node }: Loop): void {
  const name = mapKey(entry[0]) ?? '';
  if (entries.has(name)) throw new Fault('other', `the key '${name.slice(1)}' comes twice`).at(node.body);
  entries.set(name, entry);
}

function sortBy(loop: Loop): Code {
  return (run) => {
    const range = loop.range(run);
    if (!Array.isArray(range))
      throw new Fault('no-such-overload', `sortBy() needs a list, found a ${typeName(range)}`).at(loop.node.target);
    const keys = range.map((item: Value, at) => {
      run.charge(12);
      loop.bind(run, range, item, at);
      return loop.body(run);
    });
    try {
      return sortedBy(range, keys, run);
    } catch (error) {
      throw error instanceof Fault ? error.at(loop.node) : error;
    }
  };
}

/** optMap wraps what the body gives, optFlatMap takes an optional from it. */
function optionalMap(loop: Loop, wraps: boolean): Code {
  return (run) => {
    const value = loop.range(run);
    run.cost += 2;
    if (!(value instanceof Optional))
      throw new Fault('no-such-overload', `an optional is wanted here, found a ${typeName(value)}`).at(
        loop.node.target,
      );
    if (value.value === undefined) return value;
    loop.bind(run, value, value.value, 0);
    const result = loop.body(run);
    return wraps ? new Optional(result) : result;
  };
}
