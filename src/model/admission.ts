import type { Reason } from './cause.ts';
import type { FileStatus, Location, ObjectReference } from './finding.ts';

/** What a client asks the server to do about unknown and duplicate fields: kubectl 1.25 and newer sends Strict, other clients Warn. */
export const fieldValidations = ['Strict', 'Warn', 'Ignore'] as const;
export type FieldValidation = (typeof fieldValidations)[number];

/** What an API server answers to one request. All paths are the server's own. */
export interface Admission {
  /** Whether the object is stored; true also where nothing is known of its kind, see `unjudged`. */
  allowed: boolean;
  /**
   * HTTP status: 201 created, 200 updated, 400 not readable or, under Strict, with unknown or duplicate fields, 404 no such object or
   * subresource, 422 refused for `errors`.
   */
  code: 200 | 201 | 400 | 404 | 422;
  /** Fields the server does not know, and fields given twice. Unless the request is Strict they are pruned, the last one counts. */
  unknown: string[];
  duplicates: string[];
  /** The object cannot be read at all; `field` is '' where the server names none. Nothing else is then known. */
  decodeError?: { field: string; message: string };
  /** Why the code is 404. */
  notFound?: string;
  /** Why nothing is said: no schema of the kind is known. */
  unjudged?: string;
  /** Fields that go without a word. Like errors and warnings this holds once unknown fields are pruned: a Strict client does not get so far. */
  dropped: string[];
  /** In the server's order. */
  errors: { reason: Reason; field: string; message: string }[];
  warnings: { kind: string; field: string; message: string }[];
}

/** Targets on which the answer is the same. */
export interface AdmissionBand extends Admission {
  targets: string[];
}

export interface AdmittedObject {
  object: ObjectReference;
  /** Of the whole object; of the document where it cannot be read. */
  location: Location;
  /** Each target is in one band; in the order of their first targets. */
  bands: AdmissionBand[];
}

/** The answers to all objects of a run. */
export interface AdmissionReport {
  version: 1;
  /** Names of the targets, in order. */
  targets: string[];
  /** One sentence about targets nobody stated; '' when they were stated. */
  assumed: string;
  fieldValidation: FieldValidation;
  objects: AdmittedObject[];
  files: FileStatus[];
  /** Objects: accepted on every target, rejected on at least one, of kinds that nothing is known of. */
  summary: { accepted: number; rejected: number; unjudged: number };
}
