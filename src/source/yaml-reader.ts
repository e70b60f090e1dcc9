import { type Reader, type Reading, Refused, reading, type TextProblem } from './reading.ts';
import { YamlBuilder } from './yaml-builder.ts';
import { sentence, spanOf } from './yaml-errors.ts';
import { yamlLocator } from './yaml-locator.ts';
import { checkCharacters, withBreaks } from './yaml-rules.ts';
import { isScalar, type ParsedNode, readTree, type Tree } from './yaml-tree.ts';

/** YAML through the package `yaml`, with the semantics of go-yaml 2. */
export const yamlReader: Reader = {
  read: (text) => reading(() => read(text)),
  locator: (text) => {
    const normal = withBreaks(text);
    return yamlLocator(normal, readTree(normal).contents);
  },
};

function read(original: string): Reading {
  checkCharacters(original);
  const text = withBreaks(original);
  const tree = readTree(text);
  const error = tree.errors.find(({ code, message }) => !(code === 'BAD_DQ_ESCAPE' && message.endsWith("\\'")));
  const rest = error && ignoredRest(text, tree, error.pos[0]);
  if (error && !rest) throw new Refused(sentence(error), spanOf(error));
  const builder = new YamlBuilder(text);
  if (tree.contents === null || isEmpty(tree.contents)) checkEnd(text);
  const value = builder.value(tree.contents, false);
  return { value, problems: rest ? [...builder.problems, rest] : builder.problems };
}

/** Kubernetes' reader stops where the first value of a chunk ends, and never says that something follows. */
function ignoredRest(text: string, { contents, errors }: Tree, at: number): TextProblem | undefined {
  if (!contents || at < contents.range[1] || !errors[0]?.message.endsWith('at node end')) return undefined;
  const inBlock = 'items' in contents && contents.flow !== true;
  if (inBlock && column(text, at) >= column(text, contents.range[0])) return undefined;
  // What the scanner stumbles over while it looks for the end.
  const sameLine = !text.slice(contents.range[1], at).includes('\n');
  if (/[@`%\t]/.test(text[at] ?? '') || (sameLine && /^[-:?][ \n]/.test(text.slice(at, at + 2)))) return undefined;
  const message =
    'Kubernetes’ reader stops here: the value before has ended, so this line and all below it are ignored. Check the indentation, or separate documents with `---`.';
  const end = text.indexOf('\n', at);
  return { kind: 'yaml-syntax', message, span: { from: at, to: end < 0 ? text.length : end } };
}

function column(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

function isEmpty(node: ParsedNode): boolean {
  return isScalar(node) && node.source === '' && node.type === 'PLAIN';
}

/** `...` may end a document, not be one. */
function checkEnd(text: string): void {
  const found = /^(?:[ ]*(?:#.*)?\n)*\.\.\.(?=\s|$)/.exec(text);
  if (!found) return;
  const from = found[0].length - 3;
  throw new Refused('`...` ends a document, but none stands before it. Delete the line.', { from, to: from + 3 });
}
