import { Overload } from './overloads.ts';

const noImplementation = () => null;

/** Operators as signatures. The evaluator has them in arithmetic.ts and comparison.ts. */
function signatures(texts: readonly string[]): readonly Overload[] {
  return texts.map((text) => new Overload(['', text, noImplementation]));
}

const duration = 'google.protobuf.Duration';
const timestamp = 'google.protobuf.Timestamp';
const same = (types: readonly string[]) => types.map((type) => `(${type}, ${type}): ${type}`);
const numbers = ['double', 'int', 'uint'];
const order = signatures([
  ...['bool', ...numbers, 'string', 'bytes', timestamp, duration].map((type) => `(${type}, ${type}): bool`),
  ...numbers.flatMap((a) => numbers.filter((b) => b !== a).map((b) => `(${a}, ${b}): bool`)),
]);
const equality = signatures(['(A, A): bool']);

export const operators: Readonly<Record<string, readonly Overload[]>> = {
  // In cel-go's order: the first that fits decides where nothing is known of the operands.
  '+': signatures([
    ...same(['bytes', 'double', duration]),
    `(${duration}, ${timestamp}): ${timestamp}`,
    `(${timestamp}, ${duration}): ${timestamp}`,
    ...same(['int', 'list(A)', 'string', 'uint']),
  ]),
  '-': signatures([
    ...same([...numbers, duration]),
    `(${timestamp}, ${duration}): ${timestamp}`,
    `(${timestamp}, ${timestamp}): ${duration}`,
    '(int): int',
    '(double): double',
  ]),
  '*': signatures(same(numbers)),
  '/': signatures(same(numbers)),
  '%': signatures(same(['int', 'uint'])),
  '!': signatures(['(bool): bool']),
  '==': equality,
  '!=': equality,
  '<': order,
  '<=': order,
  '>': order,
  '>=': order,
  in: signatures(['(A, list(A)): bool', '(A, map(A, B)): bool']),
  '[]': signatures([
    '(list(A), int): A',
    '(map(A, B), A): B',
    '(optional_type(list(A)), int): optional_type(A)',
    '(optional_type(map(A, B)), A): optional_type(B)',
  ]),
  '[?]': signatures([
    '(list(A), int): optional_type(A)',
    '(optional_type(list(A)), int): optional_type(A)',
    '(map(A, B), A): optional_type(B)',
    '(optional_type(map(A, B)), A): optional_type(B)',
  ]),
  '?:': signatures(['(bool, A, A): A']),
};
