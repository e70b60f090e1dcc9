import { segments } from '../model/index.ts';
import type { Locate, Span } from './reading.ts';
import { keyText, resolveTagged } from './scalar.ts';
import { isAlias, isMap, isMergeKey, isScalar, isSeq, type Pair, type ParsedNode } from './yaml-tree.ts';

interface Member {
  key: ParsedNode;
  value: ParsedNode | null;
}

/** Finds pointers in a tree that was read without error; through aliases and merges at the place of the anchor. */
export function yamlLocator(text: string, root: ParsedNode | null): Locate {
  const places = new Places(text, root);
  return (pointer, part) => {
    let found: { key?: ParsedNode; value: ParsedNode | null } | undefined = { value: root };
    for (const segment of segments(pointer)) {
      const holder: ParsedNode | null | undefined = found && places.target(found.value);
      if (holder && isMap(holder)) found = places.members(holder).get(segment);
      else if (holder && isSeq(holder) && /^(0|[1-9][0-9]*)$/.test(segment) && Number(segment) < holder.items.length)
        found = { value: holder.items[Number(segment)] as ParsedNode };
      else found = undefined;
    }
    if (!found) return undefined;
    const value = places.span(found.value, found.key);
    if (!found.key) return value;
    const key = { from: found.key.range[0], to: found.key.range[1] };
    if (part === 'key' || (part === undefined && value.from === value.to)) return key;
    return part === 'entry' ? { from: Math.min(key.from, value.from), to: Math.max(key.to, value.to) } : value;
  };
}

class Places {
  readonly #text: string;
  readonly #anchors = new Map<string, ParsedNode[]>();
  readonly #members = new Map<ParsedNode, Map<string, Member>>();

  constructor(text: string, root: ParsedNode | null) {
    this.#text = text;
    this.#collect(root);
  }

  /** The node itself, or what an alias stands for: the last anchor of that name before it. */
  target(node: ParsedNode | null): ParsedNode | null {
    if (!node || !isAlias(node)) return node;
    const at = node.range[0];
    return this.#anchors.get(node.source)?.findLast(({ range }) => range[0] < at) ?? null;
  }

  /** What each name stands for in the end: the last of equal keys, merges taking effect where they stand. */
  members(map: ParsedNode): Map<string, Member> {
    const known = this.#members.get(map);
    if (known) return known;
    const members = new Map<string, Member>();
    this.#members.set(map, members);
    if (!isMap(map)) return members;
    for (const { key, value } of map.items as Pair<ParsedNode, ParsedNode | null>[]) {
      if (isMergeKey(key)) {
        for (const [name, member] of this.#merged(value)) members.set(name, member);
      } else members.set(this.#name(key), { key, value });
    }
    return members;
  }

  span(node: ParsedNode | null, key: ParsedNode | undefined): Span {
    const target = this.target(node);
    const empty = !target || target.range[0] === target.range[1];
    if (empty && key) {
      const colon = this.#text.indexOf(':', key.range[1]) + 1;
      return { from: colon, to: colon };
    }
    return target ? { from: target.range[0], to: this.#end(target) } : { from: 0, to: 0 };
  }

  /** Without the blank lines and comments that follow a block. */
  #end(node: ParsedNode): number {
    let last = node;
    for (;;) {
      if (!('items' in last) || last.flow === true) break;
      const item = last.items.at(-1) as Pair<ParsedNode, ParsedNode | null> | ParsedNode | undefined;
      if (!item) break;
      if ('range' in item) {
        last = item;
        continue;
      }
      if (!item.value || item.value.range[0] === item.value.range[1]) return this.span(null, item.key).to;
      last = item.value;
    }
    const [from, to] = last.range;
    return from + this.#text.slice(from, to).trimEnd().length;
  }

  #merged(node: ParsedNode | null): [string, Member][] {
    if (node && isSeq(node)) return (node.items as ParsedNode[]).toReversed().flatMap((item) => this.#merged(item));
    const target = this.target(node);
    return target ? [...this.members(target)] : [];
  }

  #name(key: ParsedNode): string {
    const node = this.target(key);
    if (!node || !isScalar(node)) return '';
    const scalar = resolveTagged(String(node.source ?? ''), node.type === 'PLAIN', node.tag);
    return (scalar && keyText(scalar)) ?? '';
  }

  #collect(root: ParsedNode | null): void {
    const waiting: (ParsedNode | null)[] = [root];
    for (let node = waiting.pop(); waiting.length > 0 || node; node = waiting.pop()) {
      if (!node) continue;
      if ('anchor' in node && node.anchor !== undefined) this.#anchor(node.anchor, node);
      if (isMap(node))
        for (const { key, value } of (node.items as Pair<ParsedNode, ParsedNode | null>[]).toReversed())
          waiting.push(value, key);
      else if (isSeq(node)) for (const item of (node.items as ParsedNode[]).toReversed()) waiting.push(item);
    }
  }

  #anchor(name: string, node: ParsedNode): void {
    const known = this.#anchors.get(name);
    if (known) known.push(node);
    else this.#anchors.set(name, [node]);
  }
}
