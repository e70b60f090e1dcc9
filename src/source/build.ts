import { isObject, type JsonObject, type JsonValue } from '../model/index.ts';
import { keyText, resolveTagged } from './scalar.ts';
import { isAlias, isMap, isScalar, isSeq, type Node } from './yaml-tree.ts';

/** A place the reader refuses, as offsets into the chunk. */
export interface Refusal {
  message: string;
  from: number;
  to: number;
}

export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(message: string, node: Node) {
    super(message);
    const [from, to] = node.range ?? [0, 0];
    this.refusal = { message, from, to };
  }
}

/** Builds the JSON value of a tree in one pass, as go-yaml 2 decodes: order of keys and merges decides which value stays. */
export class Builder {
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();

  value(node: Node | null): JsonValue {
    if (node === null) return null;
    if (isAlias(node)) return this.#alias(node.source, node);
    if ('anchor' in node && typeof node.anchor === 'string') this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return this.#scalar(node);
    this.#open.add(node);
    const value = isMap(node)
      ? this.#map(node)
      : isSeq(node)
        ? node.items.map((item) => this.value(item as Node))
        : null;
    this.#open.delete(node);
    return value;
  }

  #alias(name: string, node: Node): JsonValue {
    const target = this.#anchors.get(name);
    if (!target) throw new Refused(`The alias \`*${name}\` has no anchor \`&${name}\` before it.`, node);
    if (this.#open.has(target)) throw new Refused(`The anchor \`&${name}\` contains itself.`, node);
    return this.value(target);
  }

  #scalar(node: Node): JsonValue {
    if (!isScalar(node)) return null;
    const scalar = resolveTagged(String(node.value ?? ''), node.type === 'PLAIN' || node.type === undefined, node.tag);
    if (!scalar) throw new Refused('tag', node);
    if (scalar.type === 'float' && !Number.isFinite(scalar.value)) throw new Refused('no JSON number', node);
    return scalar.value;
  }

  #map(node: Node): JsonObject {
    const object: JsonObject = {};
    if (!isMap(node)) return object;
    for (const pair of node.items) {
      const key = pair.key as Node;
      if (isScalar(key) && key.value === '<<' && key.type === 'PLAIN') this.#merge(object, pair.value as Node);
      else define(object, this.#key(key), this.value(pair.value as Node | null));
    }
    return object;
  }

  #key(node: Node): string {
    let target: Node = node;
    if (isAlias(node)) target = this.#anchors.get(node.source) ?? node;
    else if ('anchor' in node && typeof node.anchor === 'string') this.#anchors.set(node.anchor, node);
    if (!isScalar(target)) throw new Refused('bad key', node);
    const scalar = resolveTagged(
      String(target.value ?? ''),
      target.type === 'PLAIN' || target.type === undefined,
      target.tag,
    );
    const text = scalar && keyText(scalar);
    if (text === undefined) throw new Refused('bad key', node);
    return text;
  }

  #merge(object: JsonObject, node: Node): void {
    const value = this.value(node);
    const parts = Array.isArray(value) ? value.toReversed() : [value];
    for (const part of parts) {
      if (!isObject(part)) throw new Refused('merge', node);
      for (const [key, member] of Object.entries(part)) define(object, key, member);
    }
  }
}

function define(object: JsonObject, key: string, value: JsonValue): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}
