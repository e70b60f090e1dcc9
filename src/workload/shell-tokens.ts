/** A word of a shell script after quote removal. */
export interface Word {
  text: string;
  /** Holds an expansion (`$X`, `$(…)`, backticks): its text is not what the shell will see. */
  dynamic: boolean;
  quoted: boolean;
}

export type Token = ({ kind: 'word' } & Word) | { kind: 'operator' | 'redirect'; text: string };

const longestScript = 32_768;
const operators = ['&&', '||', ';;', '|&', '\n', ';', '|', '&', '(', ')'];
/** Characters that end a word. */
const breaks = '\n;|&()<>';
const plainRun = /[^\s;|&()<>'"\\$`]+/y;
const redirects = ['&>>', '&>', '>>', '>&', '<&', '>|', '<>', '>', '<'];

/**
 * Splits a POSIX shell script into words, operators and redirections, in one pass. undefined when the script is longer than
 * 32 KiB, has an open quote or uses what is not understood here (here-documents, process substitution).
 */
export function shellTokens(script: string): Token[] | undefined {
  if (script.length > longestScript) return undefined;
  const tokens: Token[] = [];
  let position = 0;
  while (position < script.length) {
    const character = script.charAt(position);
    if (character === ' ' || character === '\t' || character === '\r') position += 1;
    else if (script.startsWith('\\\n', position)) position += 2;
    else if (character === '#') position = endOfLine(script, position);
    else if (breaks.includes(character)) {
      if (/^(?:<<|[<>]\()/.test(script.slice(position, position + 2))) return undefined;
      const token = operatorAt(script, position);
      if (token.kind === 'redirect') dropDescriptor(tokens, script, position, token.text);
      tokens.push(token);
      position += token.text.length;
    } else {
      const read = readWord(script, position);
      if (read === undefined) return undefined;
      tokens.push({ kind: 'word', ...read.word });
      position = read.end;
    }
  }
  return tokens;
}

function operatorAt(script: string, position: number): { kind: 'operator' | 'redirect'; text: string } {
  const redirect = redirects.find((text) => script.startsWith(text, position));
  if (redirect !== undefined) return { kind: 'redirect', text: redirect };
  const text = operators.find((each) => script.startsWith(each, position)) ?? script.charAt(position);
  return { kind: 'operator', text };
}

/** The `2` of `2>file` is no word of its own. */
function dropDescriptor(tokens: Token[], script: string, position: number, redirect: string): void {
  const last = tokens.at(-1);
  if (redirect.startsWith('&') || last?.kind !== 'word') return;
  if (/^[0-9]$/.test(last.text) && script.charAt(position - 1) === last.text) tokens.pop();
}

function endOfLine(script: string, from: number): number {
  const end = script.indexOf('\n', from);
  return end === -1 ? script.length : end;
}

function readWord(script: string, start: number): { word: Word; end: number } | undefined {
  const word: Word = { text: '', dynamic: false, quoted: false };
  let position = start;
  while (position < script.length && !' \t\r\n;|&()<>'.includes(script.charAt(position))) {
    const character = script.charAt(position);
    let end: number | undefined;
    plainRun.lastIndex = position;
    const run = plainRun.exec(script)?.[0];
    if (run !== undefined) {
      word.text += run;
      position += run.length;
      continue;
    }
    if (character === "'") {
      const close = script.indexOf("'", position + 1);
      if (close === -1) return undefined;
      word.text += script.slice(position + 1, close);
      word.quoted = true;
      end = close + 1;
    } else if (character === '"') end = readDoubleQuotes(script, position + 1, word);
    else if (character === '\\') {
      if (script.charAt(position + 1) !== '\n') word.text += script.charAt(position + 1);
      end = position + 2;
    } else end = readPlain(script, position, word);
    if (end === undefined) return undefined;
    position = end;
  }
  return { word, end: position };
}

/** Reads up to the closing quote; answers the position after it. */
function readDoubleQuotes(script: string, start: number, word: Word): number | undefined {
  word.quoted = true;
  let position = start;
  while (position < script.length) {
    const character = script.charAt(position);
    if (character === '"') return position + 1;
    if (character === '\\') {
      const next = script.charAt(position + 1);
      word.text += '"\\$`'.includes(next) ? next : `\\${next}`;
      position += 2;
    } else {
      const end = readPlain(script, position, word);
      if (end === undefined) return undefined;
      position = end;
    }
  }
  return undefined;
}

/** One character, or a whole expansion, kept as written. */
function readPlain(script: string, start: number, word: Word): number | undefined {
  const character = script.charAt(start);
  if (character !== '$' && character !== '`') {
    word.text += character;
    return start + 1;
  }
  const end = endOfExpansion(script, start);
  if (end === undefined) return undefined;
  if (end > start + 1) word.dynamic = true;
  word.text += script.slice(start, end);
  return end;
}

function endOfExpansion(script: string, start: number): number | undefined {
  const next = script.charAt(start + 1);
  if (script.charAt(start) === '`') {
    const close = script.indexOf('`', start + 1);
    return close === -1 ? undefined : close + 1;
  }
  if (next === '(' || next === '{') return endOfBrackets(script, start + 1, next, next === '(' ? ')' : '}');
  if (/^[0-9@*#?$!-]$/.test(next)) return start + 2;
  let end = start + 1;
  while (/^\w$/.test(script.charAt(end))) end += 1;
  return end;
}

function endOfBrackets(script: string, start: number, open: string, close: string): number | undefined {
  let depth = 0;
  for (let position = start; position < script.length; position++) {
    const character = script.charAt(position);
    if (character === '\\') position += 1;
    else if (character === "'" || character === '"') {
      position = script.indexOf(character, position + 1);
      if (position === -1) return undefined;
    } else if (character === open) depth += 1;
    else if (character === close) {
      depth -= 1;
      if (depth === 0) return position + 1;
    }
  }
  return undefined;
}
