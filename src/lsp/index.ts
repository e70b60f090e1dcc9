import type { Readable, Writable } from 'node:stream';
import { connect } from './connection.ts';
import { Server } from './server.ts';

/** Talks to one editor until it has gone; answers the exit code that the protocol wants. `version`: what the server says it is. */
export async function serve(input: Readable, output: Writable, version: string): Promise<number> {
  const { connection, ended } = connect(input, output);
  const server = new Server(connection, version);
  connection.listen();
  const code = await ended;
  server.stop();
  connection.dispose();
  // An editor that only says exit leaves its end of the stream open.
  input.destroy();
  return code;
}
