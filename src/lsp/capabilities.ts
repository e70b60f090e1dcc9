import {
  type ClientCapabilities,
  CodeActionKind,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { fixAll } from './actions/kinds.ts';
import type { Encoding } from './encoding.ts';
import { name } from './name.ts';

export function encodingOf({ capabilities }: InitializeParams): Encoding {
  return capabilities.general?.positionEncodings?.includes('utf-8') === true ? 'utf-8' : 'utf-16';
}

/** The client asks for diagnostics itself, and can be told to ask again. Others are sent them. */
export function asksItself({ textDocument, workspace }: ClientCapabilities): boolean {
  return textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true;
}

/** The client takes edits as actions; older ones run commands, which there are none of. */
function takesActions({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.codeAction?.codeActionLiteralSupport !== undefined;
}

/** What the server says it can do. */
export function introduction(params: InitializeParams, version: string): InitializeResult {
  const diagnosticProvider = { identifier: name, interFileDependencies: true, workspaceDiagnostics: false };
  return {
    capabilities: {
      positionEncoding: encodingOf(params),
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      hoverProvider: true,
      ...(takesActions(params.capabilities)
        ? { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAll] } }
        : {}),
      completionProvider: { triggerCharacters: [' ', '"', "'", '/', '@', '_', '.'] },
      ...(asksItself(params.capabilities) ? { diagnosticProvider } : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
    serverInfo: { name, version },
  };
}
