import type { JsonValue } from './json.ts';
import type { Pointer } from './pointer.ts';

/** The text an operation changes. Pointers of operations start at the document, which is the object unless that stands in a List. */
export interface Within {
  /** As in `Location`: '' for objects without a text. */
  uri: string;
  /** Index of the document in its text, as in `SourceDocument`. */
  document: number;
}

/** One change of a document. Members of mappings that are missing on the way to `pointer` are made. */
export type Change =
  /** A value in place of another. */
  | { op: 'replace'; pointer: Pointer; value: JsonValue }
  /** A new member, or with `-` as the last segment a new last entry of a list. `after`: members it should stand behind, the first that exists. */
  | { op: 'add'; pointer: Pointer; value: JsonValue; after?: readonly string[] }
  | { op: 'remove'; pointer: Pointer }
  /** Earlier members of the same name, which the last one hides: the object stays as it is. */
  | { op: 'remove-hidden'; pointer: Pointer }
  /** Another name for a member. */
  | { op: 'rename'; pointer: Pointer; name: string }
  /** What stands at `from`, to where `pointer` says as in `add`. */
  | { op: 'move'; from: Pointer; pointer: Pointer }
  /** The text of a scalar, as it is written, as a string. */
  | { op: 'quote'; pointer: Pointer }
  /** A document of its own behind this one. */
  | { op: 'add-document'; value: JsonValue };

export type Operation = Within & Change;

/** A way to repair a finding, in the order in which it is to be carried out. */
export interface Fix {
  title: string;
  /** Changes nothing but what the finding is about. Others are for a person to decide. */
  safe: boolean;
  operations: Operation[];
}
