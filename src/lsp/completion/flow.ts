import { deepest, type Outline, type Path, wordAt } from './scalar.ts';

interface Frame {
  path: Path;
  /** Of a list: the index of the next item; undefined in a mapping. */
  index: number | undefined;
  /** The key whose value comes next. */
  key?: string;
}

/**
 * Looks through `{…}` or `[…]` from its opening bracket, as YAML or JSON writes it, and answers where it ends. One that is not closed
 * ends before the first line for which `isOutside` holds.
 */
export function readFlow(
  text: string,
  from: number,
  place: { path: Path; at: number; isOutside: (lineStart: number) => boolean },
  outline: Outline,
): number {
  const frames: Frame[] = [];
  let at = from;
  while (at < text.length) {
    const frame = frames.at(-1);
    const character = text[at] ?? '';
    if (frames.length > deepest) return text.length;
    if (character === '{' || character === '[') {
      const path = frame === undefined ? place.path : childOf(frame);
      frames.push({ path, index: character === '[' ? 0 : undefined });
      at += 1;
    } else if (character === '}' || character === ']') {
      frames.pop();
      at += 1;
      if (frames.length === 0) return at;
    } else if (frame === undefined || (character === '\n' && place.isOutside(at + 1))) return at;
    else if (character === ',') {
      if (frame.index !== undefined) frame.index += 1;
      delete frame.key;
      at += 1;
    } else if (/\s/.test(character)) at += 1;
    else if (character === '#' && /\s/.test(text[at - 1] ?? '')) at = lineEnd(text, at);
    else at = readWord(text, at, frame, place.at, outline);
    if (outline.cursor === undefined) emptyWord(text, at, frames.at(-1), place.at, outline);
  }
  return at;
}

/** A key or a scalar; answers what stands behind it. */
function readWord(text: string, from: number, frame: Frame, cursor: number, outline: Outline): number {
  const isQuoted = text[from] === '"' || text[from] === "'";
  const rest = /[,\]}\n]|:(?=[\s,\]}]|$)|\s#/g;
  rest.lastIndex = from;
  const end = isQuoted ? lineEnd(text, from) : (rest.exec(text)?.index ?? text.length);
  const word = wordAt(text, from, end);
  const next = Math.max(from + 1, word.quote === '' ? word.to : Math.min(word.to + 1, end));
  const colon = /\s*:/y;
  colon.lastIndex = next;
  const isKey = frame.index === undefined && frame.key === undefined && colon.test(text);
  const isValue = frame.index === undefined && frame.key !== undefined;
  const path = isValue || frame.index !== undefined ? childOf(frame) : frame.path;
  if (cursor >= word.from && cursor <= word.to) {
    const { from: begin, to, quote } = word;
    outline.cursor = { path, slot: isValue ? 'value' : 'start', from: begin, to, quote, isKey, lead: '' };
  }
  if (!isKey) {
    outline.entries.push({ path, value: word.value });
    return next;
  }
  frame.key = word.value;
  return colon.lastIndex;
}

/** The cursor may stand where nothing is written yet. */
function emptyWord(text: string, at: number, frame: Frame | undefined, cursor: number, outline: Outline): void {
  if (frame === undefined || at !== cursor || !/^\s*(?:[,\]}\n#]|$)/.test(text.slice(at, at + 80))) return;
  if (text[at - 1] === '}' || text[at - 1] === ']') return;
  const isValue = frame.index === undefined && frame.key !== undefined;
  // Behind a scalar that was read nothing begins.
  if (!/[\s,:{[]/.test(text[at - 1] ?? '')) return;
  const path = isValue || frame.index !== undefined ? childOf(frame) : frame.path;
  const lead = text[at - 1] === ':' ? ' ' : '';
  outline.cursor = { path, slot: isValue ? 'value' : 'start', from: at, to: at, quote: '', isKey: false, lead };
}

function childOf({ path, index, key = '' }: Frame): Path {
  return [...path, index ?? key];
}

export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
