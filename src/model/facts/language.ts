import type { JsonValue } from '../json.ts';
import type { Manifest } from '../manifest.ts';
import type { Pointer } from '../pointer.ts';

/**
 * Facts are declared once, as data: the load-time check of rules reads the declarations, TypeScript derives the shapes from them.
 * A type is `string`, `int`, `bool`, `dyn` (raw JSON), `list(T)`, `map(T)` (string keys) or the name of a record.
 * Declared members are always present: empty, 0 or false instead of missing or null.
 */
export type RecordDeclaration = Readonly<Record<string, string>>;
export type RecordDeclarations = Readonly<Record<string, RecordDeclaration>>;

export type FactValue<Records extends RecordDeclarations, Type extends string> = Type extends 'string'
  ? string
  : Type extends 'int'
    ? number
    : Type extends 'bool'
      ? boolean
      : Type extends 'dyn'
        ? JsonValue
        : Type extends `list(${infer Item})`
          ? FactValue<Records, Item>[]
          : Type extends `map(${infer Item})`
            ? Record<string, FactValue<Records, Item>>
            : Type extends keyof Records
              ? { [Member in keyof Records[Type]]: FactValue<Records, Records[Type][Member]> }
              : never;

/** A fact list a rule can select: the record of its items, and the named places (besides JSONPaths) its validations may point at. */
export interface ListDeclaration {
  readonly item: string;
  /** workload: once per pod spec; object: once per manifest. */
  readonly scope: 'workload' | 'object';
  readonly places: readonly string[];
  /** The kind of objects it is about, as in `kinds` of rules; of others it is empty. Absent: every kind. */
  readonly of?: string;
}

export interface Place {
  /** Absent: the manifest the item belongs to. */
  manifest?: Manifest;
  pointer: Pointer;
  /** The key is meant where a scalar's value would be shown otherwise. */
  part?: 'key';
}

/** One item of a fact list: what CEL sees as `self`, where it stands, and the places its list declares (absent where there is none). */
export interface FactItem<Value = unknown> {
  self: Value;
  pointer: Pointer;
  places?: Readonly<Record<string, Place | undefined>>;
}
