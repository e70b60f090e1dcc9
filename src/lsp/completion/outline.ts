import { lineEnd, readFlow } from './flow.ts';
import { deepest, inWord, type Outline, type Path, wordAt } from './scalar.ts';

/** A mapping or list that is open on the lines that follow. */
interface Frame {
  column: number;
  path: Path;
  /** Of a list: the index of its last item; undefined in a mapping. */
  index: number | undefined;
  /** Of a mapping: its last key. */
  key: string;
}

const properties = /(?:[&!]\S*[ \t]*)*/y;
const blockForm = /^[|>][-+0-9]*(?:\s+#.*)?$/;

/**
 * What indentation alone tells of a document: every scalar with its path, and where the cursor stands. The line that is being written
 * need not be YAML yet, nor any other.
 */
export function outlineOf(text: string, from: number, end: number, cursor: number): Outline {
  return new Reader(text.slice(0, end), cursor).read(from);
}

class Reader {
  readonly #text: string;
  readonly #cursor: number;
  readonly #frames: Frame[] = [];
  readonly #outline: Outline = { entries: [], cursor: undefined };

  constructor(text: string, cursor: number) {
    this.#text = text;
    this.#cursor = cursor;
  }

  read(from: number): Outline {
    const first = /\s*/y;
    first.lastIndex = from;
    first.test(this.#text);
    if (/[{[]/.test(this.#text[first.lastIndex] ?? '')) this.#flow(first.lastIndex, [], -1);
    else for (let at = from; at < this.#text.length; ) at = this.#line(at);
    if (this.#text.length === this.#cursor && /(?:^|\n)$/.test(this.#text)) this.#blank(this.#cursor, 0);
    return this.#outline;
  }

  /** Reads a line, and what begins in it; answers where the next one starts. */
  #line(start: number): number {
    const end = lineEnd(this.#text, start);
    let at = start + (/^ */.exec(this.#text.slice(start, end))?.[0].length ?? 0);
    const rest = this.#text.slice(at, end).trimEnd();
    if (rest === '') {
      if (this.#cursor >= start && this.#cursor <= end) this.#blank(this.#cursor, this.#cursor - start);
      return end + 1;
    }
    if (rest.startsWith('#')) return end + 1;
    while (/^-(?:\s|$)/.test(this.#text.slice(at, at + 2)) && this.#frames.length < deepest) {
      this.#item(at - start);
      const blanks = /^-[ \t]*/.exec(this.#text.slice(at, end))?.[0].length ?? 1;
      const isEmpty = at + blanks >= end || /^\s*$/.test(this.#text.slice(at + blanks, end));
      if (isEmpty && this.#cursor > at && this.#cursor <= end) this.#blank(this.#cursor, at - start + 1);
      if (isEmpty) return end + 1;
      at += blanks;
    }
    return this.#content(at, start, end);
  }

  #content(at: number, start: number, end: number): number {
    const column = at - start;
    const colon = this.#colonOf(at, end);
    if (colon === undefined) {
      if (/[{[]/.test(this.#text[at] ?? '')) return this.#flow(at, this.#childAt(column), column - 1);
      if (blockForm.test(this.#text.slice(at, end).trimEnd()))
        return this.#block(end + 1, this.#frames.at(-1)?.column ?? -1, this.#childAt(column));
      this.#scalar(at, end, this.#childAt(column), 'start');
      return end + 1;
    }
    const frame = this.#mapping(column);
    const name = wordAt(this.#text, at, colon);
    this.#outline.cursor ??= inWord(name, this.#cursor, { path: frame.path, slot: 'start', isKey: true });
    frame.key = name.value;
    return this.#value(colon + 1, end, frame);
  }

  /** The colon behind the key that begins at `at`, as far as people write keys. */
  #colonOf(at: number, end: number): number | undefined {
    const text = this.#text;
    const { quote, to } = wordAt(text, at, end);
    const from = quote === '' ? at : to + 1;
    if (quote === '' && /[#[\]{},&*!|>%@`]/.test(text[at] ?? '')) return undefined;
    for (let colon = text.indexOf(':', from); colon >= 0 && colon < end; colon = text.indexOf(':', colon + 1)) {
      if (quote !== '' && text.slice(from, colon).trim() !== '') return undefined;
      if (quote === '' && colon > to) return undefined;
      if (/\s|^$/.test(text[colon + 1] ?? '')) return colon;
    }
    return undefined;
  }

  /** What stands behind a colon. */
  #value(colon: number, end: number, frame: Frame): number {
    const path = [...frame.path, frame.key];
    const blanks = /^[ \t]*/.exec(this.#text.slice(colon, end))?.[0].length ?? 0;
    properties.lastIndex = colon + blanks;
    properties.test(this.#text);
    const at = Math.min(end, properties.lastIndex);
    const rest = this.#text.slice(at, end).trimEnd();
    if (rest === '' || rest.startsWith('#')) {
      const isHere = this.#cursor >= colon && this.#cursor <= (rest === '' ? end : at - 1);
      const lead = this.#cursor === colon ? ' ' : '';
      const place = { from: this.#cursor, to: this.#cursor, quote: '', isKey: false, lead };
      if (isHere) this.#outline.cursor ??= { path, slot: 'value', ...place };
      return end + 1;
    }
    if (blockForm.test(rest)) return this.#block(end + 1, frame.column, path);
    if (/^[{[]/.test(rest)) return this.#flow(at, path, frame.column);
    this.#scalar(at, end, path, 'value');
    return end + 1;
  }

  #scalar(at: number, end: number, path: Path, slot: 'value' | 'start'): void {
    const word = wordAt(this.#text, at, end);
    // Blanks that were just typed belong to a text of several words.
    const typed = word.quote === '' && this.#text.slice(word.to, end).trim() === '' ? end : word.to;
    const to = this.#cursor > word.to && this.#cursor <= typed ? this.#cursor : word.to;
    this.#outline.cursor ??= inWord({ ...word, to }, this.#cursor, { path, slot, isKey: false });
    this.#outline.entries.push({ path, value: word.value });
  }

  /** Lines of a text that are indented deeper than its key. */
  #block(start: number, column: number, path: Path): number {
    let at = start;
    const lines: string[] = [];
    while (at <= this.#text.length) {
      const end = lineEnd(this.#text, at);
      const line = this.#text.slice(at, end).trimEnd();
      const indent = line.length - line.trimStart().length;
      if (line !== '' && indent <= column) break;
      const isHere = this.#cursor >= at && this.#cursor <= end;
      if (isHere && this.#cursor - at > column) {
        const from = Math.min(at + (line === '' ? end - at : indent), this.#cursor);
        this.#outline.cursor = { path, slot: 'text', from, to: end, quote: '', isKey: false, lead: '' };
      } else if (isHere && line === '') this.#blank(this.#cursor, this.#cursor - at);
      lines.push(line.trim());
      at = end + 1;
    }
    this.#outline.entries.push({ path, value: lines.join('\n') });
    return at;
  }

  #flow(at: number, path: Path, column: number): number {
    const isOutside = (line: number): boolean => {
      const next = this.#text.slice(line, lineEnd(this.#text, line));
      return next.trim() !== '' && next.length - next.trimStart().length <= column && !/^\s*[\]}]/.test(next);
    };
    const next = readFlow(this.#text, at, { path, at: this.#cursor, isOutside }, this.#outline);
    return lineEnd(this.#text, next) + 1;
  }

  /** The cursor stands where nothing is written, at a column. */
  #blank(at: number, column: number): void {
    const path = this.#childAt(column);
    this.#outline.cursor ??= { path, slot: 'start', from: at, to: at, quote: '', isKey: false, lead: '' };
  }

  /** Path of what begins at a column: of the mapping whose keys stand there, else of a new value. */
  #childAt(column: number): Path {
    const frame = this.#frames.findLast((each) => each.column <= column && !(each.column === column && isList(each)));
    if (frame === undefined) return [];
    if (frame.column === column) return frame.path;
    return [...frame.path, frame.index ?? frame.key];
  }

  #mapping(column: number): Frame {
    const path = this.#childAt(column);
    while ((this.#frames.at(-1)?.column ?? -1) > column) this.#frames.pop();
    let top = this.#frames.at(-1);
    if (top?.column === column && isList(top)) {
      this.#frames.pop();
      top = this.#frames.at(-1);
    }
    if (top?.column === column) return top;
    const frame: Frame = { column, path, index: undefined, key: '' };
    this.#frames.push(frame);
    return frame;
  }

  #item(column: number): void {
    while ((this.#frames.at(-1)?.column ?? -1) > column) this.#frames.pop();
    const top = this.#frames.at(-1);
    if (top?.column === column && top.index !== undefined) {
      top.index += 1;
      return;
    }
    // A list may stand at the column of the key that holds it.
    const path = top === undefined ? [] : [...top.path, top.index ?? top.key];
    this.#frames.push({ column, path, index: 0, key: '' });
  }
}

function isList({ index }: Frame): boolean {
  return index !== undefined;
}
