import type { Source } from '../model/index.ts';
import { sourceSkip } from './classify.ts';
import { split } from './split.ts';

/** The text of one document, lines ending in '\n', and where it stands: `index` and lines are those of `parse`. */
export interface Cut {
  text: string;
  firstLine: number;
  lines: number;
}

/** The documents of a text, unread. None when the text is passed over as a whole. */
export function cut(source: Source): Cut[] {
  return sourceSkip(source) === undefined ? split(source.text).chunks : [];
}
