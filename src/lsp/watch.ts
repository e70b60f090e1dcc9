import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
} from 'vscode-languageserver';
import type { Connection } from './connection.ts';
import { name } from './name.ts';

const patterns = [
  '**/*.{yaml,yml,json}',
  '**/*.{yaml,yml,json}.*',
  '**/policy.config.*',
  '**/.gitignore',
  '**/.sidecarlintignore',
];

/** Asks the editor to tell what changes on disk and in its settings, where it can. */
export function watch(connection: Connection, { capabilities }: InitializeParams): void {
  const { didChangeWatchedFiles, didChangeConfiguration } = capabilities.workspace ?? {};
  if (didChangeWatchedFiles?.dynamicRegistration === true) {
    const watchers = patterns.map((globPattern) => ({ globPattern }));
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
  if (didChangeConfiguration?.dynamicRegistration === true)
    void connection.client.register(DidChangeConfigurationNotification.type, { section: name });
}
