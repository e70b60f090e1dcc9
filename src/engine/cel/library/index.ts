import { Library, type Row } from '../overloads.ts';
import { conversionRows } from './conversions.ts';
import { ipRows } from './ip.ts';
import { listRows } from './lists.ts';
import { namedFormatRows } from './named-formats.ts';
import { optionalRows } from './optionals.ts';
import { quantityRows } from './quantity.ts';
import { regexRows } from './regex.ts';
import { semverRows } from './semver.ts';
import { stringRows } from './strings.ts';
import { timeRows } from './time.ts';
import { urlRows } from './url.ts';

export { conversionNames } from './conversions.ts';
export { compilePattern, find, findAll, patternCost, patternNames } from './regex.ts';

const rows: readonly Row[] = [
  conversionRows,
  ipRows,
  listRows,
  namedFormatRows,
  optionalRows,
  quantityRows,
  regexRows,
  semverRows,
  stringRows,
  timeRows,
  urlRows,
].flat();

/** Everything the environment of Kubernetes declares and this engine has. */
export const library = new Library(rows);
