/** Longest path that is looked for. The server's own are shorter. */
const longest = 600;
const longestKey = 256;

/** Top-level members whose name alone is a path of the server's. */
const roots = new Set(['spec', 'metadata', 'template', 'status', 'data', 'roleRef', 'subjects', 'webhooks', 'rules']);

/** The field path that ends before `end`, with the place where it begins; undefined when the text there is none. */
export function pathBefore(text: string, end: number): { path: string; from: number } | undefined {
  let from = end;
  while (from > 0 && end - from < longest) {
    const before = text[from - 1] ?? '';
    if (/[\w.-]/.test(before)) from -= 1;
    else if (before === ']') {
      const open = openingBracket(text, from - 1);
      if (open === undefined) break;
      from = open;
    } else break;
  }
  while (from < end && /[.-]/.test(text[from] ?? '')) from += 1;
  const path = text.slice(from, end);
  // A cause about the object as a whole.
  if (path === '[]') return { path, from };
  const isPath = /^[a-z]/.test(path) && (/[.[]/.test(path) || roots.has(path)) && !path.endsWith('.');
  return isPath ? { path, from } : undefined;
}

/** Where the index or key that `close` ends begins. A list of causes stands in brackets, too, and is none. */
function openingBracket(text: string, close: number): number | undefined {
  const open = text.lastIndexOf('[', close);
  if (open < 0 || close - open > longestKey) return undefined;
  return /^(?:[^\s,[\]]*|[\w-]+="[^"]*")$/.test(text.slice(open + 1, close)) ? open : undefined;
}

/**
 * What the path is about, wherever the pod spec lies and whichever entry it is: 'initContainers.startupProbe', 'restartPolicy',
 * 'resources.containers.limits'. Paths that lead to no pod spec keep their names.
 */
export function placeOf(path: string): string {
  const names = path.replaceAll(/\[[^\]]*\]/g, '');
  const container = /(?:^|\.)((?:resources\.containers|initContainers|containers|ephemeralContainers)(?:\..*)?)$/.exec(
    names,
  );
  if (container !== null) return container[1] ?? names;
  return names.replace(/^(?:spec\.)?(?:jobTemplate\.spec\.)?(?:template\.spec\.)?/, '') || names;
}
