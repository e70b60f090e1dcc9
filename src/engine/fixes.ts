import {
  type Change,
  type FactItem,
  isObject,
  type JsonValue,
  join,
  type Manifest,
  type Pointer,
  parent,
  resolve,
  segments,
} from '../model/index.ts';
import { type Budget, jsonOf } from './cel/index.ts';
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
  return edits.flatMap((edit) => {
    if (!edit.conditions.every((condition) => condition().evaluate(scope.bindings, scope.budget) === true)) return [];
    const changes = edit.operations.map((operation) => changeOf(operation, scope));
    const found = changes.filter((change) => change !== undefined);
    return found.length < changes.length ? [] : [{ title: say(edit.title, scope), safe: edit.safe, changes: found }];
  });
}

function changeOf(operation: CompiledOperation, scope: FixScope): HitFix['changes'][number] | undefined {
  const place = operation.place === '' ? scope.item : scope.item.places?.[operation.place];
  if (place === undefined) return undefined;
  const manifest = ('manifest' in place ? place.manifest : undefined) ?? scope.manifest;
  const pointer = below(place.pointer, say(operation.pointer, scope));
  const to = operation.op === 'move' ? below(place.pointer, operation.to) : '';
  if (pointer === undefined || to === undefined) return undefined;
  const change = toChange(operation, manifest.object, pointer, to, scope);
  return change && { manifest, change };
}

function toChange(
  operation: CompiledOperation,
  object: JsonValue,
  pointer: Pointer,
  to: Pointer,
  scope: FixScope,
): Change | undefined {
  const old = resolve(object, pointer);
  switch (operation.op) {
    case 'add-document':
      return { op: 'add-document', value: givenValue(operation, scope) };
    case 'set': {
      const value = givenValue(operation, scope);
      if (old === undefined)
        return { op: 'add', pointer, value, ...(operation.after.length > 0 ? { after: operation.after } : {}) };
      return old === value ? undefined : { op: 'replace', pointer, value };
    }
    case 'rename':
      return old === undefined ? undefined : { op: 'rename', pointer, name: say(operation.name, scope) };
    case 'remove':
      return old === undefined
        ? undefined
        : { op: 'remove', pointer: operation.prune ? pruned(object, pointer) : pointer };
    case 'move':
      return old === undefined ? undefined : { op: 'move', from: pointer, pointer: to };
    case 'quote':
      return old === undefined ? undefined : { op: 'quote', pointer };
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
