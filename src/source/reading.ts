import type { JsonValue, Part, Pointer, SourceProblem } from '../model/index.ts';

/** A stretch of a chunk's text, as offsets in UTF-16 code units; `to` is exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** A `SourceProblem` whose places are still spans of the chunk. */
export interface TextProblem {
  kind: SourceProblem['kind'];
  message: string;
  span: Span;
  pointer?: Pointer;
  related?: { message: string; span: Span }[];
}

/** What one chunk holds. `value` is undefined when it is refused; `problems` then says why. */
export interface Reading {
  value: JsonValue | undefined;
  problems: TextProblem[];
}

/** Where the value at a pointer stands; without `part`, the value or, where nothing is written for it, its key. */
export type Locate = (pointer: Pointer, part?: Part) => Span | undefined;

/** A way to read a chunk. Everything that knows a parser stands behind this: a faster one is one more Reader. */
export interface Reader {
  read(text: string): Reading;
  /** Builds what `Locate` needs, for the one document in ten that has something to show. */
  locator(text: string): Locate;
}

/** Deeper nesting is refused: no manifest needs it, and whoever walks a value by recursion may rely on it. */
export const deepest = 300;

/** Thrown inside a reader at the first place that Kubernetes' reader would refuse. */
export class Refused extends Error {
  readonly span: Span;
  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

export function tooDeep(span: Span): Refused {
  return new Refused(
    `The nesting is deeper than ${deepest} levels. Kubernetes objects need a few dozen: flatten it.`,
    span,
  );
}

/** Runs a reader's work; what it refuses becomes a problem. */
export function reading(work: () => Reading): Reading {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { value: undefined, problems: [{ kind: 'yaml-syntax', message: error.message, span: error.span }] };
  }
}
