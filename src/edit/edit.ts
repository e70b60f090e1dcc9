import type { Change, Source, SourceDocument } from '../model/index.ts';
import { parse } from '../source/index.ts';
import { carryOut } from './carry-out.ts';
import { type Page, pageOf } from './page.ts';
import { Pieces } from './pieces.ts';
import { Refusal } from './refusal.ts';
import { applyEdits, type TextEdit, toEdit } from './text-edit.ts';
import { same } from './value.ts';

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
  /** Documents put behind it. */
  added: number;
}

/** A text to which changes are made, some of them together, as far as they can be. */
export class Editor {
  readonly #source: Source;
  readonly #documents: readonly SourceDocument[];
  readonly #reason: string;
  readonly #lines: readonly string[];
  #drafts = new Map<number, Draft>();

  constructor(source: Source) {
    const { documents, skip } = parse(source);
    this.#source = source;
    this.#documents = documents;
    this.#reason = skip?.reason ?? 'the text has no such document';
    this.#lines = source.text.split('\n');
  }

  /** Makes the changes, all or none; pointers are those of the text as it is by now. Answers why not, or ''. */
  attempt(changes: readonly DocumentChange[]): string {
    const drafts = new Map(this.#drafts);
    try {
      for (const change of changes) {
        const draft = drafts.get(change.document) ?? this.#open(change.document);
        const pieces = draft.pieces.copy();
        const page = carryOut(pieces, draft.page, change);
        drafts.set(change.document, { pieces, page, added: draft.added + (change.op === 'add-document' ? 1 : 0) });
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.message;
    }
    this.#drafts = drafts;
    return '';
  }

  result(): Edited {
    const edits = [...this.#drafts]
      .sort(([a], [b]) => a - b)
      .flatMap(([index, { pieces }]) => {
        const { start, end } = this.#documents[index]?.range ?? { start: { line: 0 }, end: { line: 0 } };
        return pieces.splices().map((splice) => toEdit(splice, this.#lines, start.line, end.line));
      });
    const text = applyEdits(this.#source.text, edits);
    const refused = this.#harm(parse({ ...this.#source, text }).documents);
    return refused === '' ? { text, edits } : { refused };
  }

  #open(index: number): Draft {
    const document = this.#documents[index];
    if (document === undefined) throw new Refusal(this.#reason);
    if (document.value === undefined) throw new Refusal(document.skip?.reason ?? 'the document cannot be read');
    const { start, end } = document.range;
    const own = this.#lines.slice(start.line, end.line).map((line) => line.replace(/\r$/, ''));
    const text = `${own.join('\n')}\n`;
    return { pieces: new Pieces(text), page: pageOf(text), added: 0 };
  }

  /** Documents that no change names must say what they said, and those that were changed what they should. */
  #harm(after: readonly SourceDocument[]): string {
    let shift = 0;
    for (const { index, value } of this.#documents) {
      const draft = this.#drafts.get(index);
      if (!same(after[index + shift]?.value, draft?.page.outline.value ?? value))
        return 'another document of the text would change';
      shift += draft?.added ?? 0;
    }
    return after.length === this.#documents.length + shift ? '' : 'the text would be cut into other documents';
  }
}
