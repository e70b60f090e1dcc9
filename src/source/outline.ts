import type { JsonValue } from '../model/index.ts';
import { isJson, jsonReader } from './json-reader.ts';
import type { Span } from './reading.ts';
import { keyText, resolvePlain, resolveTagged } from './scalar.ts';
import { yamlReader } from './yaml-reader.ts';
import { withBreaks } from './yaml-rules.ts';
import {
  isAlias,
  isMap,
  isMergeKey,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  readTree,
  type SourceToken,
  tokenOf,
} from './yaml-tree.ts';

/** A value as it is written. Offsets are UTF-16 units of the document's text. */
export interface Written {
  kind: 'map' | 'list' | 'alias' | 'plain' | 'quoted' | 'block';
  /** A map or list in brackets. */
  inBrackets: boolean;
  /** Without anchor and tag in front of it, and without the blank lines and comments that follow a block. */
  span: Span;
  /** `span.to` with the line breaks that end a text block. */
  end: number;
  /** It has an anchor or a tag. */
  isMarked: boolean;
  /** `null` or `~`. */
  isNull: boolean;
  /** Of a map or list, in the order of the text. */
  entries: WrittenEntry[];
}

export interface WrittenEntry {
  /** The member's name or the item's index; '' for a merge. */
  name: string;
  /** The key, or the dash of a block list; a list in brackets has nothing there. */
  key: Span;
  /** A plain or quoted key with nothing in front of it. */
  isSimple: boolean;
  /** Behind the colon or dash. */
  after: number;
  /** Absent: nothing is written. */
  value?: Written;
}

/** A document's text with the place of everything in it. */
export interface Outline {
  value: JsonValue;
  root: Written | undefined;
  isJson: boolean;
}

/**
 * Reads the text of one document, lines ending in '\n', as `parse` does. Nothing when it cannot be read, or when something follows the
 * value.
 */
export function outline(text: string): Outline | undefined {
  const json = isJson(text);
  const { value, problems } = (json ? jsonReader : yamlReader).read(text);
  if (value === undefined || problems.some(({ kind }) => kind === 'yaml-syntax')) return undefined;
  const normal = withBreaks(text);
  const tree = readTree(normal, { keepSourceTokens: true });
  if (json && tree.errors.length > 0) return undefined;
  return { value, root: written(normal, tree.contents), isJson: json };
}

function written(text: string, node: ParsedNode | null): Written | undefined {
  if (node === null) return undefined;
  const isMarked = ('anchor' in node && node.anchor !== undefined) || node.tag !== undefined;
  const [from, to] = node.range;
  if (from === to && isScalar(node) && !isMarked) return undefined;
  const inBrackets = !isScalar(node) && !isAlias(node) && node.flow === true;
  const entries = isMap(node) ? members(text, node) : isSeq(node) ? items(text, node) : [];
  const last = entries.at(-1);
  const isOpen = last !== undefined && !inBrackets;
  return {
    kind: kindOf(node),
    inBrackets,
    span: { from, to: isOpen ? (last.value?.span.to ?? last.after) : from + text.slice(from, to).trimEnd().length },
    end: isOpen ? (last.value?.end ?? last.after) : to,
    isMarked,
    isNull: isScalar(node) && node.type === 'PLAIN' && resolvePlain(String(node.source ?? '')).type === 'null',
    entries,
  };
}

function kindOf(node: ParsedNode): Written['kind'] {
  if (isMap(node)) return 'map';
  if (isSeq(node)) return 'list';
  if (isAlias(node)) return 'alias';
  if (isScalar(node) && node.type?.startsWith('BLOCK')) return 'block';
  return isScalar(node) && node.type?.startsWith('QUOTE') ? 'quoted' : 'plain';
}

function members(text: string, map: ParsedNode): WrittenEntry[] {
  if (!isMap(map)) return [];
  return (map.items as Pair<ParsedNode, ParsedNode | null>[]).map((pair) => {
    const [from, to] = pair.key.range;
    const { start = [], sep = [] } = tokenOf(pair) ?? {};
    const colon = placeOf(sep, 'map-value-ind');
    const value = written(text, pair.value);
    const isPlain = isScalar(pair.key) && pair.key.tag === undefined && pair.key.anchor === undefined;
    return {
      name: isMergeKey(pair.key) ? '' : nameOf(pair.key),
      key: { from, to },
      isSimple:
        isPlain && colon !== undefined && placeOf(start, 'explicit-key-ind') === undefined && !isMergeKey(pair.key),
      after: colon === undefined ? to : colon + 1,
      ...(value && { value }),
    };
  });
}

function items(text: string, list: ParsedNode): WrittenEntry[] {
  if (!isSeq(list)) return [];
  const dashes = (tokenOf(list)?.items ?? []).flatMap(({ start }) => placeOf(start, 'seq-item-ind') ?? []);
  return (list.items as ParsedNode[]).map((item, index) => {
    const value = written(text, item);
    const dash = list.flow === true ? undefined : dashes[index];
    const from = dash ?? item.range[0];
    const after = dash === undefined ? from : dash + 1;
    return { name: String(index), key: { from, to: after }, isSimple: true, after, ...(value && { value }) };
  });
}

function placeOf(tokens: readonly SourceToken[], type: SourceToken['type']): number | undefined {
  return tokens.find((token) => token.type === type)?.offset;
}

function nameOf(key: ParsedNode): string {
  if (!isScalar(key)) return '';
  const scalar = resolveTagged(String(key.source ?? ''), key.type === 'PLAIN', key.tag);
  return (scalar && keyText(scalar)) ?? '';
}
