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
  const { field } = node;
  const operand = compiler.code(node.operand, scope);
  if (!node.test && !node.optional && !(field in Object.prototype)) return fastSelect(operand, node);
  const access: (value: Value, field: string) => Value = node.test
    ? hasField
    : node.optional
      ? selectOptional
      : selectField;
  return (run) => {
    const value = operand(run);
    run.cost++;
    try {
      return access(value, field);
    } catch (error) {
      throw error instanceof Fault ? error.at(node) : error;
    }
  };
}

/** Reads the member first and asks questions only where there is none: no name of Object.prototype comes here. */
function fastSelect(operand: Code, node: Select): Code {
  const { field } = node;
  return (run) => {
    const value = operand(run);
    run.cost++;
    if (typeof value === 'object' && value !== null && !(value instanceof CelObject)) {
      // Lists have no named members but length, which selectField refuses.
      const found = Array.isArray(value) ? undefined : (value as ValueMap)[field];
      if (found !== undefined) return found;
    }
    try {
      return selectField(value, field);
    } catch (error) {
      throw error instanceof Fault ? error.at(node) : error;
    }
  };
}
