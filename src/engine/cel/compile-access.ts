import { hasField, selectField, selectOptional } from './access.ts';
import { type Compiler, constant, lookup, type Scope } from './compiler.ts';
import { typeNames } from './declarations.ts';
import { Fault } from './errors.ts';
import type { Code } from './run.ts';
import { dottedName, type Identifier, type Select } from './syntax.ts';
import { CelObject, TypeValue, type Value, type ValueMap } from './values.ts';

export function compileIdentifier(node: Identifier, scope: Scope | undefined): Code {
  const { name } = node;
  const local = lookup(scope, name);
  if (local !== undefined) {
    const { slot } = local;
    return (run) => {
      run.cost++;
      return run.locals[slot] ?? null;
    };
  }
  if (typeNames.has(name)) return constant(new TypeValue(name));
  const inherited = name in Object.prototype;
  return (run) => {
    run.cost++;
    const value = inherited ? undefined : run.bindings[name];
    if (value === undefined) throw new Fault('no-such-key', `there is no variable '${name}'`).at(node);
    // The host binds values as declared: JSON, facts, or results of earlier expressions.
    return value as Value;
  };
}

/** `a.b`, `a.?b`, has(a.b), and names of types with dots. */
export function compileAccess(compiler: Compiler, node: Select, scope: Scope | undefined): Code {
  const typeNamed = dottedName(node);
  if (typeNamed !== undefined && typeNames.has(typeNamed)) return constant(new TypeValue(typeNamed));
  const read = reader(node);
  const operand = compiler.code(node.operand, scope);
  const root = node.operand.kind === 'identifier' ? node.operand.name : '';
  const isBinding =
    root !== '' && lookup(scope, root) === undefined && !typeNames.has(root) && !(root in Object.prototype);
  if (!isBinding) {
    return (run) => {
      const value = operand(run);
      run.cost++;
      return read(value);
    };
  }
  // `self.name` is what most rules are made of: one closure instead of two.
  return (run) => {
    const value = run.bindings[root];
    run.cost += 2;
    return read(value === undefined ? operand(run) : (value as Value));
  };
}

/** Reads the member first and asks questions only where there is none; names of Object.prototype are asked about at once. */
function reader(node: Select): (value: Value) => Value {
  const { field, test } = node;
  const access: (value: Value, field: string) => Value = test ? hasField : node.optional ? selectOptional : selectField;
  const isFast = !node.optional && !(field in Object.prototype);
  return (value) => {
    if (
      isFast &&
      typeof value === 'object' &&
      value !== null &&
      !(value instanceof CelObject) &&
      !Array.isArray(value)
    ) {
      const found = (value as ValueMap)[field];
      if (found !== undefined) return test || found;
    }
    try {
      return access(value, field);
    } catch (error) {
      throw error instanceof Fault ? error.at(node) : error;
    }
  };
}
