/** What is nested deeper no manifest needs. */
export const deepest = 300;

/** Keys and indices from the root of a document. */
export type Path = readonly (string | number)[];

/** Where a cursor stands in a text that may be broken. */
export interface Cursor {
  /** Of the value; of the mapping, or the item of a list, that begins here; of the text whose line this is. */
  path: Path;
  /** value: behind its key. start: a key, or a value on a line of its own. text: a line of a block of text. */
  slot: 'value' | 'start' | 'text';
  /** Offsets of the word that is being written, quotes not included. */
  from: number;
  to: number;
  /** The quote it is written in; '' for none. */
  quote: string;
  /** A colon is there already. */
  isKey: boolean;
  /** Must stand before the word: a blank right behind the colon. */
  lead: string;
}

/** A scalar that was met, with its path. */
export interface Entry {
  path: Path;
  value: string;
}

/** What a look at a text finds. */
export interface Outline {
  entries: Entry[];
  cursor: Cursor | undefined;
}

export interface Word {
  from: number;
  to: number;
  quote: string;
  value: string;
}

/** The scalar of one line that begins at `from`; its quotes are not part of it. */
export function wordAt(text: string, from: number, end: number): Word {
  const quote = text[from] ?? '';
  if (quote === '"' || quote === "'") {
    let to = from + 1;
    while (to < end && text[to] !== quote) to += quote === '"' && text[to] === '\\' ? 2 : 1;
    to = Math.min(to, end);
    return { from: from + 1, to, quote, value: text.slice(from + 1, to) };
  }
  const line = text.slice(from, end);
  const comment = line.search(/(?:^|\s)#/);
  const value = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  return { from, to: from + value.length, quote: '', value };
}

/** The cursor in a word; the end of a word belongs to it. */
export function inWord(word: Word, at: number, place: Pick<Cursor, 'path' | 'slot' | 'isKey'>): Cursor | undefined {
  if (at < word.from || at > word.to) return undefined;
  return { ...place, from: word.from, to: word.to, quote: word.quote, lead: '' };
}
