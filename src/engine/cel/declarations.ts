import type { RecordDeclarations } from '../../model/index.ts';
import type { FunctionDeclaration } from './functions.ts';

/** What an expression may name. Types are written as in model/facts/language.ts, with `double` and `dyn` besides. */
export interface Declarations {
  readonly variables: Readonly<Record<string, string>>;
  readonly records: RecordDeclarations;
  readonly functions?: readonly FunctionDeclaration[];
}

/** Types an expression can name, by CEL's names. */
export const typeNames: ReadonlySet<string> = new Set([
  'bool',
  'bytes',
  'double',
  'int',
  'list',
  'map',
  'null_type',
  'optional_type',
  'string',
  'type',
  'uint',
  'google.protobuf.Duration',
  'google.protobuf.Timestamp',
  'net.CIDR',
  'net.IP',
]);

/** The messages an environment without protobuf types has a use for. */
export const messageTypes: ReadonlySet<string> = new Set(['google.protobuf.Duration', 'google.protobuf.Timestamp']);
