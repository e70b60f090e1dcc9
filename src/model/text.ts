/**
 * Damerau–Levenshtein distance (optimal string alignment) of two names: insertions, deletions, substitutions and swapped neighbours.
 * Answers `limit + 1` as soon as the distance is known to exceed `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current[column] = cost;
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(at(last, b.length), limit + 1);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

/**
 * The candidate a person most likely meant: the one at the smallest distance, at most 2 and less than half the length of the name,
 * letter case being free. '' when none is near; the first of equals in the candidates' order.
 */
export function nearest(name: string, candidates: Iterable<string>): string {
  // A pasted novel is no slip of the finger, and distances are quadratic.
  if (name.length > 80) return '';
  const limit = Math.min(2, Math.floor((name.length - 1) / 2));
  const plain = name.toLowerCase();
  let found = '';
  let shortest = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(plain, candidate.toLowerCase(), shortest - 1);
    if (distance < shortest && candidate !== name) {
      shortest = distance;
      found = candidate;
    }
  }
  return found;
}

/** Whole texts that stand for a value: $NAME, <name>, __NAME__, @NAME@, %NAME%. */
const wholePlaceholder = /^(?:\$[A-Z_][A-Z0-9_]*|<.*>|__[A-Z0-9_]+__|@[A-Z0-9_]+@|%[A-Z0-9_]+%)$/;

/** Whether something else will fill in a text, or a part of it, before a cluster sees it: Helm, Jinja, a shell, sed. */
export function isPlaceholder(text: string): boolean {
  return text.includes('{{') || text.includes('${') || text.includes('$(') || wholePlaceholder.test(text);
}
