import type { Declarations } from './check.ts';
import type { Parsed, Span } from './syntax.ts';

export interface Unguarded extends Span {
  readonly message: string;
}

export function findUnguarded(
  _parsed: Parsed,
  _declarations: Declarations,
  _assumed: readonly Parsed[] = [],
): Unguarded[] {
  return [];
}
