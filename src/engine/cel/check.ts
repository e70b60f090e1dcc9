import type { RecordDeclarations } from '../../model/index.ts';
import type { FunctionDeclaration } from './functions.ts';
import type { Parsed } from './syntax.ts';

/** What an expression may name. Types are written as in model/facts/language.ts, with `double` and `dyn` besides. */
export interface Declarations {
  readonly variables: Readonly<Record<string, string>>;
  readonly records: RecordDeclarations;
  readonly functions?: readonly FunctionDeclaration[];
}

export interface CheckOptions {
  /** Limits for rules: literal patterns only, macros two deep, a limit of size. */
  readonly rules?: boolean;
}

export function check(_parsed: Parsed, _declarations: Declarations, _options: CheckOptions = {}): string {
  return 'dyn';
}
