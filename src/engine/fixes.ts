import {
  type Change,
  type FactItem,
  isObject,
  type JsonValue,
  join,
  type Manifest,
  type Place,
  type Pointer,
  parent,
  resolve,
  segments,
} from '../model/index.ts';
import { type Budget, CelRuntimeError, jsonOf } from './cel/index.ts';
import { type CompiledEdit, type CompiledOperation, relativePointer } from './edits.ts';
import type { Text } from './rule.ts';

/** A fix whose pointers start at objects. */
export interface HitFix {
  title: string;
  safe: boolean;
  changes: { manifest: Manifest; change: Change }[];
}

/** What the expressions of edits see, and the item they are about. */
export interface FixScope {
  bindings: object;
  budget: Budget;
  item: FactItem;
  manifest: Manifest;
}

/** The edits that have something to work on here. */
export function fixesOf(edits: readonly CompiledEdit[], scope: FixScope): HitFix[] {
  const known = new Set<string>();
  const found = edits.flatMap((edit) => {
    try {
      return fixOf(edit, scope);
    } catch (error) {
      if (!(error instanceof CelRuntimeError)) throw error;
      // What is written is of a shape the edit was not made for: the finding stands all the same.
      return [];
    }
  });
  // What is safe under a condition and offered without it comes twice.
  return found.filter(({ changes }) => {
    const identity = JSON.stringify(changes.map(({ change }) => change));
    return !known.has(identity) && known.add(identity);
  });
}

function fixOf(edit: CompiledEdit, scope: FixScope): HitFix[] {
  if (!edit.conditions.every((condition) => condition().evaluate(scope.bindings, scope.budget) === true)) return [];
  const changes = edit.operations.map((operation) => changesOf(operation, scope));
  if (changes.some(({ length }) => length === 0)) return [];
  return [{ title: say(edit.title, scope), safe: edit.safe, changes: changes.flat() }];
}

/** Nothing where there is nothing to work on. */
function changesOf(operation: CompiledOperation, scope: FixScope): HitFix['changes'] {
  const place = operation.place === '' ? scope.item : placeOf(operation.place, scope);
  const target = operation.toPlace === '' ? place : placeOf(operation.toPlace, scope);
  if (place === undefined || target === undefined) return [];
  const manifest = ('manifest' in place ? place.manifest : undefined) ?? scope.manifest;
  const pointer = below(place.pointer, say(operation.pointer, scope));
  const to = operation.op === 'move' ? below(target.pointer, say(operation.to, scope)) : '';
  if (pointer === undefined || to === undefined) return [];
  return toChanges(operation, manifest.object, pointer, to, scope).map((change) => ({ manifest, change }));
}

function placeOf(name: string, { item }: FixScope): Place | undefined {
  return name === 'object' ? { pointer: '' } : item.places?.[name];
}

function toChanges(
  operation: CompiledOperation,
  object: JsonValue,
  pointer: Pointer,
  to: Pointer,
  scope: FixScope,
): Change[] {
  const old = resolve(object, pointer);
  if (operation.op === 'add-document') return [{ op: 'add-document', value: givenValue(operation, scope) }];
  if (operation.op === 'set') {
    const value = givenValue(operation, scope);
    const after = operation.after.length > 0 ? { after: operation.after } : {};
    if (old === undefined) return [{ op: 'add', pointer, value, ...after }];
    return old === value ? [] : [{ op: 'replace', pointer, value }];
  }
  if (old === undefined) return [];
  const outermost = operation.prune ? pruned(object, pointer) : pointer;
  switch (operation.op) {
    case 'rename':
      return [{ op: 'rename', pointer, name: say(operation.name, scope) }];
    case 'remove':
      return [{ op: 'remove', pointer: outermost }];
    case 'quote':
      return typeof old === 'object' || typeof old === 'string' ? [] : [{ op: 'quote', pointer }];
    case 'move': {
      const there = resolve(object, to);
      const rest: Change[] = [{ op: 'remove', pointer: outermost }];
      // Said there already: once is enough. Something else stands there: a person has to choose.
      if (there !== undefined) return there === old ? rest : [];
      return [{ op: 'move', from: pointer, pointer: to }, ...(outermost === pointer ? [] : rest)];
    }
  }
}

function below(base: Pointer, relative: string): Pointer | undefined {
  const { up, down } = relativePointer.exec(relative)?.groups ?? {};
  if (up === undefined || down === undefined) return undefined;
  const path = segments(base);
  const levels = Number(up);
  return levels > path.length ? undefined : join('', ...path.slice(0, path.length - levels)) + down;
}

/** The outermost entry that would be left with nothing in it. */
function pruned(object: JsonValue, pointer: Pointer): Pointer {
  const holder = resolve(object, parent(pointer));
  const isAlone = isObject(holder) ? Object.keys(holder).length === 1 : Array.isArray(holder) && holder.length === 1;
  return isAlone && parent(pointer) !== '' ? pruned(object, parent(pointer)) : pointer;
}

function say(text: Text, { bindings, budget }: FixScope): string {
  return text.kind === 'text' ? text.text : String(text.program().evaluate(bindings, budget));
}

function givenValue({ value }: CompiledOperation, { bindings, budget }: FixScope): JsonValue {
  return value.kind === 'value' ? value.value : jsonOf(value.program().evaluate(bindings, budget));
}
