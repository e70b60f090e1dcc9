const proseWidth = 100;

/** Folded prose from a rule: its line breaks are spaces. */
export function oneLine(prose: string): string {
  return prose.trim().replaceAll(/\s+/g, ' ');
}

/**
 * Prose as lines of at most a fixed width: the output must not depend on the terminal. Behind a blank line stands text that is meant to
 * be copied, such as YAML: its lines are kept.
 */
export function wrap(prose: string): string[] {
  const [paragraph = '', ...kept] = prose.trimEnd().split('\n\n');
  return [...fold(paragraph), ...kept.flatMap((text) => text.split('\n'))];
}

function fold(paragraph: string): string[] {
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
