import type { IncomingMessage } from 'node:http';
import type { Limits } from './settings.ts';

const headLength = 65_536;

/** Why there is no body: the HTTP status to answer with, and words. */
export interface NoBody {
  code: number;
  reason: string;
  /** Of a body that is too large: its first bytes. The rest has been read and thrown away. */
  head?: Buffer;
}

/** Reads bodies without ever holding more than the limits allow. */
export class BodyReader {
  readonly #limits: Limits;
  #waiting = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Bytes of bodies being read or used. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * Reads one body and hands it to `use`; until that returns it counts as waiting. `milliseconds`: how long the client may take.
   * Callbacks, not promises: each review passes here.
   */
  read(request: IncomingMessage, milliseconds: number, use: (body: Buffer | NoBody) => void): void {
    const { body: largest, waiting: most } = this.#limits;
    const { setAside, kept } = this.#plan(request);
    const chunks: Buffer[] = [];
    let [counted, length, isDone] = [setAside, 0, false];
    this.#waiting += setAside;
    const finish = (result: Buffer | NoBody): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      try {
        use(result);
      } finally {
        this.#waiting -= counted;
      }
    };
    const timer = setTimeout(() => finish({ code: 408, reason: 'the body did not arrive in time' }), milliseconds);
    if (this.#waiting > most && this.#waiting > counted) {
      request.resume();
      finish({ code: 429, reason: 'too many large reviews are waiting' });
      return;
    }
    request.on('data', (chunk: Buffer) => {
      if (isDone) return;
      if (length <= kept) {
        chunks.push(chunk);
        const more = Math.max(0, length + chunk.length - counted);
        counted += more;
        this.#waiting += more;
      }
      length += chunk.length;
      // What has no end is not read to its end.
      if (length > 8 * largest) finish({ code: 413, reason: 'the body has no end' });
    });
    request.on('end', () => finish(length > largest ? tooLarge(chunks) : joined(chunks)));
    const cutOff = (): void => finish({ code: 400, reason: 'the body was cut off' });
    request.on('close', cutOff);
    request.on('error', cutOff);
  }

  /** How much is set aside for a body, and how much of it is kept: of one that is too large the head, which tells whom to answer. */
  #plan({ headers }: IncomingMessage): { setAside: number; kept: number } {
    const stated = Number(headers['content-length'] ?? Number.NaN);
    if (Number.isNaN(stated)) return { setAside: 0, kept: this.#limits.body };
    const length = stated > this.#limits.body ? headLength : stated;
    return { setAside: length, kept: length };
  }
}

function joined(chunks: readonly Buffer[]): Buffer {
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
}

function tooLarge(chunks: readonly Buffer[]): NoBody {
  const head = Buffer.concat(chunks.slice(0, 4)).subarray(0, headLength);
  return { code: 413, reason: 'the review is too large', head };
}
