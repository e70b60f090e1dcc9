import type { Change, Source } from '../model/index.ts';
import { type Cut, cut, parse } from '../source/index.ts';
import { carryOut } from './carry-out.ts';
import { type Page, pageOf } from './page.ts';
import { Pieces } from './pieces.ts';
import { Refusal } from './refusal.ts';
import { applyEdits, type TextEdit, toEdit } from './text-edit.ts';

/** A change of one document of a text. */
export type DocumentChange = Change & { document: number };

/** The text with the changes carried out and the edits that lead to it, or why they cannot be made without harm. */
export type Edited = { text: string; edits: TextEdit[] } | { refused: string };

/**
 * Carries out changes, one after the other, and leaves everything else as it is: comments, order, quotes, indentation, line breaks. All of
 * them or none.
 */
export function edit(source: Source, changes: readonly DocumentChange[]): Edited {
  const editor = new Editor(source);
  const refused = editor.attempt(changes);
  return refused === '' ? editor.result() : { refused };
}

/** One document while it is changed. */
interface Draft {
  pieces: Pieces;
  page: Page;
}

/** A text to which changes are made, some of them together, as far as they can be. Only the documents they name are read. */
export class Editor {
  readonly #source: Source;
  readonly #documents: readonly Cut[];
  readonly #lines: readonly string[];
  readonly #drafts = new Map<number, Draft>();

  constructor(source: Source) {
    this.#source = source;
    this.#documents = cut(source);
    this.#lines = source.text.split('\n');
  }

  /** Makes the changes, all or none; pointers are those of the text as it is by now. Answers why not, or ''. */
  attempt(changes: readonly DocumentChange[]): string {
    const drafts = new Map<number, Draft>();
    try {
      for (const change of changes) {
        const { document } = change;
        const draft = drafts.get(document) ?? this.#drafts.get(document) ?? this.#open(document);
        const pieces = draft.pieces.copy();
        const page = carryOut(pieces, draft.page, change);
        drafts.set(document, { pieces, page });
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.message;
    }
    for (const [document, draft] of drafts) this.#drafts.set(document, draft);
    return '';
  }

  result(): Edited {
    const edits = [...this.#drafts]
      .sort(([a], [b]) => a - b)
      .flatMap(([index, { pieces }]) => {
        const { firstLine = 0, lines = 0 } = this.#documents[index] ?? {};
        return pieces.splices().map((splice) => toEdit(splice, this.#lines, firstLine, firstLine + lines));
      });
    const text = applyEdits(this.#source.text, edits);
    return this.#isSound(text) ? { text, edits } : { refused: 'another document of the text would change' };
  }

  #open(index: number): Draft {
    const document = this.#documents[index];
    if (document === undefined) throw new Refusal('the text has no such document');
    try {
      return { pieces: new Pieces(document.text), page: pageOf(document.text) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const [{ skip } = { skip: undefined }] = parse({ ...this.#source, text: document.text }).documents;
      throw skip === undefined ? error : new Refusal(skip.reason);
    }
  }

  /** Cut again, the text has the documents that were changed as they were proven, and all others as they were. */
  #isSound(text: string): boolean {
    const wanted = this.#documents.flatMap((document, index) => {
      const draft = this.#drafts.get(index);
      if (draft === undefined) return [document.text];
      return cut({ uri: '', text: draft.pieces.text }).map((part) => part.text);
    });
    const found = cut({ ...this.#source, text }).map((document) => document.text);
    return found.length === wanted.length && found.every((document, index) => document === wanted[index]);
  }
}
