import type { JsonValue } from '../model/index.ts';
import { type Outline, outline, type Written, type WrittenEntry } from '../source/index.ts';
import { type Style, styleOf } from './emit.ts';
import { endOfItsLine, lineStart } from './lines.ts';
import { Refusal } from './refusal.ts';

/** One document: its text, lines ending in '\n', and where everything stands in it. */
export interface Page {
  text: string;
  outline: Outline;
  style: Style;
}

/** What is to be put somewhere: a value, and how it is written where it comes from. */
export interface Payload {
  value: JsonValue;
  raw?: Raw;
}

/** Text that is moved. */
export interface Raw {
  /** An item of a list without its dash, or a member with its key. */
  kind: 'item' | 'member';
  text: string;
  inBrackets: boolean;
  /** Column of its first character, or of the line it stands on. */
  column: number;
  /** Blanks between the dash of an item and the item. */
  gap: string;
  /** Comment lines above it, without indentation. */
  comments: string[];
  /** From a key to the dashes of the list it was in. */
  dash: number;
  /** Between the brackets of its list and the first and the last item. */
  open: string;
  close: string;
}

export function pageOf(text: string): Page {
  const found = outline(text);
  if (found === undefined) throw new Refusal('the document cannot be read as YAML or JSON');
  return { text, outline: found, style: styleOf(found, text) };
}

/** Where what is written for an entry ends: the end of a line. */
export function entryEnd({ text }: Page, { value, after }: WrittenEntry): number {
  if (value === undefined) return endOfItsLine(text, after);
  return keepsBreaks(text, value) ? Math.max(value.span.to, value.end - 1) : endOfItsLine(text, value.span.to);
}

/** It ends in a text block (`|+`) that holds the blank lines behind it. */
function keepsBreaks(text: string, value: Written): boolean {
  let last = value;
  while (!last.inBrackets) {
    const next = last.entries.at(-1)?.value;
    if (next === undefined) break;
    last = next;
  }
  const header = text.slice(last.span.from, last.span.to).split('\n')[0] ?? '';
  return last.kind === 'block' && /^[|>][1-9]?\+/.test(header);
}

/** The blanks in front of the line of `at`. */
export function indentOf(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? '';
}
