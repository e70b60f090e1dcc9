import type { Range } from '../model/index.ts';

/** One document as Kubernetes' splitter cuts it, before any YAML is read. */
export interface Chunk {
  /** What the reader gets: lines end in '\n', also where the source has '\r\n'. Lines and columns are those of the source. */
  text: string;
  /** 0-based line of the source where the chunk begins. */
  firstLine: number;
  /** How many lines it covers, the separator behind it excluded. */
  lines: number;
}

// A byte order mark is white space for JavaScript only.
const comment = /^[^\S\ufeff]*(?:#|$)/;

/**
 * Cuts a text at lines that begin with `---`, whatever stands around them, as k8s.io/apimachinery's YAMLReader does: a separator ends
 * the chunk before it, or opens the first chunk when nothing stands before it. `badSeparator` is where the splitter gives up, behind
 * `---` standing more than a comment: it then loses the chunk before it too.
 */
export function split(text: string): { chunks: Chunk[]; badSeparator?: Range } {
  const chunks: Chunk[] = [];
  let firstLine = 0;
  let line = 0;
  let from = 0;
  const close = (to: number) => {
    if (line > firstLine)
      chunks.push({ text: withoutReturns(text.slice(from, to)), firstLine, lines: line - firstLine });
  };
  for (let at = 0; at < text.length; line += 1) {
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
      }
    }
    at = next;
  }
  close(text.length);
  return { chunks };
}

/** The last line is closed too: the splitter reads line by line. */
function withoutReturns(chunk: string): string {
  const closed = chunk.endsWith('\n') ? chunk : `${chunk}\n`;
  return closed.includes('\r\n') ? closed.replaceAll('\r\n', '\n') : closed;
}
