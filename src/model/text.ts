/**
 * Edits (insert, delete, replace, swap of two neighbours) that turn `a` into `b`; `limit + 1` as soon as they are more than `limit`.
 * The cost is bounded by `limit`, so long untrusted text is cheap.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= b.length; column += 1) {
      const replace = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let cost = Math.min(replace, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length] ?? limit + 1, limit + 1);
}

/** The candidate one or two edits away from `name` (letter case apart), the first of equals; '' when none is near. Short names allow one edit only. */
export function nearest(name: string, candidates: Iterable<string>): string {
  const wanted = name.toLowerCase();
  let found = '';
  let best = (wanted.length < 5 ? 1 : 2) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), best - 1);
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}
