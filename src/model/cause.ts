import type { JsonObject } from './json.ts';
import type { Pointer } from './pointer.ts';

export type Reason =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid';

/** One thing the API server (or Kruise's webhook) would say, in its order. */
export interface Cause {
  /** Row of the parity table, e.g. 'P03'; 'other' outside it. */
  check: string;
  reason: Reason;
  /** The server's own path. */
  field: string;
  /** Where a person should look; may differ from `field`. */
  pointer: Pointer;
  message: string;
  /** True when the cause exists only because a field was dropped or pruned before validation. */
  afterLoss?: boolean;
  /** Where the lost field stands, when afterLoss. */
  becauseOf?: Pointer;
  /** Values the server would take, as it lists them. */
  supported?: readonly string[];
}

/** A field of a known type that the target's minor does not know. */
export interface UnknownField {
  /** As the server prints it: 'spec.initContainers[0].restartPolicy'. */
  field: string;
  pointer: Pointer;
  /** Go type that should hold it: 'Container', 'PodSpec', 'Probe' … */
  owner: string;
  name: string;
  /** First minor that has the field (34 for 1.34); undefined for a field of no minor. */
  since?: number;
  /** Last minor that had it. */
  until?: number;
}

/** A field that is present after defaulting and silently gone before validation. */
export interface Drop {
  check: string;
  field: string;
  pointer: Pointer;
  owner: string;
  name: string;
  /** The gate that is off. */
  gate: string;
}

/** Something the API server says although it takes the object. */
export interface ServerWarning {
  /** duplicate-port, env-shadow, negative-grace … */
  kind: string;
  /** The path the server's text starts with; '' when it starts with none. */
  field: string;
  pointer: Pointer;
  message: string;
}

/** A value whose JSON type the field cannot take: refused with 400 whatever the client asks for. */
export interface DecodeError {
  /** Go-style path without list indexes, as the server's text has it; '' when the text names none. */
  field: string;
  pointer: Pointer;
  /** What the field holds: string, int32, []Container … */
  wanted: string;
}

/** What an API server would make of an object. */
export interface Verdict {
  /** Absent when the object cannot be decoded, or its kind is none that the tables know. */
  effective?: JsonObject;
  unknown: UnknownField[];
  /** Paths of members given twice; known only to callers who read the text. */
  duplicates: string[];
  decodeError?: DecodeError;
  /** The target has no such subresource: 404, and nothing else is said. */
  notServed?: true;
  dropped: Drop[];
  causes: Cause[];
  warnings: ServerWarning[];
}
