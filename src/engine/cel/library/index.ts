import { Library, type Row } from '../overloads.ts';
import { conversionRows } from './conversions.ts';
import { listRows } from './lists.ts';
import { regexRows } from './regex.ts';
import { stringRows } from './strings.ts';
import { timeRows } from './time.ts';

export { conversionNames } from './conversions.ts';
export { compilePattern, find, findAll, patternCost, patternNames } from './regex.ts';

/** Everything the environment of Kubernetes declares and this engine has. */
export const rows: readonly Row[] = [...conversionRows, ...listRows, ...regexRows, ...stringRows, ...timeRows];

export const library = new Library(rows);
