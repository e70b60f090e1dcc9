import type { Call, Expression } from './syntax.ts';

/** Paths that are known to be present, as `pathKey` writes them. */
export type Facts = ReadonlySet<string>;

/** Macro variables in scope; `key` is unlike that of every other variable. */
export interface Names {
  readonly name: string;
  readonly key: string;
  readonly outer: Names | undefined;
}

const nothing: Facts = new Set();

/** One text per place: object.spec, object['spec'] and object.?spec are the same place. Undefined for what is no plain path. */
export function pathKey(node: Expression, names: Names | undefined): string | undefined {
  if (node.kind === 'identifier') return variableKey(node.name, names);
  if (node.kind === 'select') {
    const operand = pathKey(node.operand, names);
    return operand === undefined ? undefined : `${operand}.${node.field}`;
  }
  const [container, position] = node.kind === 'call' && (node.name === '[]' || node.name === '[?]') ? node.args : [];
  const base = container && pathKey(container, names);
  return base === undefined || position === undefined ? undefined : elementKey(base, position, names);
}

function variableKey(name: string, names: Names | undefined): string {
  for (let at = names; at !== undefined; at = at.outer) if (at.name === name) return at.key;
  return name;
}

function elementKey(base: string, position: Expression, names: Names | undefined): string | undefined {
  if (position.kind !== 'literal') {
    const key = pathKey(position, names);
    return key === undefined ? undefined : `${base}[${key}]`;
  }
  return typeof position.value === 'string' ? `${base}.${position.value}` : `${base}[${String(position.value)}]`;
}

function union(sets: readonly Facts[]): Facts {
  return new Set(sets.flatMap((set) => [...set]));
}

/** What is present when the condition came out as `outcome`. */
export function factsOf(node: Expression, outcome: boolean, names: Names | undefined): Facts {
  if (node.kind === 'select') return node.test && outcome ? keys([node], names) : nothing;
  if (node.kind === 'and' || node.kind === 'or') {
    const parts = node.operands.map((operand) => factsOf(operand, outcome, names));
    if ((node.kind === 'and') === outcome) return union(parts);
    const [first = nothing, ...rest] = parts;
    return new Set([...first].filter((key) => rest.every((part) => part.has(key))));
  }
  if (node.kind !== 'call') return nothing;
  const [first, second] = node.args;
  if (node.name === '!' && first !== undefined) return factsOf(first, !outcome, names);
  if (!outcome) return nothing;
  if (node.name === 'hasValue' && node.target !== undefined) return keys(chain(node.target), names);
  if (first === undefined || second === undefined) return nothing;
  return node.name === 'in' ? memberFacts(first, second, names) : sizeFacts(node, names);
}

function keys(nodes: readonly Expression[], names: Names | undefined): Facts {
  return new Set(nodes.map((node) => pathKey(node, names)).filter((key) => key !== undefined));
}

/** A path and all paths it starts with. */
function chain(node: Expression): Expression[] {
  if (node.kind === 'select') return [node, ...chain(node.operand)];
  const [container] = node.kind === 'call' && (node.name === '[]' || node.name === '[?]') ? node.args : [];
  return container === undefined ? [] : [node, ...chain(container)];
}

/** `'key' in map` */
function memberFacts(key: Expression, container: Expression, names: Names | undefined): Facts {
  const base = pathKey(container, names);
  const found = base === undefined ? undefined : elementKey(base, key, names);
  return found === undefined ? nothing : new Set([found]);
}

/** `size(list) > 1` and `list.size() >= 2` tell that list[0] and list[1] are there. */
function sizeFacts(node: Call, names: Names | undefined): Facts {
  const [size, bound] = node.args;
  if (size?.kind !== 'call' || size.name !== 'size' || bound?.kind !== 'literal' || typeof bound.value !== 'number')
    return nothing;
  const list = size.target ?? size.args[0];
  const base = list && pathKey(list, names);
  const least = node.name === '>' ? bound.value + 1 : node.name === '>=' || node.name === '==' ? bound.value : 0;
  if (base === undefined) return nothing;
  return new Set(Array.from({ length: Math.max(0, Math.min(least, 100)) }, (_, at) => `${base}[${at}]`));
}

/** What `filter` proves of the items it lets through, each relative to the item: '.ports'. */
export function itemFacts(list: Expression): string[] {
  if (list.kind !== 'macro' || (list.name !== 'filter' && list.name !== 'sortBy')) return [];
  const [name = ''] = list.variables;
  const item = '%item';
  const proven = list.name === 'filter' ? factsOf(list.body, true, { name, key: item, outer: undefined }) : nothing;
  const own = [...proven].filter((key) => key.startsWith(item)).map((key) => key.slice(item.length));
  return [...own, ...itemFacts(list.target)];
}
