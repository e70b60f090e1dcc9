import type { Position, Range } from '../model/index.ts';
import type { Span } from './reading.ts';

/** Turns spans of a chunk into ranges of the source; lines are counted at the first call. */
export class Positions {
  /** 0-based line of the source where the chunk begins. */
  firstLine: number;
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string, firstLine: number) {
    this.#text = text;
    this.firstLine = firstLine;
  }

  range({ from, to }: Span): Range {
    return { start: this.#position(from), end: this.#position(to) };
  }

  #position(offset: number): Position {
    this.#starts ??= lineStarts(this.#text);
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: this.firstLine + low, column: offset - (starts[low] ?? 0) };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
