const proseWidth = 100;

/** Folded prose from a rule: its line breaks are spaces. */
export function oneLine(prose: string): string {
  return prose.trim().replaceAll(/\s+/g, ' ');
}

/** One paragraph as lines of at most a fixed width: the output must not depend on the terminal. */
export function wrap(paragraph: string): string[] {
  const lines: string[] = [];
  for (const word of oneLine(paragraph).split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= proseWidth) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export function count(amount: number, [one, many]: readonly [string, string]): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
