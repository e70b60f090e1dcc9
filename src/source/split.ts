import type { Range } from '../model/index.ts';
import { isJson } from './json-reader.ts';

/** One document as Kubernetes' splitter cuts it, before any YAML is read. */
export interface Chunk {
  /** What the reader gets: lines end in '\n', also where the source has '\r\n'. Lines and columns are those of the source. */
  text: string;
  /** 0-based line of the source where the chunk begins. */
  firstLine: number;
  /** How many lines it covers, the separator behind it excluded. */
  lines: number;
  /** Offset of the source where the chunk begins. */
  from: number;
}

/** The chunks of a text; `badSeparator` is where the splitter gave up. */
export interface Split {
  chunks: Chunk[];
  badSeparator?: Range;
}

// A byte order mark is white space for JavaScript only.
const comment = /^[^\S\ufeff]*(?:#|$)/;

/**
 * Cuts a text at lines that begin with `---`, whatever stands around them, as k8s.io/apimachinery's YAMLReader does: a separator ends
 * the chunk before it, or opens the first chunk when nothing stands before it. `badSeparator` is where the splitter gives up, behind
 * `---` standing more than a comment: it then loses the chunk before it too. JSON objects one behind the other need no separator:
 * kubectl reads a text that begins with a brace as a stream of them.
 */
export function split(text: string): Split {
  return splitFrom(text, { from: 0, firstLine: 0 }, () => false);
}

/**
 * Cuts a text from where a chunk begins. Ends before a chunk for whose offset `isKnown` holds; `next` is that place then.
 */
export function splitFrom(
  text: string,
  begin: Pick<Chunk, 'from' | 'firstLine'>,
  isKnown: (offset: number) => boolean,
): Split & { next?: Pick<Chunk, 'from' | 'firstLine'> } {
  const chunks: Chunk[] = [];
  let { firstLine, from } = begin;
  let line = firstLine;
  const close = (to: number) => {
    if (line > firstLine)
      chunks.push({ text: withoutReturns(text.slice(from, to)), firstLine, lines: line - firstLine, from });
  };
  let isStream = beginsWithBrace(text, from);
  for (let at = from; at < text.length; line += 1) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    if (text.startsWith('---', at)) {
      if (!comment.test(text.slice(at + 3, next))) {
        const column = text.slice(at, next).trimEnd().length;
        return { chunks, badSeparator: { start: { line, column: 0 }, end: { line, column } } };
      }
      if (line > firstLine) {
        close(at);
        firstLine = line + 1;
        from = next;
        if (isKnown(from)) return { chunks, next: { from, firstLine } };
        isStream = beginsWithBrace(text, from);
      }
    } else if (isStream && at > from && text.startsWith('{', at) && closesBrace.test(text.slice(at - 3, at))) {
      // Inside a document no brace opens right behind one that closes: what is no object up to here is none at all.
      isStream = isJson(text.slice(from, at));
      if (isStream) {
        close(at);
        firstLine = line;
        from = at;
        if (isKnown(from)) return { chunks, next: { from, firstLine } };
      }
    }
    at = next;
  }
  close(text.length);
  return { chunks };
}

const brace = /\s*\{/y;
const closesBrace = /\}\r?\n$/;

function beginsWithBrace(text: string, at: number): boolean {
  brace.lastIndex = at;
  return brace.test(text);
}

/** The last line is closed too: the splitter reads line by line. */
function withoutReturns(chunk: string): string {
  const closed = chunk.endsWith('\n') ? chunk : `${chunk}\n`;
  return closed.includes('\r\n') ? closed.replaceAll('\r\n', '\n') : closed;
}
