import { children, type Expression } from './syntax.ts';

/** Elements a list of unknown length is taken to have: more containers, ports or variables than real pods have. */
const usualLength = 100;

/** The worst a macro or library call costs, so that a rule that would always run out of budget is refused when it is loaded. */
export function estimateCost(node: Expression): number {
  const own = children(node).map((child) => [child, estimateCost(child)] as const);
  const once = own.reduce((total, [, cost]) => total + cost, 1);
  if (node.kind !== 'macro') return once + callCost(node);
  const inside = own.reduce((total, [child, cost]) => (child === node.target ? total : total + cost), 4);
  return once + estimateLength(node.target) * inside;
}

function callCost(node: Expression): number {
  if (node.kind !== 'call') return 0;
  if (node.name === 'range') return estimateLength(node);
  const isPairwise = ['distinct', 'sort', 'contains', 'equivalent', 'intersects'].includes(node.name);
  const list = node.args.at(-1) ?? node.target;
  return isPairwise && node.target !== undefined && list !== undefined
    ? estimateLength(node.target) * (literalLength(list) ?? 1)
    : 0;
}

function estimateLength(node: Expression): number {
  return literalLength(node) ?? usualLength;
}

/** Lengths that the text itself tells: of list literals, lists.range(n), and what keeps a list's length. */
function literalLength(node: Expression): number | undefined {
  if (node.kind === 'list') return node.elements.length;
  if (node.kind === 'macro') return literalLength(node.target);
  if (node.kind !== 'call') return undefined;
  const [argument] = node.args;
  if (node.name === 'range' && argument?.kind === 'literal') return Math.max(0, Number(argument.value));
  if (node.name === '+') return node.args.reduce((total, part) => total + estimateLength(part), 0);
  return ['sort', 'reverse', 'distinct'].includes(node.name) && node.target !== undefined
    ? literalLength(node.target)
    : undefined;
}
