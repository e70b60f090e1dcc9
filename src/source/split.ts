/** One document as Kubernetes' splitter cuts it, before any YAML is read. */
export interface Chunk {
  /** What the YAML reader gets: lines end in '\n', also where the text has '\r\n'. */
  text: string;
  /** 0-based line of the source where the chunk begins. */
  firstLine: number;
  /** Lines the chunk covers, separators excluded. */
  lines: number;
  /** What stands after `---` on the separator line before the chunk, where only a comment may. The splitter reads no further. */
  badSeparator?: string;
}

/**
 * Cuts a text at lines that begin with `---`, whatever stands around them, as k8s.io/apimachinery's YAMLReader does:
 * a separator ends the chunk before it and belongs to the next one only when that chunk would otherwise be empty.
 */
export function split(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let begin = 0;
  let chunk: string[] = [];
  const close = (next: number) => {
    if (chunk.length > 0) chunks.push({ text: chunk.join(''), firstLine: begin, lines: chunk.length });
    chunk = [];
    begin = next;
  };
  let number = 0;
  for (const line of linesOf(text)) {
    if (line.startsWith('---')) {
      const rest = line.slice(3).trim();
      if (rest !== '' && !rest.startsWith('#')) {
        close(number);
        chunks.push({ text: '', firstLine: number, lines: 1, badSeparator: rest });
        return chunks;
      }
      if (chunk.length > 0) {
        close(number + 1);
        number += 1;
        continue;
      }
    }
    chunk.push(line);
    number += 1;
  }
  close(number);
  return chunks;
}

function* linesOf(text: string): Generator<string> {
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    if (end < 0) {
      yield `${text.slice(from)}\n`;
      return;
    }
    yield text[end - 1] === '\r' && end > from ? `${text.slice(from, end - 1)}\n` : text.slice(from, end + 1);
    from = end + 1;
  }
}
