import type { JsonValue } from './json.ts';
import type { Pointer } from './pointer.ts';

/** A text and where it came from. `uri` is what findings show: a path as given, `-` for standard input, or an editor's URI. */
export interface Source {
  uri: string;
  text: string;
}

/** 0-based line, 0-based column in UTF-16 code units. */
export interface Position {
  line: number;
  column: number;
}

export interface Range {
  start: Position;
  end: Position;
}

/** What the range of a pointer covers: the key of a mapping entry, its value, or both. */
export type Part = 'key' | 'value' | 'entry';

/** Something wrong with the text itself. `kind` becomes the rule id `source/<kind>`. */
export interface SourceProblem {
  kind: 'yaml-syntax' | 'duplicate-key';
  message: string;
  range: Range;
  /** The place in the document's value, where one exists (duplicate keys). */
  pointer?: Pointer;
  related?: { message: string; range: Range }[];
}

/** One document of a source. `index` counts as Kubernetes' document splitter does. */
export interface SourceDocument {
  index: number;
  /** undefined: the document cannot be read (see problems); null: empty or comments only. */
  value: JsonValue | undefined;
  problems: SourceProblem[];
  /** The lines of the text that the document covers. */
  range: Range;
  /**
   * Positions on demand: computed at the first call. Without `part`, the value, or its key where no value is written (`spec:`).
   * undefined when the pointer does not exist here.
   */
  rangeOf(pointer: Pointer, part?: Part): Range | undefined;
  /** Present when the document holds nothing to lint; it then has no problems. */
  skip?: Skip;
}

/** Why a file or document holds nothing to lint. `reason` is a sentence that says what to do instead. */
export interface Skip {
  kind: 'template' | 'markdown' | 'empty' | 'not-kubernetes' | 'binary' | 'too-large' | 'patch' | 'assertion';
  reason: string;
  document?: number;
}

export interface ParsedSource {
  source: Source;
  documents: SourceDocument[];
  /** Problems of the text as a whole (encoding, NUL bytes). */
  problems: SourceProblem[];
  /** Present when the whole text is passed over. */
  skip?: Skip;
}
