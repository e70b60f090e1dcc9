import { editDistance } from '../model/index.ts';
import { type MarkerEntry, markerTable } from './table.ts';

export interface NameMatch {
  entry: MarkerEntry;
  /**
   * exact; near: one slip away; bare: as near, but without any outer underscore and without the prefix of the platform, so that
   * it may as well be an application's own variable.
   */
  match: 'exact' | 'near' | 'bare';
}

const longestName = 80;
/** Baidu's and Huawei's container instances have variables of their own. */
const otherClouds = /^(?:BCI|CCI)_/i;
const byName = new Map(markerTable.map((entry) => [entry.name, entry]));
const byWords = new Map(markerTable.map((entry) => [sortedWords(entry.name), entry]));

/** Whether a name is a marker to the letter; cheap enough for every variable. */
export const isMarker = (name: string): boolean => byName.has(name);

/** The marker an environment variable is, or was meant to be; undefined for ordinary names. */
export function markerNamed(name: string): NameMatch | undefined {
  const exact = byName.get(name);
  if (exact !== undefined) return { entry: exact, match: 'exact' };
  if (name.length > longestName || otherClouds.test(name)) return undefined;
  const entry = byWords.get(sortedWords(name)) ?? markerTable.find((each) => editDistance(name, each.name, 1) <= 1);
  return entry === undefined ? undefined : { entry, match: isBare(name) ? 'bare' : 'near' };
}

/** The words of a name without regard to case, order, `-` for `_`, blanks and outer underscores. */
function sortedWords(name: string): string {
  const core = name.trim().toUpperCase().replaceAll('-', '_').replaceAll(' ', '').split('_');
  return core
    .filter((word) => word !== '')
    .sort()
    .join('_');
}

/** Nothing about the name is a platform's own: no outer underscore, no prefix, no host. */
export function isBare(name: string): boolean {
  const plain = name.trim();
  return !plain.startsWith('_') && !plain.endsWith('_') && !/^(?:ECI|KRUISE)|\//i.test(plain);
}
