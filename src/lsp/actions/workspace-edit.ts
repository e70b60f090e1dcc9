import type { ClientCapabilities, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Fixed } from '../../edit/index.ts';
import { type Encoding, linesOf, toEditor } from '../encoding.ts';

/** What has been carried out as an edit of the workspace; undefined when that is nothing. */
export type EditWriter = (fixed: Fixed) => WorkspaceEdit | undefined;

/** How texts are known to the editor. */
export interface Texts {
  addressOf(uri: string): string;
  textOf(uri: string): string;
  /** Of an open buffer; null for a file that nobody has open. */
  versionOf(uri: string): number | null;
}

/** `documentChanges` tell the version they were made for, so that an editor can refuse to change another one. */
export function editWriter(client: ClientCapabilities, encoding: Encoding, texts: Texts): EditWriter {
  const isVersioned = client.workspace?.workspaceEdit?.documentChanges === true;
  return (fixed) => {
    if (fixed.texts.length === 0) return undefined;
    const files = fixed.texts.map(({ uri, edits }) => {
      const lines = linesOf(texts.textOf(uri));
      const inEditor = edits.map(
        ({ range, newText }): TextEdit => ({ range: toEditor(range, encoding, lines), newText }),
      );
      return { uri: texts.addressOf(uri), version: texts.versionOf(uri), edits: inEditor };
    });
    if (!isVersioned) return { changes: Object.fromEntries(files.map(({ uri, edits }) => [uri, edits])) };
    return { documentChanges: files.map(({ uri, version, edits }) => ({ textDocument: { uri, version }, edits })) };
  };
}
