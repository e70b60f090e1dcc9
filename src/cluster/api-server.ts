import type { JsonValue } from '../model/index.ts';

/** What an API server answered, before its body has arrived. */
export interface Answer {
  status: number;
  /** The body, in pieces; throws when the connection breaks. Whoever leaves it early closes the connection. */
  body: AsyncIterable<Buffer>;
}

/** The way to one API server. Everything above it knows nothing of certificates, tokens and contexts. */
export interface ApiServer {
  /** For messages: 'https://10.0.0.1:6443'. */
  readonly address: string;
  /** GET of an absolute path. Rejects when no answer comes. `isWatch`: the server may have nothing to say for long. */
  get(path: string, signal: AbortSignal, isWatch?: boolean): Promise<Answer>;
}

/** A status other than 2xx. */
export class StatusError extends Error {
  override name = 'StatusError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The largest page of a list: 500 objects of the 1.5 MiB that etcd takes would be more, but nobody has those. */
const mostBytes = 256 * 1024 * 1024;

/** A whole body as JSON. @throws {StatusError} */
export async function getJson(server: ApiServer, path: string, signal: AbortSignal): Promise<JsonValue> {
  const { status, body } = await server.get(path, signal);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`the answer to GET ${path} is larger than ${mostBytes >> 20} MiB`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (status < 200 || status > 299) throw statusError(status, path, text);
  return readJson(text, path);
}

/** The lines of a body as they arrive; with `onOpen`, called when the server has begun to answer, those of a watch. @throws {StatusError} */
export async function* getLines(
  server: ApiServer,
  path: string,
  signal: AbortSignal,
  onOpen?: () => void,
): AsyncGenerator<string> {
  const { status, body } = await server.get(path, signal, onOpen !== undefined);
  const isGood = status >= 200 && status <= 299;
  if (isGood) onOpen?.();
  let rest: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    let from = 0;
    for (let at = chunk.indexOf(10); isGood && at >= 0; at = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, at)]).toString('utf8');
      rest = [];
      bytes = 0;
      from = at + 1;
    }
    rest.push(chunk.subarray(from));
    bytes += chunk.length - from;
    if (bytes > mostBytes) throw new Error(`a line of GET ${path} is larger than ${mostBytes >> 20} MiB`);
  }
  const last = Buffer.concat(rest).toString('utf8');
  if (!isGood) throw statusError(status, path, last);
  if (last !== '') yield last;
}

export function readJson(text: string, path: string): JsonValue {
  try {
    // What JSON.parse makes is JSON.
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new Error(`the answer to GET ${path.split('?')[0]} is no JSON`);
  }
}

/** With the server's own words, where it has some: `nodes is forbidden: User "…" cannot list resource …`. */
function statusError(status: number, path: string, text: string): StatusError {
  const said = /"message"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text.slice(0, 4_096))?.[1];
  const words = said === undefined ? '' : `: ${JSON.parse(said)}`;
  return new StatusError(status, `GET ${path.split('?')[0]}: HTTP ${status}${words}`);
}
