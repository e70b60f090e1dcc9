/** 256 KB: what is pasted beyond it is not read. Errors come first in a paste, and nobody reads more at night. */
const mostCharacters = 256 * 1024;

/** How often quoting is undone: a server's text inside a JSON log line inside an event is three deep. */
const deepest = 4;

/** The same paste read two ways. A break is a space where words were wrapped, nothing where a terminal cut a word in two. */
export interface Paste {
  spaced: string;
  joined: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be removed
const terminalCodes = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*\u0007?|.)?/g;
/** The same codes as a log or a browser spells them. */
const writtenCodes = /(?:\\(?:x1b|u001b|033|e)|\^\[)\[[0-9;]{0,20}m/gi;
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const entities: Readonly<Record<string, string>> = { '&quot;': '"', '&#34;': '"', '&#39;': "'", '&gt;': '>' };
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\n', t: '\t' };

/** Makes a pasted text plain: bounded, no terminal codes, quoting undone, typographic quotes straight. Linear in its length. */
export function plain(pasted: string): Paste {
  let text = pasted
    .slice(0, mostCharacters)
    .replaceAll(terminalCodes, '')
    .replaceAll(writtenCodes, '')
    .replaceAll(invisible, '')
    .replaceAll(/[“”„]/g, '"')
    .replaceAll(/&(?:quot|#34|#39|gt);/g, (entity) => entities[entity] ?? entity);
  for (let depth = 0; depth < deepest && text.includes('\\"'); depth += 1) {
    text = text.replaceAll(/\\(["'\\/nrt])/g, (_, escaped: string) => escapes[escaped] ?? escaped);
  }
  const lines = text.split(/\r\n|\r|\n/).map(withoutFrame);
  return { spaced: lines.map((line) => line.trim()).join(' '), joined: lines.join('') };
}

/** Marks that mail, chats and YAML block scalars put before a line. */
function withoutFrame(line: string): string {
  let from = 0;
  while (from < 8 && ' >|│┃'.includes(line[from] ?? '-')) from += 1;
  return /[>|│┃]/.test(line.slice(0, from)) ? line.slice(from) : line;
}
