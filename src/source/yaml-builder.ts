import { isObject, type JsonObject, type JsonValue, join } from '../model/index.ts';
import { define } from './define.ts';
import { deepest, Refused, type TextProblem, tooDeep } from './reading.ts';
import { keyText, type Scalar as Resolved, resolveTagged } from './scalar.ts';
import { checkBlockText, checkEscapes, checkIndent, checkKey, checkName, checkPlain } from './yaml-rules.ts';
import { isAlias, isMap, isMergeKey, isScalar, type Pair, type ParsedNode, type Scalar, unquote } from './yaml-tree.ts';

type Entry = Pair<ParsedNode, ParsedNode | null>;

/**
 * Builds the JSON value of a tree in one pass, in the order and with the limits of go-yaml 2: keys and merges take effect where they
 * stand, the last one wins, and an alias is read anew each time within a budget.
 */
export class YamlBuilder {
  readonly problems: TextProblem[] = [];
  readonly #text: string;
  readonly #anchors = new Map<string, ParsedNode>();
  readonly #open = new Set<ParsedNode>();
  readonly #path: (string | number)[] = [];
  #decoded = 0;
  #decodedByAlias = 0;
  #aliases = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(node: ParsedNode | null, inFlow: boolean): JsonValue {
    if (node === null) return null;
    this.#count(node);
    if (isAlias(node)) return this.#aliased(node.source, node, (target) => this.value(target, inFlow));
    this.#enter(node, inFlow);
    if (isScalar(node)) return jsonValue(this.#scalar(node, inFlow), node);
    if (this.#open.size >= deepest) throw tooDeep({ from: node.range[0], to: node.range[1] });
    this.#open.add(node);
    const value: JsonValue = isMap(node) ? {} : [];
    if (isMap(node)) this.#fill(value as JsonObject, node.items as Entry[], node.flow === true);
    else this.#fillList(value as JsonValue[], node.items as ParsedNode[], node.flow === true);
    this.#open.delete(node);
    return value;
  }

  #fillList(list: JsonValue[], items: ParsedNode[], inFlow: boolean): void {
    for (const [at, item] of items.entries()) {
      this.#path.push(at);
      list.push(this.value(item, inFlow));
      this.#path.pop();
    }
  }

  #fill(object: JsonObject, items: Entry[], inFlow: boolean): void {
    let first: Map<string, ParsedNode> | undefined;
    for (const [at, { key, value }] of items.entries()) {
      checkKey(this.#text, key, value?.range[0]);
      if (isMergeKey(key)) {
        this.#merge(object, value);
        continue;
      }
      const { name, identity } = this.#key(key, inFlow);
      this.#path.push(name);
      if (first || Object.hasOwn(object, name)) {
        first ??= this.#firstOf(items.slice(0, at));
        this.#noteDuplicate(name, key, first.get(identity));
        if (!first.has(identity)) first.set(identity, key);
      }
      define(object, name, this.value(value, inFlow));
      this.#path.pop();
    }
  }

  /** Only built once a name comes twice; `1` and `"1"` are two keys to a strict reader. */
  #firstOf(items: Entry[]): Map<string, ParsedNode> {
    const first = new Map<string, ParsedNode>();
    for (const { key } of items) {
      const { identity } = isMergeKey(key) ? { identity: '' } : this.#resolveKey(key);
      if (identity !== '' && !first.has(identity)) first.set(identity, key);
    }
    return first;
  }

  #noteDuplicate(name: string, key: ParsedNode, first: ParsedNode | undefined): void {
    // Reached through an alias, the place was judged where it is written.
    if (!first || this.#aliases > 0) return;
    this.problems.push({
      kind: 'duplicate-key',
      message: `The key \`${name}\` stands twice in this mapping: the last one wins, the other is lost. Delete one.`,
      span: { from: key.range[0], to: key.range[1] },
      pointer: join('', ...this.#path),
      related: [{ message: 'first here', span: { from: first.range[0], to: first.range[1] } }],
    });
  }

  #key(node: ParsedNode, inFlow: boolean): { name: string; identity: string } {
    this.#count(node);
    if (!isAlias(node)) this.#enter(node, inFlow);
    if (isScalar(node) && node.type === 'PLAIN') checkPlain(this.#text, node, inFlow);
    return this.#resolveKey(node);
  }

  #resolveKey(node: ParsedNode): { name: string; identity: string } {
    if (isAlias(node)) return this.#aliased(node.source, node, (target) => this.#resolveKey(target));
    const scalar = isScalar(node) ? this.#scalar(node, false) : undefined;
    const name = scalar && keyText(scalar);
    if (name === undefined) throw refused('A key must be text, a number or a boolean. Put it in quotes.', node);
    return { name, identity: `${scalar?.type} ${name}` };
  }

  #merge(object: JsonObject, node: ParsedNode | null): void {
    const from = node && isAlias(node) ? this.#anchors.get(node.source) : node;
    const parts = from === node && node && !isMap(node) && 'items' in node ? (node.items as ParsedNode[]) : [node];
    for (const part of parts.toReversed()) {
      const value = this.value(part, false);
      if (!isObject(value))
        throw refused('Only mappings can be merged with `<<`. Name an anchor of a mapping.', part ?? node);
      for (const [key, member] of Object.entries(value)) define(object, key, member);
    }
  }

  #scalar(node: Scalar.Parsed, inFlow: boolean): Resolved {
    const plain = node.type === 'PLAIN' || node.type === undefined;
    let text = String(node.source ?? '');
    if (plain) checkPlain(this.#text, node, inFlow);
    else if (node.type?.startsWith('BLOCK')) checkBlockText(this.#text, node);
    else if (node.type === 'QUOTE_DOUBLE') {
      const source = this.#text.slice(node.range[0], node.range[1]);
      if (source.includes('\\')) text = unquote(checkEscapes(source, node.range[0]));
    }
    const scalar = resolveTagged(text, plain, node.tag);
    if (!scalar)
      throw refused(`\`${text}\` is not what the tag before it says. Delete the tag or correct the value.`, node);
    return scalar;
  }

  #enter(node: ParsedNode, inFlow: boolean): void {
    if (!inFlow) checkIndent(this.#text, node.range[0]);
    if (!('anchor' in node) || node.anchor === undefined) return;
    checkName(node.anchor, node);
    this.#anchors.set(node.anchor, node);
  }

  #aliased<T>(name: string, node: ParsedNode, work: (target: ParsedNode) => T): T {
    checkName(name, node);
    const target = this.#anchors.get(name);
    if (!target)
      throw refused(
        `The alias \`*${name}\` names no anchor: no \`&${name}\` stands before it. Add it, or quote the text.`,
        node,
      );
    if (this.#open.has(target)) throw refused(`The anchor \`&${name}\` contains itself. Write the value out.`, node);
    this.#aliases += 1;
    const result = work(target);
    this.#aliases -= 1;
    return result;
  }

  /** Go-yaml's budget: of the first 400,000 values 99 % may come from aliases, of 4,000,000 or more 10 %, in between a straight line. */
  #count(node: ParsedNode): void {
    this.#decoded += 1;
    if (this.#aliases === 0) return;
    this.#decodedByAlias += 1;
    if (this.#decodedByAlias <= 100 || this.#decoded <= 1000) return;
    const above = Math.min(1, Math.max(0, (this.#decoded - 400_000) / 3_600_000));
    if (this.#decodedByAlias / this.#decoded > 0.99 - 0.89 * above)
      throw refused('Aliases in aliases make this document explode. Write the values out.', node);
  }
}

function jsonValue(scalar: Resolved, node: ParsedNode): JsonValue {
  if (scalar.type !== 'float' || Number.isFinite(scalar.value)) return scalar.value;
  throw refused(
    'JSON, and so Kubernetes, has no infinity and no NaN. Write a number, or put the text in quotes.',
    node,
  );
}

function refused(message: string, node: ParsedNode | null): Refused {
  return new Refused(message, { from: node?.range[0] ?? 0, to: node?.range[1] ?? 0 });
}
