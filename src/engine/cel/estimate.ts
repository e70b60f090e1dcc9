import { children, type Expression } from './syntax.ts';

/** Elements a list of unknown length is taken to have: more containers, ports or variables than real pods have. */
const usualLength = 100;

/** The worst a macro or library call costs, so that a rule that would always run out of budget is refused when it is loaded. */
export function estimateCost(node: Expression): number {
  const own = children(node).reduce((total, child) => total + estimateCost(child), 1);
  if (node.kind !== 'macro') return own + callCost(node);
  const inside = (node.filter === undefined ? 0 : estimateCost(node.filter)) + estimateCost(node.body);
  return estimateCost(node.target) + estimateLength(node.target) * (inside + 4);
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
