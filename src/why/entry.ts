import type { Signal } from './context.ts';

/** One possible cause, as data: what the tables of this room are made of. */
export interface Entry {
  id: string;
  /** The cause in one line. */
  summary: string;
  why: string;
  /** What to do, the first thing first. */
  fix: readonly string[];
  /** A command whose answer tells whether this is the cause. */
  look?: string;
  /** Rules that find it before the server does, beside those of its checks. */
  rules?: readonly string[];
  /** Row whose fate over the versions is shown; absent: that of the row that spoke. '' for none. */
  bands?: string;
  /** Rows that the cause is about although they do not speak: they can be judged only when it is gone. */
  behind?: readonly string[];
  /** How likely it is among the causes of one sentence: `base`, and what each signal adds. */
  weight?: { base: number } & Partial<Record<Signal, number>>;
  /** Gate that has to be off for it: it can be only on versions that let one switch it off. */
  gate?: string;
  /** Releases on which it can be, where the entry knows them. */
  releases?: string;
  /** Last minor of the server on which it can be; absent: all. */
  until?: number;
}

/** A cause that is known by words other than a refused field: of the kubelet, the scheduler, a controller, a webhook, a tool. */
export interface EventEntry extends Entry {
  words: RegExp;
  /** Ids of the sidecar entries that come next: what the words leave open. */
  or?: readonly string[];
  /** The words say who refuses, so they come before what was refused. */
  isFirst?: boolean;
  /** Releases on which it can be, told by the words. */
  versions?: (match: RegExpExecArray) => string;
}
