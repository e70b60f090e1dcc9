/** When an expression failed: while read, type-checked, turned into a program, or evaluated. The first three are found at load. */
export type Stage = 'parse' | 'check' | 'program';

/** What went wrong at run time, in the words of the recordings in conformance/cel. */
export type FaultKind =
  | 'no-such-key'
  | 'index-out-of-range'
  | 'no-such-overload'
  | 'division-by-zero'
  | 'overflow'
  | 'bad-conversion'
  | 'bad-regex'
  | 'cost-exceeded'
  | 'other';

/** A fault of the expression itself. `start` and `end` are UTF-16 offsets into its text. */
export class CelError extends Error {
  readonly stage: Stage;
  readonly start: number;
  readonly end: number;

  constructor(stage: Stage, message: string, start: number, end: number) {
    super(message);
    this.name = 'CelError';
    this.stage = stage;
    this.start = start;
    this.end = end;
  }
}

/** An expression that could not be evaluated over the values it met. `start` and `end` are UTF-16 offsets into its text. */
export class CelRuntimeError extends Error {
  readonly kind: FaultKind;
  readonly start: number;
  readonly end: number;

  constructor(kind: FaultKind, message: string, start: number, end: number) {
    super(message);
    this.name = 'CelRuntimeError';
    this.kind = kind;
    this.start = start;
    this.end = end;
  }
}

/**
 * What evaluation throws inside: `||`, `exists` and others absorb it, so it must be cheap. No Error, hence no stack;
 * `Program.evaluate` turns what escapes into a CelRuntimeError.
 */
export class Fault {
  readonly kind: FaultKind;
  readonly message: string;
  start = -1;
  end = -1;

  constructor(kind: FaultKind, message: string) {
    this.kind = kind;
    this.message = message;
  }

  /** The innermost place wins. */
  at(span: { readonly start: number; readonly end: number }): this {
    if (this.start < 0) {
      this.start = span.start;
      this.end = span.end;
    }
    return this;
  }
}
