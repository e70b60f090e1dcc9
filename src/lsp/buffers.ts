import { type Range, type TextDocumentContentChangeEvent, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Encoding, fromEditor, linesOf } from './encoding.ts';

export type Buffers = TextDocuments<TextDocument>;

/** The texts that are open in the editor. `encoding` is asked at each change: it is agreed on after this is made. */
export function openBuffers(encoding: () => Encoding): Buffers {
  return new TextDocuments({
    create: TextDocument.create,
    update(document, changes, version) {
      if (encoding() === 'utf-16') return TextDocument.update(document, changes, version);
      // Each change refers to the text that the one before left.
      for (const change of changes) TextDocument.update(document, [inUnits(document, change)], version);
      return document;
    },
  });
}

function inUnits(document: TextDocument, change: TextDocumentContentChangeEvent): TextDocumentContentChangeEvent {
  if (!('range' in change)) return change;
  const lines = linesOf(document.getText());
  const place = (at: Range['start']): Range['start'] => {
    const { line, column } = fromEditor(at, 'utf-8', lines);
    return { line, character: column };
  };
  return { text: change.text, range: { start: place(change.range.start), end: place(change.range.end) } };
}
