import ignore, { type Ignore } from 'ignore';

/** Tells whether a pattern as in .gitignore covers a path (relative, `/` between folders). Each pattern is compiled once. */
export function pathMatcher(): (pattern: string, path: string) => boolean {
  const known = new Map<string, Ignore>();
  return (pattern, path) => {
    // Paths that lead out of the working directory are covered by no pattern.
    if (!ignore.isPathValid(path)) return false;
    const compiled = known.get(pattern) ?? ignore().add(pattern);
    known.set(pattern, compiled);
    return compiled.ignores(path);
  };
}
