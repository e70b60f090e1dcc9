import { escapeUnsafe } from './escape.ts';

const tabWidth = 4;

/** Terminal cells per character, as pairs first–last. Own tables, because those of Node change with its version and the output must not. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x2693, 0x2693],
  [0x26a1, 0x26a1],
  [0x26bd, 0x26be],
  [0x26d4, 0x26d4],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x2753, 0x2757],
  [0x2795, 0x2797],
  [0x2b50, 0x2b50],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];
const empty: readonly (readonly [number, number])[] = [
  [0x0300, 0x036f],
  [0x200c, 0x200d],
  [0x20d0, 0x20ff],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0x1f3fb, 0x1f3ff],
  [0xe0100, 0xe01ef],
];
const joiner = '\u200d';

/** A piece of one source line as a terminal can show it: tabs as spaces, unsafe characters written out, and how many cells it takes. */
export function visible(text: string): { text: string; width: number } {
  let shown = '';
  let width = 0;
  let joined = false;
  for (const character of text) {
    const piece = character === '\t' ? ' '.repeat(tabWidth - (width % tabWidth)) : escapeUnsafe(character);
    shown += piece;
    if (piece !== character) width += piece.length;
    else if (!joined) width += cells(character.codePointAt(0) ?? 0);
    // An emoji after a joiner is drawn on the one before it.
    joined = character === joiner;
  }
  return { text: shown, width };
}

function cells(code: number): 0 | 1 | 2 {
  if (code < 0x300) return 1;
  if (isIn(empty, code)) return 0;
  return isIn(wide, code) ? 2 : 1;
}

function isIn(table: readonly (readonly [number, number])[], code: number): boolean {
  return table.some(([first, last]) => code >= first && code <= last);
}
