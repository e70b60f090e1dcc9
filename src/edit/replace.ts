import { isObject, type JsonValue } from '../model/index.ts';
import type { Written } from '../source/index.ts';
import { fill } from './block.ts';
import { inline, lines, scalar } from './emit.ts';
import { columnOf } from './lines.ts';
import type { Page } from './page.ts';
import type { Splice } from './pieces.ts';
import type { Place } from './reach.ts';
import { Refusal } from './refusal.ts';

/** A value in place of a single value. */
export function replace(page: Page, place: Place, value: JsonValue): Splice[] {
  const { entry, holder } = place;
  const old = entry.value;
  if (old === undefined) {
    if (!holder.inBrackets) return fill(page, place, { value });
    return [{ from: entry.after, to: entry.after, text: ` ${inline(value, page.outline.isJson)}` }];
  }
  if (old.kind === 'map' || old.kind === 'list') throw new Refusal('more than a single value stands there');
  if (old.kind === 'block') return [inTextBlock(page, old, value)];
  const { from, to } = old.span;
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (isNested && !holder.inBrackets) {
    if (isObject(value) && holder.kind === 'list') throw new Refusal('a single value would become a mapping');
    return fill(page, place, { value });
  }
  return [{ from, to, text: like(page, old, value, place) }];
}

/** In quotes of the kind there are; a number or a boolean loses them. */
function like(page: Page, old: Written, value: JsonValue, { holder, entry }: Place): string {
  const { text, outline, style } = page;
  if (holder.inBrackets || outline.isJson) return inline(value, outline.isJson);
  if (typeof value !== 'string') return scalar(value);
  if (value.includes('\n')) return lines(value, columnOf(text, entry.key.from) + style.step);
  const quote = text[old.span.from];
  if (old.kind === 'quoted' && quote === '"') return JSON.stringify(value);
  const plain = scalar(value);
  return old.kind === 'quoted' && !value.includes("'") && !plain.startsWith('"') ? `'${value}'` : plain;
}

/** Keeps the header and the indentation of a literal text. */
function inTextBlock({ text }: Page, old: Written, value: JsonValue): Splice {
  const written = text.slice(old.span.from, old.span.to);
  const [header = ''] = written.split('\n');
  const indent = /\n( +)\S/.exec(written)?.[1];
  if (typeof value !== 'string' || !/^\|[-+]?$/.test(header.trimEnd()) || indent === undefined)
    throw new Refusal('a text block stands there');
  const content = value.replace(/\n+$/, '').replaceAll(/^(?=.)/gm, indent);
  return { from: old.span.from + header.length + 1, to: old.span.to, text: content };
}

/** The text of the value in quotes. */
export function quote({ entry }: Place, text: string): Splice {
  const { from, to } = entry.value?.span ?? { from: entry.after, to: entry.after };
  return { from, to, text: JSON.stringify(text) };
}

/** Another key, in quotes of the kind there are. */
export function rename(page: Page, { holder, entry }: Place, name: string): Splice {
  if (holder.kind !== 'map') throw new Refusal('an entry of a list has no name');
  const { from, to } = entry.key;
  const isQuoted = page.text[from] === '"' || page.text[from] === "'";
  const text = holder.inBrackets ? inline(name, page.outline.isJson) : scalar(name);
  return { from, to, text: isQuoted ? JSON.stringify(name) : text };
}
