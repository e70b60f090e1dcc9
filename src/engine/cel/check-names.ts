import { nearest } from '../../model/index.ts';
import { dyn, listOf, mapOf, nullType, simple, type Type, typeOf } from './types.ts';

/** Macro variables with their types, innermost first. */
export interface Scope {
  readonly name: string;
  readonly type: Type;
  readonly outer: Scope | undefined;
}

/** The type of a name that stands for a type: `int` has type(int). */
export function namedType(name: string): Type {
  if (name === 'list' || name === 'optional_type') return typeOf({ ...listOf(dyn), name });
  if (name === 'map') return typeOf(mapOf(dyn, dyn));
  return typeOf(name === 'null_type' ? nullType : simple(name));
}

export function scopeNames(scope: Scope | undefined): string[] {
  const names: string[] = [];
  for (let at = scope; at !== undefined; at = at.outer) names.push(at.name);
  return names;
}

/** '; did you mean …?', or nothing when no name is near. */
export function suggestion(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near === '' ? '' : `; did you mean '${near}'?`;
}
