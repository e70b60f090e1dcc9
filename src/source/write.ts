import { Document, isMap, isScalar, isSeq, type Node, Scalar, type Tags, visit } from 'yaml';
import type { JsonValue, Pointer } from '../model/index.ts';
import { join } from '../model/index.ts';

/** Characters that act on a terminal, or hide or reorder what stands around them; line breaks only inside block text. */
const invisible = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu;

/** Words that YAML readers do not agree on, beyond those that the version below knows. */
const disputed = /^(?:<<|[-+]?0o[0-7_]+)$/;

/**
 * A value as YAML that every reader of Kubernetes reads as the same value. `comments`: one line each, above the entry of a map or list
 * that the pointer names; they have to be free of line breaks. Invisible characters are written as escapes.
 */
export function writeYaml(value: JsonValue, comments: ReadonlyMap<Pointer, string> = new Map()): string {
  // Most readers are of YAML 1.1, where `yes` and `1:30` are no strings: what looks so there is quoted.
  const document = new Document(value, { version: '1.1', customTags: withoutMerge, aliasDuplicateObjects: false });
  visit(document, { Scalar: (_, scalar) => quote(scalar) });
  if (comments.size > 0 && document.contents !== null) comment(document.contents, '', comments);
  const text = document.toString({ lineWidth: 0, directives: false });
  return text.replaceAll(invisible, escapeCharacter);
}

const withoutMerge = (tags: Tags): Tags => tags.filter((tag) => tag !== 'merge' && !isMergeTag(tag));

function isMergeTag(tag: Tags[number]): boolean {
  return typeof tag === 'object' && tag.tag === 'tag:yaml.org,2002:merge';
}

function quote(scalar: Scalar): void {
  if (typeof scalar.value !== 'string') return;
  if (disputed.test(scalar.value) || scalar.value.search(invisible) >= 0) scalar.type = Scalar.QUOTE_DOUBLE;
}

/** All of them stand in double quotes by now. */
function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`;
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

function comment(node: Node, pointer: Pointer, comments: ReadonlyMap<Pointer, string>): void {
  if (isSeq<Node>(node)) {
    for (const [index, item] of node.items.entries()) {
      const place = join(pointer, index);
      note(item, comments.get(place));
      comment(item, place, comments);
    }
  }
  if (!isMap<Node, Node | null>(node)) return;
  for (const { key, value } of node.items) {
    const place = join(pointer, isScalar(key) ? String(key.value) : '');
    note(key, comments.get(place));
    if (value !== null) comment(value, place, comments);
  }
}

function note(node: Node, text: string | undefined): void {
  if (text !== undefined) node.commentBefore = ` ${text}`;
}
