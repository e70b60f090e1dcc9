import type { TextEdit } from '../../src/edit/index.ts';
import {
  type Fix,
  isObject,
  isWithin,
  type JsonValue,
  join,
  lastSegment,
  nearestExisting,
  type Operation,
  type Pointer,
  parent,
  resolve,
  type SourceDocument,
} from '../../src/model/index.ts';
import { parse } from '../../src/source/index.ts';

/** Pointers at which a text says something else than before although no operation of the fix names them. */
export function differencesElsewhere(before: string, after: string, { operations }: Fix): string[] {
  const added = operations.filter(({ op }) => op === 'add-document');
  const old = parse({ uri: '', text: before }).documents;
  const documents = parse({ uri: '', text: after }).documents;
  const left = documents.filter((_, index) => !added.some(({ document }) => index === document + 1));
  if (left.length !== old.length) return [`${documents.length} documents`];
  return old.flatMap(({ value }, index) => {
    const named = operations.filter(({ document }) => document === index).flatMap(namedBy);
    return differences(value, left[index]?.value, '')
      .filter((pointer) => !named.some((name) => isWithin(pointer, name) || isWithin(name, pointer)))
      .map((pointer) => `document ${index}: ${pointer}`);
  });
}

function namedBy(operation: Operation): Pointer[] {
  if (operation.op === 'add-document') return [];
  const pointers = operation.op === 'move' ? [operation.from, operation.pointer] : [operation.pointer];
  const holder = (pointer: Pointer): Pointer => (/^(?:-|\d+)$/.test(lastSegment(pointer)) ? parent(pointer) : pointer);
  const renamed = operation.op === 'rename' ? [join(parent(operation.pointer), operation.name)] : [];
  return [...pointers.map(holder), ...renamed];
}

/** The innermost places at which two values differ; of lists that differ in length, the list. */
function differences(a: JsonValue | undefined, b: JsonValue | undefined, at: Pointer): Pointer[] {
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.flatMap((item, index) => differences(item, b[index], join(at, index)));
  if (!isObject(a) || !isObject(b)) return JSON.stringify(a) === JSON.stringify(b) ? [] : [at];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differences(a[key], b[key], join(at, key)));
}

/** Text that edits take away although it stands on no line of what the fix changes or moves, or of a comment above that. */
export function deletedElsewhere(text: string, edits: readonly TextEdit[], { operations }: Fix): string[] {
  const lines = text.split('\n');
  const { documents } = parse({ uri: '', text });
  const own = new Set(operations.flatMap((operation) => linesOf(documents[operation.document], operation, lines)));
  return edits.flatMap(({ range: { start, end } }) => {
    const touched = lines.slice(start.line, end.line + 1).map((line, index) => {
      const from = index === 0 ? start.column : 0;
      return {
        number: start.line + index,
        gone: start.line + index === end.line ? line.slice(from, end.column) : line.slice(from),
      };
    });
    return touched.filter(({ number, gone }) => gone.trim() !== '' && !own.has(number)).map(({ gone }) => gone);
  });
}

function linesOf(document: SourceDocument | undefined, operation: Operation, lines: readonly string[]): number[] {
  if (document?.value === undefined || operation.op === 'add-document') return [];
  const { value } = document;
  const places = [nearestExisting(value, operation.op === 'move' ? operation.from : operation.pointer)];
  // The hidden ones have no pointer: they stand somewhere in the same mapping.
  if (operation.op === 'remove-hidden') places.push(parent(operation.pointer));
  // What is made may take the place of null or of empty brackets.
  const holder = nearestExisting(value, operation.pointer);
  if (isEmpty(resolve(value, holder))) places.push(holder);
  return places.flatMap((pointer) => {
    const range = pointer === '' ? document.range : document.rangeOf(pointer, 'entry');
    if (range === undefined) return [];
    let first = range.start.line;
    while (/^\s*#/.test(lines[first - 1] ?? '')) first -= 1;
    return Array.from({ length: range.end.line - first + 1 }, (_, index) => first + index);
  });
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
