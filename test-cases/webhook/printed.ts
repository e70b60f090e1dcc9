import { type Io, run } from '../../src/cli/index.ts';
import type { JsonObject } from '../../src/model/index.ts';
import { manifests, parse } from '../../src/source/index.ts';

const nowhere: AsyncIterable<Uint8Array> = (async function* () {})();

/** What a command prints. Throws with what it says when it fails. */
export async function printedText(...argv: string[]): Promise<{ stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const to = (name: keyof typeof written): Io['stdout'] => ({
    write: (text) => {
      written[name] += text;
    },
    isTTY: false,
  });
  const status = await run(argv, {
    stdout: to('stdout'),
    stderr: to('stderr'),
    stdin: nowhere,
    cwd: process.cwd(),
    env: {},
    now: Date.now,
    program: 'sidecarlint',
    product: { name: 'sidecarlint', version: '1.2.3', homepage: '', issues: '' },
    serve: () => Promise.resolve(''),
    lsp: () => Promise.resolve(0),
    docsUrl: () => '',
  });
  if (status !== 0) throw new Error(written.stderr);
  return written;
}

/** The objects that a command prints. */
export async function printed(...argv: string[]): Promise<JsonObject[]> {
  return objectsIn((await printedText(...argv)).stdout);
}

export function objectsIn(text: string): JsonObject[] {
  return manifests(parse({ uri: '-', text })).map(({ object }) => object);
}
