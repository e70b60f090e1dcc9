/**
 * The longest text that every match of a pattern must contain; '' when none can be told. Cheap to look for, so that most patterns
 * are never compiled: hundreds of them cost more at start-up than all else.
 * Reads letters outside groups, classes and quantifiers only; what it does not understand ends a run.
 */
export function requiredText(pattern: string): string {
  // Alternatives at the top, and patterns that ignore case, have nothing in common that could be looked for.
  let longest = '';
  let run = '';
  const end = (): void => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] ?? '';
    if (sign === '|') return '';
    if (sign === '(' || sign === '[') {
      if (pattern.startsWith('(?', at)) return '';
      end();
      at = closing(pattern, at);
    } else if (sign === '?' || sign === '*' || sign === '{') {
      // What stands before may be absent.
      run = run.slice(0, -1);
      end();
      if (sign === '{') at = pattern.indexOf('}', at);
      if (at < 0) return '';
    } else if (sign === '\\') {
      const escaped = pattern[++at] ?? '';
      if (/[a-z0-9]/i.test(escaped)) end();
      else run += escaped;
    } else if ('^$.+)]}'.includes(sign)) end();
    else run += sign;
  }
  end();
  return longest;
}

/** Position of the sign that closes the group or class opened at `from`; the end of the pattern when none does. */
function closing(pattern: string, from: number): number {
  const isClass = pattern[from] === '[';
  let depth = 0;
  for (let at = from; at < pattern.length; at++) {
    const sign = pattern[at];
    if (sign === '\\') at++;
    else if (isClass) {
      if (sign === ']' && at > from + 1) return at;
    } else if (sign === '[') at = closing(pattern, at);
    else if (sign === '(') depth++;
    else if (sign === ')' && --depth === 0) return at;
  }
  return pattern.length;
}
