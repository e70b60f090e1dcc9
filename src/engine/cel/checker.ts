import { checkLiteralArguments } from './check-literals.ts';
import { namedType, type Scope, scopeNames, suggestion } from './check-names.ts';
import { operators } from './check-operators.ts';
import { type Declarations, messageTypes, typeNames } from './declarations.ts';
import { CelError } from './errors.ts';
import { libraryWith, resolveCall } from './functions.ts';
import { Inference, typesText } from './inference.ts';
import type { Library, Overload } from './overloads.ts';
import {
  type Call,
  dottedName,
  type Expression,
  type ListElement,
  type Macro,
  type Select,
  type Span,
} from './syntax.ts';
import {
  bool,
  dyn,
  int,
  isDyn,
  isLarger,
  listOf,
  mapOf,
  optionalOf,
  param,
  parseType,
  sameType,
  simple,
  string,
  type Type,
  typeText,
} from './types.ts';
import { typeName } from './values.ts';

/** {x: x} doubles a type; chains of it must not double for ever. */
const largestType = 1000;

/** Derives static types as cel-go's checker does, and refuses what it refuses. One checker per expression. */
export class Checker {
  private readonly inference = new Inference();
  private readonly types = new Map<Expression, Type>();
  private readonly declarations: Declarations;
  private readonly library: Library;

  constructor(declarations: Declarations) {
    this.declarations = declarations;
    this.library = libraryWith(declarations.functions ?? []);
  }

  check(root: Expression): Type {
    const type = this.infer(root, undefined);
    const resolved = this.inference.resolve(type, true);
    checkLiteralArguments(root, this.declarations.functions ?? [], (node) => this.resolved(node));
    return resolved;
  }

  /** Name of the type of a part of the checked expression: 'dyn', 'list', 'Container'. */
  typeNameOf(node: Expression): string {
    return this.resolved(node).name;
  }

  private resolved(node: Expression): Type {
    return this.inference.resolve(this.types.get(node) ?? dyn, true);
  }

  private infer(node: Expression, scope: Scope | undefined): Type {
    const type = this.inference.resolve(this.typeOf(node, scope));
    if (isLarger(type, largestType)) throw this.error(`a type of more than ${largestType} parts`, node);
    this.types.set(node, type);
    return type;
  }

  private typeOf(node: Expression, scope: Scope | undefined): Type {
    switch (node.kind) {
      case 'literal':
        return simple(typeName(node.value));
      case 'identifier':
        return this.identifier(node.name, node, scope);
      case 'select':
        return this.select(node, scope);
      case 'call':
        return this.call(node, scope);
      case 'and':
      case 'or':
        for (const operand of node.operands) this.expectBool(operand, scope);
        return bool;
      case 'conditional': {
        const parts = [node.condition, node.then, node.otherwise].map((part) => this.infer(part, scope));
        return this.overload('?:', operators['?:'] ?? [], parts, node);
      }
      case 'list':
        return listOf(this.join(node.elements.map((element) => this.element(element, scope))));
      case 'map': {
        const keys = node.entries.map(({ key }) => this.infer(key, scope));
        return mapOf(this.join(keys), this.join(node.entries.map((entry) => this.element(entry, scope))));
      }
      case 'message':
        return this.message(
          node.type,
          node.fields.map(({ value }) => value),
          node,
          scope,
        );
      case 'macro':
        return this.macro(node, scope);
    }
  }

  private identifier(name: string, place: Span, scope: Scope | undefined): Type {
    for (let at = scope; at !== undefined; at = at.outer) if (at.name === name) return at.type;
    const { variables } = this.declarations;
    const declared = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (declared !== undefined) return parseType(declared);
    if (typeNames.has(name)) return namedType(name);
    const names = [...Object.keys(variables), ...scopeNames(scope)];
    throw this.error(`there is no variable '${name}'${suggestion(name, names)}`, place);
  }

  private select(node: Select, scope: Scope | undefined): Type {
    const dotted = dottedName(node);
    if (dotted !== undefined && typeNames.has(dotted)) return namedType(dotted);
    const operand = this.infer(node.operand, scope);
    const isOptional = operand.name === 'optional_type';
    const field = this.field(isOptional ? this.inference.resolve(param(operand, 0)) : operand, node);
    if (node.test) return bool;
    return (node.optional || isOptional) && field.name !== 'optional_type' ? optionalOf(field) : field;
  }

  private field(operand: Type, node: Select): Type {
    if (operand.name === 'map') {
      this.inference.assignable([string], [param(operand, 0)]);
      return param(operand, 1);
    }
    if (isDyn(operand) || operand.isVariable) return dyn;
    const { records } = this.declarations;
    const record = Object.hasOwn(records, operand.name) ? records[operand.name] : undefined;
    const start = node.end - node.field.length - (node.test ? 1 : 0);
    const place = { start, end: start + node.field.length };
    if (record === undefined)
      throw this.error(`a ${typeText(this.inference.resolve(operand, true))} has no field '${node.field}'`, place);
    const member = Object.hasOwn(record, node.field) ? record[node.field] : undefined;
    if (member !== undefined) return parseType(member);
    throw this.error(
      `no member '${node.field}' in ${operand.name}${suggestion(node.field, Object.keys(record))}`,
      place,
    );
  }

  private call(node: Call, scope: Scope | undefined): Type {
    const operator =
      node.target === undefined && Object.hasOwn(operators, node.name) ? operators[node.name] : undefined;
    if (operator !== undefined) {
      return this.overload(
        node.name,
        operator,
        node.args.map((argument) => this.infer(argument, scope)),
        node,
      );
    }
    const isLocal = (local: string) => scopeNames(scope).includes(local);
    const { name, isMethod, args: parts } = resolveCall(this.library, node, isLocal);
    const args = parts.map((part) => this.infer(part, scope));
    const overloads = this.library.overloads(name).filter(({ signature }) => signature.isMethod === isMethod);
    if (overloads.length > 0) return this.overload(name, overloads, args, node);
    const like = this.library.names();
    throw this.error(`there is no ${isMethod ? 'method' : 'function'} '${name}'${suggestion(name, like)}`, node);
  }

  /** The result of all overloads that fit: one type, or dyn when they differ. */
  private overload(name: string, overloads: readonly Overload[], args: readonly Type[], node: Span): Type {
    let result: Type | undefined;
    for (const { signature } of overloads) {
      const [own = dyn, ...params] = this.inference.instantiate([signature.result, ...signature.params]);
      if (!this.inference.assignable(args, params)) continue;
      const fitting = this.inference.resolve(own);
      if (result === undefined) result = fitting;
      else if (!isDyn(result) && !sameType(result, fitting)) result = dyn;
    }
    if (result !== undefined) return result;
    throw this.error(`no '${name}' for ${typesText(args, this.inference)}`, node);
  }

  private expectBool(node: Expression, scope: Scope | undefined): void {
    const type = this.infer(node, scope);
    if (!this.inference.assignable([type], [bool])) {
      throw this.error(`a bool is wanted here, found ${typeText(this.inference.resolve(type, true))}`, node);
    }
  }

  private element({ value, optional }: ListElement, scope: Scope | undefined): Type {
    const type = this.infer(value, scope);
    if (!optional || isDyn(type)) return type;
    if (type.name === 'optional_type') return param(type, 0);
    throw this.error(`'?' needs an optional, found ${typeText(type)}`, value);
  }

  private join(types: readonly Type[]): Type {
    const [first, ...rest] = types;
    if (first === undefined) return this.inference.fresh();
    return rest.reduce((joined, type) => this.inference.join(joined, type), first);
  }

  private message(type: string, fields: readonly Expression[], place: Span, scope: Scope | undefined): Type {
    if (!messageTypes.has(type)) throw this.error(`there is no type '${type}'`, place);
    for (const field of fields) this.infer(field, scope);
    return simple(type);
  }

  private macro(node: Macro, scope: Scope | undefined): Type {
    const range = this.infer(node.target, scope);
    const isOptional = node.name === 'optMap' || node.name === 'optFlatMap';
    const [key, value] = isOptional ? this.optionalContent(range, node) : this.content(range, node);
    const [first = '', second] = node.variables;
    const item = range.name === 'list' || isOptional ? value : key;
    let inner: Scope = { name: first, type: second === undefined ? item : key, outer: scope };
    if (second !== undefined) inner = { name: second, type: value, outer: inner };
    if (node.filter !== undefined) this.expectBool(node.filter, inner);
    return this.macroResult(node, inner, item, key);
  }

  private macroResult(node: Macro, inner: Scope, item: Type, key: Type): Type {
    switch (node.name) {
      case 'all':
      case 'exists':
      case 'existsOne':
        this.expectBool(node.body, inner);
        return bool;
      case 'filter':
        this.expectBool(node.body, inner);
        return listOf(item);
      case 'map':
        return listOf(this.infer(node.body, inner));
      case 'transformMap':
        return mapOf(key, this.infer(node.body, inner));
      case 'transformMapEntry':
        return this.wanted(node.body, inner, mapOf(this.inference.fresh(), this.inference.fresh()));
      case 'optMap':
        return optionalOf(this.infer(node.body, inner));
      case 'optFlatMap':
        return this.wanted(node.body, inner, optionalOf(this.inference.fresh()));
      case 'sortBy': {
        this.wanted(node.target, undefined, listOf(this.inference.fresh()));
        const type = this.infer(node.body, inner);
        this.overload('sortBy', this.library.overloads('sort'), [listOf(type)], node);
        return listOf(item);
      }
    }
  }

  private wanted(node: Expression, scope: Scope | undefined, type: Type): Type {
    const found = this.types.get(node) ?? this.infer(node, scope);
    if (this.inference.assignable([found], [type])) return this.inference.resolve(type);
    throw this.error(`a ${type.name} is wanted here, found ${typeText(this.inference.resolve(found, true))}`, node);
  }

  /** Key (or position) and value of what a macro walks. */
  private content(range: Type, node: Macro): [Type, Type] {
    if (range.name === 'list') return [int, this.inference.resolve(param(range, 0))];
    if (range.name === 'map') return [this.inference.resolve(param(range, 0)), this.inference.resolve(param(range, 1))];
    if (isDyn(range) || range.isVariable) return [dyn, dyn];
    throw this.error(`${node.name} walks lists and maps, not a ${typeText(range)}`, node.target);
  }

  private optionalContent(range: Type, node: Macro): [Type, Type] {
    if (range.name === 'optional_type') return [dyn, this.inference.resolve(param(range, 0))];
    if (isDyn(range)) return [dyn, dyn];
    throw this.error(`${node.name} needs an optional, found ${typeText(range)}`, node.target);
  }

  private error(message: string, { start, end }: Span): CelError {
    return new CelError('check', message, start, end);
  }
}
