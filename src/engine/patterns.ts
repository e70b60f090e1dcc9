import { RE2JS } from 're2js';

/** Finds a user's pattern in a text in linear time, each pattern compiled once: the matched part, undefined when there is none. */
export function linearMatcher(): (pattern: string, text: string) => string | undefined {
  const compiled = new Map<string, RE2JS>();
  return (pattern, text) => {
    const known = compiled.get(pattern) ?? RE2JS.compile(pattern);
    compiled.set(pattern, known);
    const matcher = known.matcher(text);
    return matcher.find() ? (matcher.group() ?? undefined) : undefined;
  };
}

/** What is wrong with a pattern; '' when it can run. */
export function patternProblem(pattern: string): string {
  try {
    RE2JS.compile(pattern);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
