import { Refused, type Span } from './reading.ts';
import type { ParsedNode, Scalar } from './yaml-tree.ts';

/** Characters that go-yaml refuses anywhere in a text. */
const forbidden = /(?![\t\n\r\x85])\p{Cc}|[\ufffe\uffff]|\p{Cs}/u;
/** Line breaks for go-yaml, text for `yaml`; harmless inside quotes only. */
const separator = /[\u2028\u2029]/;
const name = /^[\w-]+$/;

export function checkCharacters(text: string): void {
  const found = forbidden.exec(text);
  if (found) {
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const message = `The character U+${code} may not stand in YAML. Delete it, or write it as an escape in double quotes.`;
    throw new Refused(message, { from: found.index, to: found.index + 1 });
  }
  if (separator.test(text)) checkSeparators(text);
}

/** Refuses those in what may be a comment, and beside blanks, which go-yaml drops with the break. */
function checkSeparators(text: string): void {
  let comment = false;
  for (const { 0: character, index } of text.matchAll(/[\n#\u2028\u2029]/g)) {
    if (character === '\n' || character === '#') comment = character === '#';
    else if (comment || /[ \t\n]/.test(text.slice(Math.max(0, index - 1), index + 2)))
      throw separatorRefused({ from: index, to: index + 1 });
  }
}

function separatorRefused(span: Span): Refused {
  return new Refused(
    'A Unicode line or paragraph separator stands here: Kubernetes’ reader ends the line at it. Delete it.',
    span,
  );
}

/** Go-yaml's breaks that `yaml` does not know, one character for one, so that offsets stay. */
export function withBreaks(text: string): string {
  return text.includes('\r') || text.includes('\x85') ? text.replace(/[\r\x85]/g, '\n') : text;
}

/** What go-yaml reads differently, or not at all, in an unquoted text. */
export function checkPlain(text: string, node: Scalar.Parsed, inFlow: boolean): void {
  const [from, to] = node.range;
  const value = String(node.source);
  if (inFlow) {
    if (value.startsWith(':'))
      refuse('An entry in brackets begins with `:`. Add its key, or quote the text.', from, to);
    if (value.includes('?')) refuse('An unquoted `?` stands inside brackets. Put the text in quotes.', from, to);
    if (node.tag !== undefined && value === '' && /[^\s]/.test(text[from] ?? ''))
      refuse('A tag inside brackets is followed by text at once. Put a space behind it.', from, from + 1);
    if (value !== '' && text[to] === ':' && /[,[\]{}]/.test(text[to + 1] ?? ''))
      refuse(
        'Inside brackets a `:` without a space belongs to the text. Put a space behind it, or quote the text.',
        from,
        to + 1,
      );
  }
  if (separator.test(value)) throw separatorRefused({ from, to });
}

/** In double quotes, go-yaml knows `\'`, but neither `\/` nor surrogates, and keeps the blank lines behind an escaped line break. Answers the source as `yaml` reads the same. */
export function checkEscapes(source: string, from: number): string {
  for (const { 0: written, 1: four, 2: eight, index } of source.matchAll(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[\s\S])/g,
  )) {
    const code = Number.parseInt(four ?? eight ?? '0', 16);
    if (written !== '\\/' && (code < 0xd800 || (code > 0xdfff && code <= 0x10ffff))) continue;
    const message = `Kubernetes’ reader knows no escape \`${written}\`. Write the character itself.`;
    throw new Refused(message, { from: from + index, to: from + index + written.length });
  }
  return source.replace(/\\(?:\n((?:[ \t]*\n)+)|[\s\S])/g, (pair, blank?: string) => {
    if (blank !== undefined) return `${'\\n'.repeat(blank.split('\n').length - 1)}\\\n`;
    return pair === "\\'" ? "'" : pair;
  });
}

/** Go-yaml's anchors are made of ASCII letters, digits, `_` and `-`. */
export function checkName(anchor: string, node: ParsedNode): void {
  if (name.test(anchor)) return;
  const message = `\`${anchor}\` is no name for an anchor: use letters, digits, \`-\` and \`_\` only, or quote the text.`;
  throw new Refused(message, { from: node.range[0], to: node.range[1] });
}

/** A tab before a token where its column counts: at a line's beginning, or behind `-` and `?`. */
export function checkIndent(text: string, from: number): void {
  if (text[from - 1] !== '\t' && text[from - 1] !== ' ') return;
  let at = from - 1;
  let tab = -1;
  while (text[at] === ' ' || text[at] === '\t') {
    if (text[at] === '\t') tab = at;
    at -= 1;
  }
  // `---` is no list item, and `a-` a text.
  const indicator = (text[at] === '-' || text[at] === '?') && /^[\s]?$/.test(text[at - 1] ?? '');
  if (tab < 0 || !(at < 0 || text[at] === '\n' || indicator)) return;
  refuse(
    'A tab stands where indentation counts. YAML indents with spaces only: replace the tab by spaces.',
    tab,
    tab + 1,
  );
}

const longestKey = 1024;

/** The first line of a block of text sets the indentation, unless the header does; `yaml` then loses blank lines at its end. */
export function checkBlockText(text: string, node: Scalar.Parsed): void {
  const [from, to] = node.range;
  if (
    /^.[-+]?[1-9]/.test(text.slice(from, from + 3)) &&
    /^\s*\n +\n/.test(text.slice(from + text.slice(from, to).trimEnd().length))
  )
    refuse('Lines of spaces end this block of text. Delete them.', from, from + 1);
  const found = /^[|>][-+]?(?:[ \t][^\n]*)?\n(?: *\n)* *\t/.exec(text.slice(from, to));
  if (!found) return;
  const at = from + found[0].length - 1;
  refuse('A tab indents the first line of a block of text. Use spaces, or say the indentation: `|2`.', at, at + 1);
}

/** A key without `?` ends on its line and within 1,024 characters. */
export function checkKey(text: string, key: ParsedNode, valueFrom: number | undefined): void {
  const [from, to] = key.range;
  if (valueFrom === undefined) return;
  if (text[to] === ':' && valueFrom - from <= longestKey && !text.slice(from, to).includes('\n')) return;
  if (/\?[ \t\n]*$/.test(text.slice(Math.max(0, from - 16), from))) return;
  const between = text.slice(from, text.indexOf(':', to));
  if (between.length > longestKey)
    refuse('A key is longer than 1,024 characters. Shorten it, or write `? ` before it.', from, to);
  if (between.includes('\n')) refuse('A key and its `:` stand on different lines. Put them on one.', from, to);
}

function refuse(message: string, from: number, to: number): never {
  throw new Refused(message, { from, to });
}
