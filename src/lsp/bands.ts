import type { View } from '../live.ts';

/** What views say, each sentence with the targets it holds for: `1.28: dropped · 1.29–1.34: kept`. '' when none says anything. */
export function bands(views: readonly View[], order: readonly string[], say: (view: View) => string): string {
  const said = new Map<string, string[]>();
  for (const view of views) {
    const words = say(view);
    if (words !== '') said.set(words, [...(said.get(words) ?? []), ...view.targets]);
  }
  const total = views.flatMap(({ targets }) => targets).length;
  const rows = [...said].map(([words, targets]) => ({
    words,
    at: targets.map((name) => order.indexOf(name)).sort((a, b) => a - b),
  }));
  rows.sort((a, b) => (a.at[0] ?? 0) - (b.at[0] ?? 0));
  const [only] = rows;
  if (rows.length === 1 && only?.at.length === total) return only.words;
  return rows.map(({ words, at }) => `${ranges(at, order)}: ${words}`).join(' · ');
}

function ranges(at: readonly number[], order: readonly string[]): string {
  const runs: number[][] = [];
  for (const index of at) {
    const open = runs.at(-1);
    if (open?.at(-1) === index - 1) open.push(index);
    else runs.push([index]);
  }
  const name = (index: number | undefined): string => order[index ?? -1] ?? '';
  return runs.map((run) => (run.length === 1 ? name(run[0]) : `${name(run[0])}–${name(run.at(-1))}`)).join(', ');
}
