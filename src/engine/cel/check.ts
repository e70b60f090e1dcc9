import { Checker } from './checker.ts';
import type { Declarations } from './declarations.ts';
import { CelError } from './errors.ts';
import { estimateCost } from './estimate.ts';
import { expressionLimit } from './run.ts';
import type { Expression, Parsed } from './syntax.ts';
import { children } from './syntax.ts';
import { typeText } from './types.ts';

export interface CheckOptions {
  /** Limits for rules: patterns are literals, macros nest two deep, the worst case stays within one expression's budget. */
  readonly rules?: boolean;
}

/** How deep macros may nest in a rule. */
const deepestMacros = 2;
const patternMethods = new Set(['matches', 'find', 'findAll']);

/** The static type of an expression: 'bool', 'list(string)', 'dyn' … Throws CelError, stage `check`, with the place of what is wrong. */
export function check(parsed: Parsed, declarations: Declarations, options: CheckOptions = {}): string {
  const checker = new Checker(declarations);
  const type = checker.check(parsed.root);
  if (options.rules === true) checkLimits(parsed.root);
  return typeText(type);
}

function checkLimits(root: Expression): void {
  checkPatterns(root);
  checkMacros(root, 0);
  const cost = estimateCost(root);
  if (cost > expressionLimit) {
    throw new CelError(
      'check',
      `the expression may cost ${cost.toPrecision(2)}, at most ${expressionLimit} are allowed`,
      root.start,
      root.end,
    );
  }
}

function checkPatterns(node: Expression): void {
  if (node.kind === 'call' && patternMethods.has(node.name)) {
    const pattern = node.args[node.target === undefined ? 1 : 0];
    if (pattern !== undefined && pattern.kind !== 'literal') {
      throw new CelError(
        'check',
        `${node.name}() takes a literal pattern in rules, not a computed one`,
        pattern.start,
        pattern.end,
      );
    }
  }
  for (const child of children(node)) checkPatterns(child);
}

function checkMacros(node: Expression, depth: number): void {
  const inner = node.kind === 'macro' ? depth + 1 : depth;
  if (inner > deepestMacros) {
    throw new CelError('check', `macros nest at most ${deepestMacros} deep in rules`, node.start, node.end);
  }
  if (node.kind !== 'macro') {
    for (const child of children(node)) checkMacros(child, depth);
    return;
  }
  checkMacros(node.target, depth);
  for (const part of [node.filter, node.body]) if (part !== undefined) checkMacros(part, inner);
}
