/** What a rule may select with: member names, list positions, wildcards and recursive descent. No scripts, no filters: CEL relates. */
export type Step =
  | { kind: 'name'; name: string }
  | { kind: 'index'; index: number }
  | { kind: 'any' }
  | { kind: 'descend' };

export class JsonPathError extends Error {
  /** UTF-16 offset in the path. */
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const name = /[A-Za-z_][A-Za-z0-9_-]*/y;
const index = /\[(0|[1-9][0-9]*)\]/y;
const quoted = /\['((?:[^'\\]|\\['\\])*)'\]/y;

/**
 * Parses the JSONPath of a rule: `$.spec.volumes[*].name`, `$.metadata.annotations['a/b']`, `$..env[0]`.
 * Needed because `jsonpath-plus` answers a path with a syntax error with an empty result.
 * @throws {JsonPathError} at the first character that does not fit.
 */
export function parseJsonPath(path: string): Step[] {
  if (!path.startsWith('$')) throw new JsonPathError("a JSONPath starts with '$'", 0);
  const steps: Step[] = [];
  let offset = 1;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = offset;
    const match = pattern.exec(path);
    if (match !== null) offset += match[0].length;
    return match;
  };
  while (offset < path.length) {
    if (path.startsWith('..', offset)) {
      offset += 1;
      steps.push({ kind: 'descend' });
    }
    if (path[offset] === '.') {
      offset += 1;
      if (path[offset] === '*') {
        offset += 1;
        steps.push({ kind: 'any' });
        continue;
      }
      const match = take(name);
      if (match === null) throw new JsonPathError("after '.' a member name or '*' is expected", offset);
      steps.push({ kind: 'name', name: match[0] });
      continue;
    }
    if (path.startsWith('[*]', offset)) {
      offset += 3;
      steps.push({ kind: 'any' });
      continue;
    }
    const position = take(index);
    if (position !== null) {
      steps.push({ kind: 'index', index: Number(position[1]) });
      continue;
    }
    const member = take(quoted);
    if (member === null) {
      throw new JsonPathError(
        "expected '.name', '.*', '[0]', '[*]' or ['name'] (filters and scripts belong in CEL)",
        offset,
      );
    }
    steps.push({ kind: 'name', name: (member[1] ?? '').replaceAll(/\\(['\\])/g, '$1') });
  }
  return steps;
}

/** The segments of a path that names one place (`$.image`, `$.ports[0].name`); undefined for one that can name several. */
export function singlePlace(steps: readonly Step[]): string[] | undefined {
  const segments: string[] = [];
  for (const step of steps) {
    if (step.kind === 'name') segments.push(step.name);
    else if (step.kind === 'index') segments.push(String(step.index));
    else return undefined;
  }
  return segments;
}
