const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Control characters act on a terminal, bidirectional controls and separators reorder or split the line around them, tags and
 * zero-width marks hide text: a manifest can hold all of them. Joiners stay, emoji need them. Lone surrogates are no text at all.
 */
const unsafe =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** The same text with unsafe characters written out (`\x1b`, `\u202e`): one line, safe on any terminal. */
export function escapeUnsafe(text: string): string {
  return text.replace(unsafe, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const known = short[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

/** JSON of `value`, two spaces deep, whose strings spell out what `JSON.stringify` lets through to a terminal. */
export function safeJson(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2);
  // After JSON.stringify every such character stands inside a string; the line breaks between members must stay.
  return text.replace(unsafe, (character) => (character === '\n' ? '\n' : toJsonEscape(character)));
}

function toJsonEscape(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index += 1) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
