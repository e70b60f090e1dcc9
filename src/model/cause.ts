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
