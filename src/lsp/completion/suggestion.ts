import type { Policy } from '../../policy/index.ts';
import type { Path } from './scalar.ts';

/** One thing that may stand where the cursor is. */
export interface Suggestion {
  /** What is written, without quotes. */
  word: string;
  sort: 'key' | 'value' | 'rule' | 'name' | 'hint';
  /** Beside the word. */
  detail: string;
  /** Markdown. */
  about: string;
  /** Suggestions with smaller numbers come first; 0 when absent. */
  rank?: number;
  /** Must be text where YAML would read something else: `true`. */
  isText?: true;
  /** Offsets of what it takes the place of; absent: the cursor's word. */
  span?: { from: number; to: number };
}

export function value(word: string, about: string, more: Partial<Suggestion> = {}): Suggestion {
  return { word, sort: 'value', detail: '', about, ...more };
}

export function key(word: string, about: string, more: Partial<Suggestion> = {}): Suggestion {
  return { word, sort: 'key', detail: '', about, ...more };
}

/** A rule, by its id. */
export function ruleId({ id, file }: Policy['rules'][number], more: Partial<Suggestion> = {}): Suggestion {
  return { word: id, sort: 'rule', detail: file.severity ?? '', about: `${file.summary}\n\n${file.why}`, ...more };
}

/** Whether a path leads through these segments; `*` stands for any. */
export function isAt(path: Path, ...pattern: string[]): boolean {
  return path.length === pattern.length && pattern.every((each, index) => each === '*' || each === path[index]);
}

/** Whether a path begins with all of another. */
export function startsWith(path: Path, start: Path): boolean {
  return start.every((segment, index) => segment === path[index]);
}
