import { duration, timestamp } from './arithmetic.ts';
import { type Compiler, constant, type Scope } from './compiler.ts';
import { messageTypes } from './declarations.ts';
import { CelError, Fault } from './errors.ts';
import type { Code } from './run.ts';
import type { Expression, List, ListElement, MapLiteral, Message } from './syntax.ts';
import { isInt, KeyedMap, mapKey, Optional, typeName, type Value } from './values.ts';

/** The value of a literal, of dyn(literal), or of a list of these. Undefined for everything that is computed. */
export function constantValue(node: Expression): Value | undefined {
  if (node.kind === 'literal') return node.value;
  if (node.kind === 'call' && node.name === 'dyn' && node.target === undefined) {
    const [argument] = node.args;
    return argument === undefined ? undefined : constantValue(argument);
  }
  if (node.kind !== 'list') return undefined;
  const values: Value[] = [];
  for (const { optional, value } of node.elements) {
    const element = optional ? undefined : constantValue(value);
    if (element === undefined) return undefined;
    values.push(element);
  }
  return values;
}

export function compileList(compiler: Compiler, node: List, scope: Scope | undefined): Code {
  const known = constantValue(node);
  if (known !== undefined) return constant(known);
  const elements = node.elements.map((element) => compileElement(compiler, element, scope));
  return (run) => {
    run.charge(10);
    const list: Value[] = [];
    for (const element of elements) {
      const value = element(run);
      if (value !== undefined) list.push(value);
    }
    return list;
  };
}

/** As Code, `undefined` for `?e` of an optional without value. */
function compileElement(
  compiler: Compiler,
  element: ListElement,
  scope: Scope | undefined,
): (run: Parameters<Code>[0]) => Value | undefined {
  const code = compiler.code(element.value, scope);
  if (!element.optional) return code;
  return (run) => {
    const value = code(run);
    if (value instanceof Optional) return value.value;
    throw new Fault('no-such-overload', `'?' needs an optional, found a ${typeName(value)}`).at(element.value);
  };
}

export function compileMap(compiler: Compiler, node: MapLiteral, scope: Scope | undefined): Code {
  const keys = node.entries.map(({ key }) => compiler.code(key, scope));
  const values = node.entries.map((entry) => compileElement(compiler, entry, scope));
  return (run) => {
    run.charge(30);
    const entries = new Map<string, readonly [Value, Value]>();
    for (const [at, keyCode] of keys.entries()) {
      const key = keyCode(run);
      const value = values[at]?.(run);
      if (value === undefined) continue;
      const name = mapKey(key);
      if (name === undefined) throw new Fault('other', `a ${typeName(key)} is no key of a map`).at(node);
      entries.set(name, [key, value]);
    }
    return mapFromEntries(entries);
  };
}

/** A map in JSON's form when all of its keys are strings. */
export function mapFromEntries(entries: ReadonlyMap<string, readonly [Value, Value]>): Value {
  const plain: Record<string, Value> = Object.create(null);
  for (const [key, value] of entries.values()) {
    if (typeof key !== 'string') return new KeyedMap(entries);
    plain[key] = value;
  }
  return plain;
}

export function compileMessage(compiler: Compiler, node: Message, scope: Scope | undefined): Code {
  if (!messageTypes.has(node.type))
    throw new CelError('check', `there is no type '${node.type}'`, node.start, node.end);
  const fields = node.fields.map(({ name, value }) => ({ name, code: compiler.code(value, scope), value }));
  const make = node.type === 'google.protobuf.Duration' ? duration : timestamp;
  return (run) => {
    run.charge(40);
    let total = 0n;
    for (const { name, code, value } of fields) {
      const amount = code(run);
      if (!isInt(amount)) throw new Fault('no-such-overload', `'${name}' is an int`).at(value);
      total += BigInt(amount) * (name === 'seconds' ? 1_000_000_000n : 1n);
    }
    return make(total);
  };
}
