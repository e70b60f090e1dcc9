import { RE2JS } from 're2js';
import { Fault } from '../errors.ts';
import { lengthCost, type Row } from '../overloads.ts';
import type { Meter } from '../run.ts';

/** A pattern in RE2's syntax, matched in linear time. Throws a Fault for a pattern that RE2 refuses. */
export function compilePattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new Fault(
      'bad-regex',
      `'${pattern}' is no regular expression: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

/** Names whose last argument is a pattern: a literal one is compiled once, with the program. */
export const patternNames: ReadonlySet<string> = new Set(['matches', 'find', 'findAll']);

export const regexRows: readonly Row[] = [
  [
    'matches',
    'string.(string): bool',
    (text: string, pattern: string) => compilePattern(pattern).test(text),
    patternCost,
  ],
  [
    'matches',
    '(string, string): bool',
    (text: string, pattern: string) => compilePattern(pattern).test(text),
    patternCost,
  ],
  [
    'find',
    'string.(string): string',
    (text: string, pattern: string) => find(text, compilePattern(pattern)),
    patternCost,
  ],
  [
    'findAll',
    'string.(string): list(string)',
    (text: string, pattern: string, meter: Meter) => findAll(text, compilePattern(pattern), -1, meter),
    patternCost,
  ],
  [
    'findAll',
    'string.(string, int): list(string)',
    (text: string, pattern: string, count: number, meter: Meter) =>
      findAll(text, compilePattern(pattern), count, meter),
    patternCost,
  ],
];

/** What cel-go charges for a match. */
export function patternCost(text: string, pattern: string): number {
  return lengthCost(text.length + 1) * lengthCost(pattern.length, 0.25);
}

export function find(text: string, pattern: RE2JS): string {
  const matcher = pattern.matcher(text);
  return matcher.find() ? (matcher.group() ?? '') : '';
}

/** At most `count` matches, all for a negative one. */
export function findAll(text: string, pattern: RE2JS, count: number | bigint, meter: Meter): string[] {
  const found: string[] = [];
  const matcher = pattern.matcher(text);
  while ((count < 0 || found.length < count) && matcher.find()) {
    meter.charge(1);
    found.push(matcher.group() ?? '');
  }
  return found;
}
