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
  const made = new Made();
  for (const fix of fixes) {
    if (made.isDisturbing(fix)) result.later.push(fix);
    else {
      const reason = made.has(fix) ? '' : attempt(fix, editorOf);
      if (reason === '') result.done.push(fix);
      else result.refused.push({ fix, reason });
      if (reason === '') made.add(fix);
    }
  }
  for (const [uri, editor] of editors) finish(result, uri, editor);
  return result;
}

/** A text whose changes cannot stand together stays as it was. */
function finish(result: Fixed, uri: string, editor: Editor): void {
  const edited = editor.result();
  if ('text' in edited) {
    if (edited.edits.length > 0) result.texts.push({ uri, ...edited });
    return;
  }
  const isLost = ({ operations }: Fix): boolean => operations.some((operation) => operation.uri === uri);
  result.refused.push(...result.done.filter(isLost).map((fix) => ({ fix, reason: edited.refused })));
  result.done = result.done.filter((fix) => !isLost(fix));
}

function attempt(fix: Fix, editorOf: (uri: string) => Editor | undefined): string {
  const [first] = fix.operations;
  const uri = first?.uri ?? '';
  if (fix.operations.some((operation) => operation.uri !== uri)) return 'it changes several files at once';
  return editorOf(uri)?.attempt(fix.operations) ?? 'its text is not at hand';
}

/** What has been carried out. */
class Made {
  readonly #known = new Set<string>();
  readonly #operations = new Map<string, Operation[]>();

  /** The very same was carried out for another finding. */
  has(fix: Fix): boolean {
    return this.#known.has(identityOf(fix));
  }

  /** It is about something that has been changed. */
  isDisturbing(fix: Fix): boolean {
    if (this.has(fix)) return false;
    return fix.operations.some((operation) =>
      this.#operations.get(documentOf(operation))?.some((before) => disturbs(before, operation)),
    );
  }

  add(fix: Fix): void {
    this.#known.add(identityOf(fix));
    for (const operation of fix.operations) {
      const before = this.#operations.get(documentOf(operation));
      if (before === undefined) this.#operations.set(documentOf(operation), [operation]);
      else before.push(operation);
    }
  }
}

const documentOf = ({ uri, document }: Operation): string => `${document} ${uri}`;

function identityOf({ operations }: Fix): string {
  return JSON.stringify(operations, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

/** Of one document: whether `before` has changed what `operation` is about, or the numbers of the list it is in. */
function disturbs(before: Operation, operation: Operation): boolean {
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
