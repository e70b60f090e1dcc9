import { editDistance } from '../model/index.ts';
import { type MarkerEntry, markerTable } from './table.ts';

export interface NameMatch {
  entry: MarkerEntry;
  /**
   * exact; near: one slip away; bare: the right words without their outer underscores or in another order, which may as well be
   * an application's own variable.
   */
  match: 'exact' | 'near' | 'bare';
}

const longestName = 80;
const byName = new Map(markerTable.map((entry) => [entry.name, entry]));
const byWords = new Map(markerTable.map((entry) => [sortedWords(entry.name), entry]));

/** The marker an environment variable is, or was meant to be; undefined for ordinary names. */
export function markerNamed(name: string): NameMatch | undefined {
  const exact = byName.get(name);
  if (exact !== undefined) return { entry: exact, match: 'exact' };
  if (name.length > longestName) return undefined;
  const words = byWords.get(sortedWords(name));
  if (words !== undefined) return { entry: words, match: isBare(name) ? 'bare' : 'near' };
  const near = markerTable.find((entry) => editDistance(name, entry.name, 1) <= 1);
  return near === undefined ? undefined : { entry: near, match: 'near' };
}

/** The words of a name without regard to case, order, `-` for `_`, blanks and outer underscores. */
function sortedWords(name: string): string {
  const core = name.trim().toUpperCase().replaceAll('-', '_').replaceAll(' ', '').split('_');
  return core
    .filter((word) => word !== '')
    .sort()
    .join('_');
}

function isBare(name: string): boolean {
  const plain = name.trim();
  return !plain.startsWith('_') && !plain.endsWith('_') && !/^(?:ECI|KRUISE)/i.test(plain);
}
