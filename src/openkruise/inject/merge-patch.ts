import { Denied } from './types.ts';

/** A JSON value with its text: what a merge leaves alone is written as it was, to the digit. */
interface Node {
  text: string;
  members?: Map<string, Node>;
}

/**
 * RFC 7396 as Kruise applies it to annotations: text in, text out, keys sorted, `<`, `>` and `&` escaped.
 * Refuses what is no JSON, and a patch that is neither object nor list.
 */
export function mergePatchText(existing: string, patch: string): string {
  const [target, change] = [parse(existing), parse(patch)];
  if (target.text === 'null') throw new Denied('merge-patch-not-json');
  if (change.members === undefined) {
    if (!change.text.startsWith('[')) throw new Denied('merge-patch-not-json');
    return escapeHtml(change.text);
  }
  return escapeHtml(write(target.members === undefined ? pruned(change) : merged(target, change)));
}

function merged(target: Node, patch: Node): Node {
  if (patch.members === undefined) return patch;
  if (target.members === undefined) return pruned(patch);
  const members = new Map(target.members);
  for (const [key, change] of patch.members) {
    const found = members.get(key);
    if (change.text === 'null') members.delete(key);
    else members.set(key, found === undefined || found.text === 'null' ? pruned(change) : merged(found, change));
  }
  return { text: '', members };
}

/** A patch where nothing stood before: its nulls go. */
function pruned(node: Node): Node {
  if (node.members === undefined) return node;
  const kept = [...node.members].filter(([, member]) => member.text !== 'null');
  return { text: '', members: new Map(kept.map(([key, member]) => [key, pruned(member)])) };
}

/** Objects that a merge went through have no text of their own any more. */
function write(node: Node): string {
  if (node.members === undefined || node.text !== '') return node.text;
  const keys = [...node.members.keys()].sort();
  const entries = keys.map((key) => `${JSON.stringify(key)}:${write(node.members?.get(key) ?? { text: 'null' })}`);
  return `{${entries.join(',')}}`;
}

const escapes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[<>&]/g, (character) => escapes[character] ?? character);
}

const token = /\s*("(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+)/y;

/** Deeper values are refused: nobody writes them, and reading them must not exhaust the stack. */
const deepest = 1000;

function parse(text: string): Node {
  try {
    JSON.parse(text);
  } catch {
    throw new Denied('merge-patch-not-json');
  }
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) tokens.push(match[1] ?? '');
  let at = 0;
  const read = (depth: number): Node => {
    if (depth > deepest) throw new Denied('merge-patch-not-json');
    const first = tokens[at] ?? '';
    at += 1;
    if (first !== '{' && first !== '[') return { text: first };
    const close = first === '{' ? '}' : ']';
    const members = new Map<string, Node>();
    const texts: string[] = [];
    while (tokens[at] !== close) {
      if (tokens[at] === ',') at += 1;
      const key = first === '{' ? (tokens[at] ?? '') : '';
      if (first === '{') at += 2;
      const node = read(depth + 1);
      texts.push(first === '{' ? `${key}:${node.text}` : node.text);
      // A key of valid JSON, so a string.
      if (first === '{') members.set(JSON.parse(key) as string, node);
    }
    at += 1;
    const whole = first + texts.join(',') + close;
    return first === '{' ? { text: whole, members } : { text: whole };
  };
  return read(0);
}
