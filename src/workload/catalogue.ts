import data from './catalogue.json' with { type: 'json' };
import type { CatalogueEntry } from './catalogue-entry.ts';
import { requiredText } from './literal.ts';

/** Finds a regular expression in a text: the matched part, undefined when there is none. Must be linear in the text. */
export type Match = (pattern: string, text: string) => string | undefined;

/** An entry with its patterns ready to run. */
export interface KnownEntry {
  entry: CatalogueEntry;
  find: Match;
}

/** Entries whose image or name patterns match, by themselves no match yet. */
export interface Candidate {
  known: KnownEntry;
  /** Length of the text an image pattern matched; 0: none did. */
  image: number;
  name: boolean;
}

export interface Catalogue {
  /** Entries that the image or the name point to, and those that need neither. */
  candidates(image: string, name: string): readonly Candidate[];
}

/** Texts longer than this cannot be names; command lines are searched up to it. */
export const longestText = 4096;
const longestName = 256;
const rememberedPairs = 4096;

/** For our own patterns only, which hold no nested repetition. */
function ownMatch(): Match {
  const needed = new Map<string, string>();
  const compiled = new Map<string, RegExp>();
  return (pattern, text) => {
    const part = needed.get(pattern) ?? requiredText(pattern);
    needed.set(pattern, part);
    if (!text.includes(part)) return undefined;
    let expression = compiled.get(pattern);
    if (expression === undefined) {
      const ignoreCase = pattern.startsWith('(?i)');
      expression = new RegExp(ignoreCase ? pattern.slice(4) : pattern, ignoreCase ? 'i' : '');
      compiled.set(pattern, expression);
    }
    return expression.exec(text)?.[0];
  };
}

/**
 * The catalogue of known helper images. A user's entries come first, so that they win over an equal match of ours; their patterns
 * run on `match`, which must not backtrack.
 */
export function createCatalogue(extra: readonly CatalogueEntry[] = [], match?: Match): Catalogue {
  // The file is made by test-cases/support/catalogue.ts, and a test holds it against this type.
  const own = data as readonly CatalogueEntry[];
  const findOwn = ownMatch();
  const known = [
    ...extra.map((entry) => ({ entry, find: match ?? findOwn })),
    ...own.map((entry) => ({ entry, find: findOwn })),
  ];
  const remembered = new Map<string, readonly Candidate[]>();
  return {
    candidates(image, name) {
      const key = `${image} ${name}`;
      const before = remembered.get(key);
      if (before !== undefined) return before;
      if (remembered.size >= rememberedPairs) remembered.clear();
      const found = known.flatMap((each) => candidateOf(each, image, name) ?? []);
      remembered.set(key, found);
      return found;
    },
  };
}

function candidateOf(known: KnownEntry, image: string, name: string): Candidate | undefined {
  const { entry, find } = known;
  let longest = 0;
  if (image.length <= longestName)
    for (const pattern of entry.images ?? []) longest = Math.max(longest, find(pattern, image)?.length ?? 0);
  const named = name.length <= longestName && (entry.names ?? []).some((pattern) => find(pattern, name) !== undefined);
  const alsoByArgs = entry.need === 'args' || entry.need.endsWith('|args');
  return longest > 0 || named || alsoByArgs ? { known, image: longest, name: named } : undefined;
}
