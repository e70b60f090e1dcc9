import {
  type JsonValue,
  join,
  listAt,
  objectAt,
  type Pointer,
  type Reason,
  stringAt,
  valueAt,
} from '../model/index.ts';
import { type Labels, labelAt, labelProblems, labelValueProblems, qualifiedNameProblems } from './labels.ts';

/** One requirement of a label selector, however it was written. */
export interface SelectorTerm {
  key: string;
  operator: string;
  values: string[];
  /** Relative to the selector. */
  pointer: Pointer;
}

export interface SelectorProblem {
  reason: Reason;
  /** As the API machinery gives it, below the field path handed in. */
  field: string;
  /** Relative to the selector. */
  pointer: Pointer;
  message: string;
}

/** The terms of a label selector, matchLabels first (as `In` with one value), in the order written. */
export function selectorTerms(selector: JsonValue | undefined): SelectorTerm[] {
  const terms: SelectorTerm[] = [];
  for (const [key, value] of Object.entries(objectAt(selector, 'matchLabels') ?? {})) {
    const text = typeof value === 'string' ? value : '';
    terms.push({ key, operator: 'In', values: [text], pointer: join('', 'matchLabels', key) });
  }
  for (const [index, expression] of listAt(selector, 'matchExpressions').entries()) {
    const values = listAt(expression, 'values').map((value) => (typeof value === 'string' ? value : ''));
    const pointer = join('', 'matchExpressions', index);
    terms.push({ key: stringAt(expression, 'key'), operator: stringAt(expression, 'operator'), values, pointer });
  }
  return terms;
}

/**
 * Whether a label selector selects an object with these labels. No selector and a malformed one select nothing, an empty one everything.
 */
export function selectorMatches(selector: JsonValue | undefined, labels: Labels): boolean {
  if (selector === undefined || selector === null || !isConvertible(selector)) return false;
  return selectorTerms(selector).every((term) => termMatches(term, labels));
}

/** Whether one term holds. Keys and values are taken as they are; an unknown operator never holds. */
export function termMatches(term: Pick<SelectorTerm, 'key' | 'operator' | 'values'>, labels: Labels): boolean {
  const value = labelAt(labels, term.key);
  if (term.operator === 'In') return value !== undefined && term.values.includes(value);
  if (term.operator === 'NotIn') return value === undefined || !term.values.includes(value);
  if (term.operator === 'Exists') return value !== undefined;
  return term.operator === 'DoesNotExist' && value === undefined;
}

/** False when the API machinery cannot make a matcher of the selector: an operator, key or value that breaks the rules. */
export function isConvertible(selector: JsonValue | undefined): boolean {
  return selectorProblems(selector, '').length === 0;
}

/**
 * What the API machinery's validation of label selectors says, in its order.
 * `field` is the path of the selector; with `expressionValues` false, values of matchExpressions go unchecked, as in libraries before 1.26.
 */
export function selectorProblems(
  selector: JsonValue | undefined,
  field: string,
  options: { expressionValues: boolean } = { expressionValues: true },
): SelectorProblem[] {
  const problems: SelectorProblem[] = [];
  for (const [key, value] of Object.entries(objectAt(selector, 'matchLabels') ?? {})) {
    const pointer = join('', 'matchLabels', key);
    for (const message of labelProblems(key, value)) {
      problems.push({ reason: 'FieldValueInvalid', field: `${field}.matchLabels`, pointer, message });
    }
  }
  for (const [index, expression] of listAt(selector, 'matchExpressions').entries()) {
    const at = { field: `${field}.matchExpressions[${index}]`, pointer: join('', 'matchExpressions', index) };
    problems.push(...expressionProblems(expression, at, options.expressionValues));
  }
  return problems;
}

function expressionProblems(
  expression: JsonValue,
  at: { field: string; pointer: Pointer },
  checkValues: boolean,
): SelectorProblem[] {
  const problems: SelectorProblem[] = [];
  const add = (reason: Reason, name: string, message: string): void => {
    const field = `${at.field}.${name.replace('/', '[')}${name.includes('/') ? ']' : ''}`;
    problems.push({ reason, field, pointer: `${at.pointer}/${name}`, message });
  };
  const operator = stringAt(expression, 'operator');
  const values = listAt(expression, 'values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) add('FieldValueRequired', 'values', `operator ${operator} needs values`);
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) add('FieldValueForbidden', 'values', `operator ${operator} takes no values`);
  } else add('FieldValueInvalid', 'operator', 'the operators are In, NotIn, Exists and DoesNotExist');
  const key = valueAt(expression, 'key');
  for (const message of qualifiedNameProblems(typeof key === 'string' ? key : ''))
    add('FieldValueInvalid', 'key', message);
  if (!checkValues) return problems;
  for (const [index, value] of values.entries()) {
    for (const message of labelValueProblems(typeof value === 'string' ? value : '')) {
      add('FieldValueInvalid', `values/${index}`, `${value}: ${message}`);
    }
  }
  return problems;
}
