/** Lines that stay around a change, as `diff -u` shows them. */
const context = 3;

/** Beyond so many pairs of lines the changed middle is not searched: all of its old lines go, all new ones come. */
const mostPairs = 4_000_000;

interface Line {
  /** ' ' kept, '-' gone, '+' new. */
  mark: ' ' | '-' | '+';
  text: string;
}

/** What changed from one text to another, in the unified format without the names of files; '' for equal texts. */
export function unifiedDiff(before: string, after: string): string {
  return hunks(compare(linesOf(before), linesOf(after)));
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** What both begin and end with needs no search. */
function compare(before: readonly string[], after: readonly string[]): Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const middle = edits(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [...marked(' ', before.slice(0, head)), ...middle, ...marked(' ', before.slice(before.length - tail))];
}

const marked = (mark: Line['mark'], texts: readonly string[]): Line[] => texts.map((text) => ({ mark, text }));

function edits(before: readonly string[], after: readonly string[]): Line[] {
  if (before.length * after.length > mostPairs) return [...marked('-', before), ...marked('+', after)];
  const common = commonLengths(before, after);
  const width = after.length + 1;
  const lines: Line[] = [];
  let [x, y] = [0, 0];
  while (x < before.length || y < after.length) {
    const [old = '', made = ''] = [before[x], after[y]];
    const removes = (common[(x + 1) * width + y] ?? 0) >= (common[x * width + y + 1] ?? 0);
    if (x < before.length && y < after.length && old === made) {
      lines.push({ mark: ' ', text: old });
      [x, y] = [x + 1, y + 1];
    } else if (y >= after.length || (x < before.length && removes)) {
      lines.push({ mark: '-', text: old });
      x += 1;
    } else {
      lines.push({ mark: '+', text: made });
      y += 1;
    }
  }
  return lines;
}

/** For each pair of places, how many lines the rests have in common, in order; row by row. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  for (let x = before.length - 1; x >= 0; x -= 1) {
    for (let y = after.length - 1; y >= 0; y -= 1) {
      const here = x * width + y;
      const longer = Math.max(common[here + width] ?? 0, common[here + 1] ?? 0);
      common[here] = before[x] === after[y] ? (common[here + width + 1] ?? 0) + 1 : longer;
    }
  }
  return common;
}

/** Changes that are closer than twice the context stand in one hunk. */
function hunks(lines: readonly Line[]): string {
  const near = new Set<number>();
  for (const [index, { mark }] of lines.entries()) {
    if (mark === ' ') continue;
    for (let at = index - context; at <= index + context; at += 1) near.add(at);
  }
  let text = '';
  let hunk: Line[] = [];
  let [old, made] = [0, 0];
  for (const [index, line] of lines.entries()) {
    if (near.has(index)) hunk.push(line);
    if (line.mark !== '+') old += 1;
    if (line.mark !== '-') made += 1;
    if (hunk.length === 0 || near.has(index + 1)) continue;
    text += hunkText(hunk, old, made);
    hunk = [];
  }
  return hunk.length === 0 ? text : text + hunkText(hunk, old, made);
}

/** `old` and `made`: the last lines of the hunk, counted from 1 on either side. */
function hunkText(hunk: readonly Line[], old: number, made: number): string {
  const removed = hunk.filter(({ mark }) => mark !== '+').length;
  const added = hunk.filter(({ mark }) => mark !== '-').length;
  const range = (last: number, count: number): string => `${count === 0 ? last : last - count + 1},${count}`;
  const body = hunk.map(({ mark, text }) => `${mark}${text}\n`).join('');
  return `@@ -${range(old, removed)} +${range(made, added)} @@\n${body}`;
}
