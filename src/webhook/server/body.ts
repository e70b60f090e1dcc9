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
  #waiting = 0;
  readonly #limits: Limits;
  readonly #onChange: (bytes: number) => void;

  constructor(limits: Limits, onChange: (bytes: number) => void) {
    this.#limits = limits;
    this.#onChange = onChange;
  }

  /**
   * Reads one body and hands it to `use`; until that is done it counts as waiting. `milliseconds`: how long the client may take.
   */
  async with<Result>(
    request: IncomingMessage,
    milliseconds: number,
    use: (body: Buffer | NoBody) => Result,
  ): Promise<Result> {
    const { length, kept } = this.#plan(request);
    const counted = { bytes: 0 };
    try {
      this.#count(counted, length);
      if (this.#waiting > this.#limits.waiting && this.#waiting > counted.bytes) {
        request.resume();
        return use({ code: 429, reason: 'too many large reviews are waiting' });
      }
      return use(await this.#read(request, milliseconds, counted, kept));
    } finally {
      this.#count(counted, -counted.bytes);
    }
  }

  /** How much is set aside for a body, and how much of it is kept: of one that is too large the head, which tells whom to answer. */
  #plan({ headers }: IncomingMessage): { length: number; kept: number } {
    const stated = Number(headers['content-length'] ?? Number.NaN);
    if (Number.isNaN(stated)) return { length: 0, kept: this.#limits.body };
    const length = stated > this.#limits.body ? headLength : stated;
    return { length, kept: length };
  }

  #count(counted: { bytes: number }, bytes: number): void {
    counted.bytes += bytes;
    this.#waiting += bytes;
    this.#onChange(this.#waiting);
  }

  #read(
    request: IncomingMessage,
    milliseconds: number,
    counted: { bytes: number },
    kept: number,
  ): Promise<Buffer | NoBody> {
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let [length, isDone] = [0, false];
      const finish = (result: Buffer | NoBody): void => {
        clearTimeout(timer);
        isDone = true;
        resolve(result);
      };
      const timer = setTimeout(() => finish({ code: 408, reason: 'the body did not arrive in time' }), milliseconds);
      request.on('data', (chunk: Buffer) => {
        if (isDone) return;
        if (length <= kept) {
          chunks.push(chunk);
          if (length + chunk.length > counted.bytes) this.#count(counted, length + chunk.length - counted.bytes);
        }
        length += chunk.length;
        // What has no end is not read to its end.
        if (length > 8 * this.#limits.body) finish({ code: 413, reason: 'the body has no end' });
      });
      request.on('end', () => finish(length > this.#limits.body ? tooLarge(chunks) : Buffer.concat(chunks)));
      for (const event of ['close', 'error']) {
        request.on(event, () => finish({ code: 400, reason: 'the body was cut off' }));
      }
    });
  }
}

function tooLarge(chunks: readonly Buffer[]): NoBody {
  const head = Buffer.concat(chunks.slice(0, 4)).subarray(0, headLength);
  return { code: 413, reason: 'the review is too large', head };
}
