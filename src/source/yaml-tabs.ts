import { Refused } from './reading.ts';
import { isAlias, isScalar, type Pair, type ParsedNode } from './yaml-tree.ts';

/** Where a line may begin with a tab: inside these offsets, from this column on. */
interface Allowed {
  from: number;
  to: number;
  column: number;
}

const leadingTab = /(?<=^|\n) *\t/g;

/**
 * Refuses lines of block context that begin with a tab, blank ones and comments too, as libyaml does; `yaml` lets most of them pass.
 * `end`: where the document ends, or what follows is ignored.
 */
export function checkLeadingTabs(text: string, root: ParsedNode | null, end: number): void {
  let allowed: Allowed[] | undefined;
  let next = 0;
  for (const { 0: blanks, index } of text.slice(0, end).matchAll(leadingTab)) {
    allowed ??= collect(text, root, -1, []);
    const at = index + blanks.length - 1;
    while ((allowed[next]?.to ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const place = allowed[next];
    if (place && place.from <= at && blanks.length > place.column) continue;
    const message =
      'A line begins with a tab. YAML indents with spaces only: replace the tab by spaces, or empty the line.';
    throw new Refused(message, { from: at, to: at + 1 });
  }
}

/** Scalars and flow collections in the order of the text. `indent`: column of the block collection around, -1 at the root. */
function collect(text: string, node: ParsedNode | null, indent: number, found: Allowed[]): Allowed[] {
  if (!node || isAlias(node)) return found;
  const [from, to] = node.range;
  if (isScalar(node)) {
    // The blank lines behind an unquoted text belong to it until the next token shows that it has ended.
    const plain = node.type === 'PLAIN' && from < to;
    found.push({ from, to: plain ? blankUntil(text, to) : to, column: plain ? indent + 1 : 0 });
  } else if (node.flow === true) found.push({ from, to, column: 0 });
  else {
    const inner = from - (text.lastIndexOf('\n', from - 1) + 1);
    for (const item of node.items as (ParsedNode | Pair<ParsedNode, ParsedNode | null>)[]) {
      if ('range' in item) collect(text, item, inner, found);
      else collect(text, item.value, inner, collect(text, item.key, inner, found));
    }
  }
  return found;
}

function blankUntil(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\n') at += 1;
  return at;
}
