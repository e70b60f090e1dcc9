import { readFileSync } from 'node:fs';
import type { JsonValue } from '../../src/model/index.ts';

const stringOrLongInteger = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;
const mark = '\u0001integer:';

/** The lines of a .jsonl file; integers too long for a double become bigint. */
export function jsonLines<Line>(path: string): Line[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line): Line => {
      const marked = line.replace(stringOrLongInteger, (text) =>
        text[0] === '"' ? text : JSON.stringify(mark + text),
      );
      return JSON.parse(marked, (_, value) =>
        typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
      );
    });
}

/** JSON as Go prints it: keys sorted by bytes, no white space, `<>&` as they are. */
export function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return `{${keys.map((key) => `${quoted(key)}:${canonical(value[key] ?? null)}`).join(',')}}`;
  }
  if (typeof value === 'string') return quoted(value);
  return Object.is(value, -0) ? '-0' : String(value);
}

function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
