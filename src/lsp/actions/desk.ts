import type { ClientCapabilities } from 'vscode-languageserver';
import type { Buffers } from '../buffers.ts';
import type { Encoding } from '../encoding.ts';
import type { Project } from '../project.ts';
import type { Addresses } from '../projects.ts';
import type { Desk } from './actions.ts';
import { editWriter } from './workspace-edit.ts';

/** The texts of a project, as its findings name them. */
export function deskOf(
  project: Project,
  client: ClientCapabilities,
  encoding: Encoding,
  buffers: Buffers,
  addresses: Addresses,
): Desk {
  const addressOf = (uri: string): string => addresses.of(project.pathOf(uri));
  const textOf = (uri: string): string => project.text(uri);
  return {
    sourceOf: (uri) => (textOf(uri) === '' ? undefined : { uri, text: textOf(uri) }),
    letPass: (finding) => project.run?.letPass(finding),
    write: editWriter(client, encoding, {
      addressOf,
      textOf,
      versionOf: (uri) => buffers.get(addressOf(uri))?.version ?? null,
    }),
  };
}
