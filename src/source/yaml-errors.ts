import type { Span } from './reading.ts';
import { isScalar, type Pair, type ParsedNode, type YAMLError } from './yaml-tree.ts';

/** What to say of the parser's errors: what was found, what was wanted, what to do. The first line that matches code and message. */
const sentences: [code: string, message: RegExp, sentence: string][] = [
  [
    'TAB_AS_INDENT',
    /./,
    'A tab stands where indentation counts. YAML indents with spaces only: replace the tab by spaces.',
  ],
  ['BAD_INDENT', /end with a/, 'This list or mapping in brackets is not closed. Add the missing `]` or `}`.'],
  [
    'BAD_INDENT',
    /sequence/,
    'This list item does not line up with the items before it. Indent all `-` of a list alike.',
  ],
  [
    'BAD_INDENT',
    /Block scalar|leading empty/,
    'The lines of this block of text are indented less than its first line says. Indent them alike.',
  ],
  [
    'BAD_INDENT',
    /./,
    'This key does not line up with the keys of the mapping around it. Indent all keys of a mapping alike.',
  ],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    /mappings/,
    'A second `: ` stands on one line. Put the inner mapping on its own line, or quote the text that holds the colon.',
  ],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    /./,
    'This list item does not line up with the list or key above it. Indent all `-` of a list alike.',
  ],
  [
    'BLOCK_IN_FLOW',
    /./,
    'A block list or mapping stands inside brackets. Write it in brackets too, or take the brackets away.',
  ],
  [
    'MULTILINE_IMPLICIT_KEY',
    /./,
    'A key is spread over several lines: a `:` is missing before here, or a line is indented wrongly.',
  ],
  ['MISSING_CHAR', /quote/, 'This text in quotes is not closed. Add the missing quote.'],
  ['MISSING_CHAR', /end with a/, 'This list or mapping in brackets is not closed. Add the missing `]` or `}`.'],
  [
    'MISSING_CHAR',
    /map values/,
    'This line is neither `key: value` nor a list item. Add the missing `:` with a space behind it.',
  ],
  [
    'MISSING_CHAR',
    /Sequence item/,
    'A line stands between the items of a list but does not begin with `- `. Add it, or indent the line differently.',
  ],
  ['MISSING_CHAR', /between/, 'Two entries in brackets stand side by side. Put a `,` between them.'],
  ['MISSING_CHAR', /after :/, 'A `:` in brackets is followed by text at once. Put a space behind it.'],
  ['MISSING_CHAR', /[Tt]ags and anchors/, 'A tag or an anchor is followed by text at once. Put a space behind it.'],
  ['MISSING_CHAR', /directives-end/, 'A `%` directive stands here. Kubernetes reads none: delete the line.'],
  ['BAD_DIRECTIVE', /./, 'A `%` directive stands here. Kubernetes reads none: delete the line.'],
  ['BAD_SCALAR_START', /./, 'A text cannot begin with this character. Put the text in quotes.'],
  ['BAD_DQ_ESCAPE', /./, 'This escape is unknown in double quotes. Double the backslash, or use single quotes.'],
  ['BAD_ALIAS', /./, 'An anchor or alias has no name. Write `&name` or `*name`, or quote the text.'],
  ['ALIAS_PROPS', /./, 'An alias cannot have an anchor or a tag of its own. Delete it.'],
  ['MULTIPLE_ANCHORS', /./, 'A value has two anchors. Keep one.'],
  ['MULTIPLE_TAGS', /./, 'A value has two tags. Keep one.'],
  ['TAG_RESOLVE_FAILED', /./, 'This tag cannot be read. Delete it, or quote the text if the `!` belongs to it.'],
  [
    'RESOURCE_EXHAUSTION',
    /./,
    'The nesting is too deep here. Kubernetes objects need no more than a few dozen levels.',
  ],
  [
    'UNEXPECTED_TOKEN',
    /Block scalar header/,
    'Behind `|` or `>` only `+`, `-`, a digit and a comment may stand. Put the text on the next line.',
  ],
  [
    'UNEXPECTED_TOKEN',
    /block-seq-ind|seq-item-ind/,
    'A list item stands where none may. Put the list on its own lines below the key.',
  ],
  [
    'UNEXPECTED_TOKEN',
    /map-value-ind/,
    'A `:` stands where no key is before it. Quote the text that holds it, or add the key.',
  ],
  [
    'UNEXPECTED_TOKEN',
    /flow-|Unexpected ,|empty item/,
    'A bracket or comma stands where none may. Delete it, or quote the text it belongs to.',
  ],
  [
    'UNEXPECTED_TOKEN',
    /at node end/,
    'Text follows a value that has ended. Quote the whole text, or put the rest on its own line.',
  ],
];

const fallback =
  'This is no YAML: a value has ended or is not begun here. Check quotes, colons and indentation of this line and the one before.';

export function sentence(error: YAMLError): string {
  return sentences.find(([code, message]) => code === error.code && message.test(error.message))?.[2] ?? fallback;
}

/** The error that says most. A line indented too far continues the value before it; the parser first calls that a second `: ` on a line. */
export function telling([first, ...others]: readonly YAMLError[]): YAMLError | undefined {
  if (first?.code !== 'BLOCK_AS_IMPLICIT_KEY') return first;
  return others.find(({ code, pos }) => code === 'MULTILINE_IMPLICIT_KEY' && pos[0] === first.pos[0]) ?? first;
}

/** Where to look: at what was opened and not closed, else at the token where the parser gave up, to the end of its word. */
export function spanOf(error: YAMLError, text: string, root: ParsedNode | null): Span {
  if (/directive/i.test(error.message)) return wordAt(text, Math.max(0, text.search(/^%/m)));
  const [from, to] = error.pos;
  if (error.code === 'MULTILINE_IMPLICIT_KEY' && /:[ \t]+$/.test(text.slice(0, from).slice(-99)))
    return wordAt(text, text.lastIndexOf('\n', to) + 1);
  if (/closing|end with a/.test(error.message)) {
    const opener = openerAt(text, root, from);
    if (opener) return { from: opener.range[0], to: opener.range[0] + 1 };
  }
  if (error.code === 'BAD_DQ_ESCAPE') return { from, to: from + 2 };
  return error.code === 'TAB_AS_INDENT' || to - from > 1 ? { from, to } : wordAt(text, from);
}

function wordAt(text: string, from: number): Span {
  const blanks = /^[ ]*/.exec(text.slice(from))?.[0].length ?? 0;
  const word = /^[^\s]*/.exec(text.slice(from + blanks))?.[0].length ?? 0;
  return { from: from + blanks, to: from + blanks + Math.max(word, 1) };
}

/** The innermost quoted text, or bracket without its partner, around a place. */
function openerAt(text: string, node: ParsedNode | null, at: number): ParsedNode | undefined {
  if (!node || node.range[0] > at || node.range[2] < at) return undefined;
  if (isScalar(node)) return node.type?.startsWith('QUOTE') ? node : undefined;
  if (!('items' in node)) return undefined;
  for (const item of node.items as (ParsedNode | Pair<ParsedNode, ParsedNode | null>)[]) {
    const parts = 'range' in item ? [item] : [item.key, item.value];
    for (const part of parts) {
      const found = openerAt(text, part, at);
      if (found) return found;
    }
  }
  const close = text[node.range[0]] === '[' ? ']' : '}';
  return node.flow === true && text[node.range[1] - 1] !== close ? node : undefined;
}
