import { type Fix, isWithin, lastSegment, type Operation, type Pointer, parent, type Source } from '../model/index.ts';
import { Editor } from './edit.ts';
import type { TextEdit } from './text-edit.ts';

/** What became of fixes that were tried together. */
export interface Fixed {
  /** Texts that change. */
  texts: { uri: string; text: string; edits: TextEdit[] }[];
  done: Fix[];
  /** Fixes that would harm a text, and why. */
  refused: { fix: Fix; reason: string }[];
  /** Fixes that touch what another one has changed: to be found and tried again in the new text. */
  later: Fix[];
}

/** Carries out fixes in their order, each wholly or not at all. `sourceOf` gives the texts that they name. */
export function applyFixes(fixes: readonly Fix[], sourceOf: (uri: string) => Source | undefined): Fixed {
  const editors = new Map<string, Editor>();
  const editorOf = (uri: string): Editor | undefined => {
    const source = sourceOf(uri);
    const editor = editors.get(uri) ?? (source && new Editor(source));
    if (editor !== undefined) editors.set(uri, editor);
    return editor;
  };
  const result: Fixed = { texts: [], done: [], refused: [], later: [] };
  const known = new Set<string>();
  const made: Operation[] = [];
  for (const fix of fixes) {
    const identity = JSON.stringify(fix.operations, (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
    if (known.has(identity)) result.done.push(fix);
    else if (fix.operations.some((operation) => made.some((before) => disturbs(before, operation))))
      result.later.push(fix);
    else {
      const reason = attempt(fix, editorOf);
      if (reason !== '') {
        result.refused.push({ fix, reason });
        continue;
      }
      known.add(identity);
      made.push(...fix.operations);
      result.done.push(fix);
    }
  }
  for (const [uri, editor] of editors) {
    const edited = editor.result();
    if ('text' in edited) {
      if (edited.edits.length > 0) result.texts.push({ uri, ...edited });
      continue;
    }
    const lost = result.done.filter(({ operations }) => operations.some((operation) => operation.uri === uri));
    result.done = result.done.filter((fix) => !lost.includes(fix));
    result.refused.push(...lost.map((fix) => ({ fix, reason: edited.refused })));
  }
  return result;
}

function attempt(fix: Fix, editorOf: (uri: string) => Editor | undefined): string {
  const [first] = fix.operations;
  const uri = first?.uri ?? '';
  if (fix.operations.some((operation) => operation.uri !== uri)) return 'it changes several files at once';
  return editorOf(uri)?.attempt(fix.operations) ?? 'its text is not at hand';
}

/** Whether `before` has changed what `operation` is about, or the numbers of the list it is in. */
function disturbs(before: Operation, operation: Operation): boolean {
  if (before.uri !== operation.uri || before.document !== operation.document) return false;
  return touched(before).some((place) =>
    named(operation).some((pointer) => isWithin(pointer, place) || isWithin(place, pointer)),
  );
}

function touched(operation: Operation): Pointer[] {
  if (operation.op === 'add-document' || (operation.op === 'add' && lastSegment(operation.pointer) === '-')) return [];
  const pointer = operation.op === 'move' ? operation.from : operation.pointer;
  const isItem = /^\d+$/.test(lastSegment(pointer)) && (operation.op === 'remove' || operation.op === 'move');
  return [isItem ? parent(pointer) : pointer];
}

function named(operation: Operation): Pointer[] {
  if (operation.op === 'add-document') return [];
  return operation.op === 'move' ? [operation.from, operation.pointer] : [operation.pointer];
}
