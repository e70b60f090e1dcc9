import { type Chunk, type Split, splitFrom } from './split.ts';

/** How the chunks of a text continue those of its last version: some from its beginning and some from its end are the same. */
export interface Continued extends Split {
  /** How many chunks at the beginning are those of the last version. */
  head: number;
  /** How many chunks at the end are; they may have moved. */
  tail: number;
}

/** Cuts a text of which an earlier version was cut: looks only at what lies between its first and its last difference. */
export function splitAgain(text: string, before: Split & { text: string }): Continued {
  const { chunks } = before;
  const same = commonStart(text, before.text);
  // A chunk is whole when the separator behind it is, or the brace that the next one begins with.
  const next = firstIndex(chunks, ({ from }) => from >= same);
  const head = Math.max(0, next - 1);
  const end = before.text.length - commonEnd(text, before.text, same);
  const shift = text.length - before.text.length;
  // Where the splitter gave up, nothing is known of the end.
  const late = before.badSeparator ? chunks.length : firstIndex(chunks, ({ from }) => from >= end && from > 0);
  const offsets = new Map(chunks.slice(late).map((chunk, index) => [chunk.from + shift, late + index]));
  const { from = 0, firstLine = 0 } = chunks[head] ?? {};
  const result = splitFrom(text, { from, firstLine }, (offset) => offsets.has(offset));
  const { badSeparator } = result;
  const kept = chunks.slice(0, head);
  if (result.next === undefined) {
    return { head, tail: 0, chunks: [...kept, ...result.chunks], ...(badSeparator && { badSeparator }) };
  }
  const at = offsets.get(result.next.from) ?? chunks.length;
  const lines = result.next.firstLine - (chunks[at]?.firstLine ?? 0);
  const moved = chunks.slice(at).map((chunk) => {
    return shift === 0 && lines === 0
      ? chunk
      : { ...chunk, from: chunk.from + shift, firstLine: chunk.firstLine + lines };
  });
  return { head, tail: moved.length, chunks: [...kept, ...result.chunks, ...moved] };
}

/** Index of the first chunk that satisfies; chunks are in order, and so is what is asked. */
function firstIndex(chunks: readonly Chunk[], holds: (chunk: Chunk) => boolean): number {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const chunk = chunks[middle];
    if (chunk !== undefined && holds(chunk)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Comparing whole stretches is a hundred times as fast as comparing characters. */
function commonStart(a: string, b: string): number {
  let low = 0;
  let high = Math.min(a.length, b.length);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (a.slice(low, middle) === b.slice(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Characters that both texts end with, none of them among the first `taken`. */
function commonEnd(a: string, b: string, taken: number): number {
  let low = 0;
  let high = Math.min(a.length, b.length) - taken;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (a.slice(a.length - middle, a.length - low) === b.slice(b.length - middle, b.length - low)) low = middle;
    else high = middle - 1;
  }
  return low;
}
