import { type Reader, type Reading, Refused, reading, type TextProblem } from './reading.ts';
import { YamlBuilder } from './yaml-builder.ts';
import { sentence, spanOf, telling } from './yaml-errors.ts';
import { yamlLocator } from './yaml-locator.ts';
import { checkCharacters, withBreaks } from './yaml-rules.ts';
import { checkLeadingTabs } from './yaml-tabs.ts';
import { isScalar, type ParsedNode, readTree, type Tree } from './yaml-tree.ts';

/** YAML through the package `yaml`, with the semantics of go-yaml 2. */
export const yamlReader: Reader = {
  read: (text) => reading(() => read(text)),
  locator: (text) => {
    const normal = withBreaks(text);
    return yamlLocator(normal, treeOf(normal).contents);
  },
};

/** Trees of longer texts are not kept. */
const longestKept = 100_000;
let last: { text: string; tree: Tree } | undefined;

/** While a text is edited, it is asked for places right after it was read. */
function treeOf(text: string): Tree {
  if (last?.text === text) return last.tree;
  const tree = readTree(text);
  last = text.length > longestKept ? undefined : { text, tree };
  return tree;
}

function read(original: string): Reading {
  checkCharacters(original);
  const text = withBreaks(original);
  const tree = treeOf(text);
  const error = telling(
    tree.errors.filter(({ code, message }) => !(code === 'BAD_DQ_ESCAPE' && message.endsWith("\\'"))),
  );
  const rest = error && ignoredRest(text, tree, error.pos[0]);
  if (error && !rest) throw new Refused(sentence(error), spanOf(error, text, tree.contents));
  const builder = new YamlBuilder(text);
  checkRoot(text, tree.contents);
  const value = builder.value(tree.contents, false);
  checkLeadingTabs(text, tree.contents, rest ? rest.span.from : tree.end);
  return { value, problems: rest ? [...builder.problems, rest] : builder.problems };
}

/** Kubernetes' reader stops where the first value of a chunk ends, and never says that something follows. */
function ignoredRest(text: string, { contents, errors }: Tree, at: number): TextProblem | undefined {
  if (!contents || at < contents.range[1] || !/at node end$|in YAML stream/.test(errors[0]?.message ?? ''))
    return undefined;
  const inBlock = 'items' in contents && contents.flow !== true;
  if (inBlock && column(text, at) >= column(text, contents.range[0])) return undefined;
  // What the scanner stumbles over while it looks for the end.
  const sameLine = !text.slice(contents.range[1], at).includes('\n');
  const [first = ''] = text.slice(at, at + 1);
  const openQuote = /['"]/.test(first) && text.indexOf(first, at + 1) < 0;
  if (openQuote || /[@`%\t|>]/.test(first) || (sameLine && /^[-:?][ \n]/.test(text.slice(at, at + 2))))
    return undefined;
  const message =
    'Kubernetes’ reader stops here: the value before has ended, so this line and all below it are ignored. Check the indentation, or separate documents with `---`.';
  const end = text.indexOf('\n', at);
  return { kind: 'yaml-syntax', message, span: { from: at, to: end < 0 ? text.length : end } };
}

function column(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

function checkRoot(text: string, root: ParsedNode | null): void {
  const end = /^(?: *(?:#.*)?\n)*\.\.\.(?=\s)/.exec(text)?.[0].length;
  if (end !== undefined && (root === null || root.range[0] === root.range[1]))
    throw new Refused('`...` ends a document, but none stands before it. Delete the line.', { from: end - 3, to: end });
  const mark = /^(?:\ufeff|(?: *(?:#.*)?\n)+) *\ufeff/.exec(text)?.[0].length;
  if (mark !== undefined)
    throw new Refused('A byte order mark stands in the middle of the text. Delete it.', { from: mark - 1, to: mark });
  if (!root || !isScalar(root) || !root.type?.startsWith('BLOCK')) return;
  const [from, to] = root.range;
  if (!/\n[^ \n]/.test(text.slice(from, to))) return;
  throw new Refused('The lines of this block of text are not indented. Indent them by two spaces.', {
    from,
    to: from + 1,
  });
}
