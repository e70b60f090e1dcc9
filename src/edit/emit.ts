import { isObject, type JsonValue } from '../model/index.ts';
import { type Outline, type Written, writeYaml } from '../source/index.ts';
import { lineStart } from './lines.ts';

/** How a document is indented, in columns. */
export interface Style {
  /** From a key to the keys below it. */
  step: number;
  /** From a key to the dashes of its list: 0 where lists are not indented. */
  dash: number;
}

/** The most frequent indentation of a document; two columns where nothing shows one. */
export function styleOf({ root }: Outline, text: string): Style {
  const steps: number[] = [];
  const dashes: number[] = [];
  const column = (at: number): number => at - lineStart(text, at);
  const visit = (node: Written): void => {
    for (const { key, value } of node.entries) {
      if (value === undefined) continue;
      const [first] = value.entries;
      const isBelow = first !== undefined && !value.inBrackets && text.slice(key.to, first.key.from).includes('\n');
      if (node.kind === 'map' && isBelow)
        (value.kind === 'list' ? dashes : steps).push(column(first.key.from) - column(key.from));
      visit(value);
    }
  };
  if (root !== undefined) visit(root);
  return {
    step: mostFrequent(steps.filter((step) => step > 0)),
    dash: mostFrequent(dashes.filter((dash) => dash >= 0)),
  };
}

function mostFrequent(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? 2;
}

/** A value as block YAML that begins at `column`; its first line is not indented. */
export function inBlock(value: JsonValue, column: number, style: Style): string {
  const pad = `\n${' '.repeat(column)}`;
  if (Array.isArray(value) && value.length > 0)
    return value.map((item) => `- ${inBlock(item, column + 2, style)}`).join(pad);
  if (isObject(value) && Object.keys(value).length > 0)
    return Object.entries(value)
      .map(([key, member]) => `${scalar(key)}:${below(member, column, style)}`)
      .join(pad);
  return typeof value === 'string' && value.includes('\n') ? lines(value, column) : scalar(value);
}

/** What stands behind the colon of a key at `column`. */
export function below(value: JsonValue, column: number, style: Style): string {
  const deeper = column + (Array.isArray(value) ? style.dash : style.step);
  const text = inBlock(value, deeper, style);
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return isNested ? `\n${' '.repeat(deeper)}${text}` : ` ${text}`;
}

/** Text of several lines that a block can hold as it is. */
export function lines(value: string, column: number): string {
  if (!/^[^\s][^\r\u0085\u2028\u2029]*[^\s]\n?$/.test(value) || /[^\P{C}\n]/u.test(value)) return scalar(value);
  const pad = ' '.repeat(column);
  const text = value.replace(/\n$/, '').replaceAll(/^(?=.)/gm, pad);
  return `|${value.endsWith('\n') ? '' : '-'}\n${text}`;
}

/** A value in brackets or by itself, on one line. */
export function inline(value: JsonValue, isJson: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => inline(item, isJson)).join(', ')}]`;
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, member]) => `${inline(key, isJson)}: ${inline(member, isJson)}`);
    return `{${members.join(', ')}}`;
  }
  if (typeof value !== 'string') return scalar(value);
  const plain = scalar(value);
  return isJson || /[,[\]{}?:\n]/.test(plain) ? JSON.stringify(value) : plain;
}

/** A single value as every reader of Kubernetes reads it, on one line. */
export function scalar(value: JsonValue): string {
  if (typeof value === 'string' && value.includes('\n')) return JSON.stringify(value);
  return writeYaml(value).replace(/\n$/, '');
}
