import type { Readable, Writable } from 'node:stream';
import { createConnection, ProposedFeatures } from 'vscode-languageserver';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

export type Connection = ProposedFeatures.Connection;

/** How often the server looks whether the editor that started it is still there. */
const patience = 3000;

/**
 * A connection over two streams. `ended` is 0 when the client asked for the end as the protocol wants it (shutdown, then exit), and 1
 * when it just went away: its stream ended, or the process it named has.
 */
export function connect(input: Readable, output: Writable): { connection: Connection; ended: Promise<number> } {
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  let watch: NodeJS.Timeout | undefined;
  const watchDog = {
    shutdownReceived: false,
    initialize({ processId }: { processId: number | null }): void {
      if (processId === null) return;
      watch = setInterval(() => {
        if (!isAlive(processId)) gone();
      }, patience).unref();
    },
    exit: (code: number) => end(code),
  };
  const gone = (): void => end(watchDog.shutdownReceived ? 0 : 1);
  input.once('end', gone).once('close', gone).once('error', gone);
  output.once('error', gone);
  const connection = createConnection(
    (logger) => createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output), logger),
    watchDog,
    ProposedFeatures.all,
  );
  return { connection, ended: ended.finally(() => clearInterval(watch)) };
}

function isAlive(processId: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
